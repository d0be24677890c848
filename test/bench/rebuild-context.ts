import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { PostgresEventStore, type LoggedEvent } from '@hub/event-store';
import { benchDatabase } from './bench-database';
import { fillLog } from './copied-log';
import type { Line } from './run';

/** Events of the log; fewer only while developing. */
const EVENTS = Number(process.env.HUB_BENCH_EVENTS ?? 1_000_000);
/** Events per second a rebuild must reach, and megabytes it may take. */
const REQUIRED = 25_000;
const MEMORY = 1_024;

const register = path.resolve(__dirname, '../../libs/testing/src/register.cjs');
const rebuildProcess = path.resolve(__dirname, 'rebuild-process.ts');

/** Reading the log without looking at it: what a rebuild cannot beat. */
async function replay(url: string, context: string): Promise<number> {
  const store = await PostgresEventStore.open({ url, context });
  let count = 0;
  const started = performance.now();
  for await (const batch of store.log(0n, { limit: 5_000, until: await store.head() })) count += batch.length;
  const rate = (count * 1_000) / (performance.now() - started);
  await store.close();
  return rate;
}

interface Run {
  readonly events: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** All read models of a context from a million of its own events, against reading the log raw in the same run. */
export async function benchRebuild(
  context: 'victims' | 'judicial',
  report: (line: Line) => void,
  { url, template }: { readonly url: string; readonly template: readonly LoggedEvent[] },
): Promise<void> {
  const database = await benchDatabase(url, context, 'rebuild');
  try {
    await fillLog(database.url, template, EVENTS);
    const reference = await replay(database.url, context);
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['-r', register, rebuildProcess, context],
      ...[database.url, database.projectorUrl],
    ]);
    const { events, seconds, megabytes } = JSON.parse(stdout) as Run;
    if (events !== EVENTS) throw new Error(`${events} events were folded instead of ${EVENTS}`);
    const value = events / seconds;
    const of = (part: string) => `rebuild-${context}/${part}`;
    report({ name: of('replay'), value, reference, ratio: value / reference, unit: 'events/s' });
    report({ name: of('required'), value, reference: REQUIRED, ratio: value / REQUIRED, unit: 'events/s' });
    report({
      name: of('memory'),
      value: megabytes,
      reference: MEMORY,
      ratio: megabytes / MEMORY,
      unit: 'MB',
    });
  } finally {
    await database.drop();
  }
}
