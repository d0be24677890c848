/** Rebuilds all read models of a context in a process of its own and says how long it took and how large it grew. */
import { PostgresEventStore } from '@hub/event-store';
import { judicial } from '@hub/judicial';
import { ReadModels } from '@hub/read-model';
import { victims } from '@hub/victims';
import { bookOf } from './seeded-log';

const contexts = {
  victims: () => victims.projections(bookOf(victims.criteria)),
  judicial: () => judicial.projections(bookOf(judicial.criteria)),
};

async function main(context: keyof typeof contexts, logUrl: string, url: string): Promise<void> {
  const store = await PostgresEventStore.open({ url: logUrl, context });
  const models = new ReadModels({ store, url, projections: contexts[context]() });
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

const [context, logUrl = '', url = ''] = process.argv.slice(2);
void main(context as keyof typeof contexts, logUrl, url);
