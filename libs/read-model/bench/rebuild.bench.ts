import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { PostgresEventStore } from '@hub/event-store';
import { millionEvents } from './million-events';

interface Line {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  readonly ratio: number;
  readonly unit: string;
}

/** Events per second a rebuild must reach. */
const REQUIRED = 25_000;
/** Memory a rebuild may take, in megabytes. */
const MEMORY = 1_024;
const register = path.resolve(__dirname, '../../testing/src/register.cjs');
const rebuildProcess = path.resolve(__dirname, 'rebuild-process.ts');

/** Reading the log without looking at it: what a rebuild cannot beat. */
async function replay(url: string): Promise<number> {
  const store = await PostgresEventStore.open({ url, context: 'bench' });
  let count = 0;
  const started = performance.now();
  for await (const batch of store.log(0n, { limit: 5_000, until: await store.head() })) count += batch.length;
  const rate = (count * 1_000) / (performance.now() - started);
  await store.close();
  return rate;
}

/** All read models of a context from a million events, against reading the log raw in the same run. */
export async function bench(report: (line: Line) => void, options: { url: string }): Promise<void> {
  const url = await millionEvents(options.url);
  const reference = await replay(url);
  const run = await promisify(execFile)(process.execPath, ['-r', register, rebuildProcess, url]);
  const { events, seconds, megabytes } = JSON.parse(run.stdout) as Record<
    'events' | 'seconds' | 'megabytes',
    number
  >;
  const value = events / seconds;
  report({ name: 'rebuild/replay', value, reference, ratio: value / reference, unit: 'events/s' });
  report({ name: 'rebuild/required', value, reference: REQUIRED, ratio: value / REQUIRED, unit: 'events/s' });
  report({
    name: 'rebuild/memory',
    value: megabytes,
    reference: MEMORY,
    ratio: megabytes / MEMORY,
    unit: 'MB',
  });
}
