/** Rebuilds the read models of the bench in a process of its own and says how long it took and how large it grew. */
import { PostgresEventStore } from '@hub/event-store';
import { ReadModels } from '../src';
import { caseModels } from './case-models';

async function main(url: string): Promise<void> {
  const store = await PostgresEventStore.open({ url, context: 'bench' });
  const models = new ReadModels({ store, url, projections: caseModels });
  let events = 0;
  const before = process.cpuUsage();
  const started = performance.now();
  await models.rebuild(undefined, progress => (events = progress.events));
  const seconds = (performance.now() - started) / 1_000;
  const cpu = process.cpuUsage(before);
  await models.stop();
  await store.close();
  const megabytes = process.resourceUsage().maxRSS / 1_024;
  process.stdout.write(
    `${JSON.stringify({ events, seconds, megabytes, cpu: (cpu.user + cpu.system) / 1e6 })}\n`,
  );
}

void main(process.argv[2] ?? '');
