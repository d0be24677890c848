import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { logDatabase } from '../contract/log-database';
import { collect, idsOf, newStream } from '../contract/sample-events';
import type { LoggedEvent } from '../event-store';
import { verifyChain } from '../hash-chain';
import { PostgresEventStore } from './postgres-event-store';

const root = path.resolve(__dirname, '../../../..');
const EVENTS = 1_500n;

/** Another process of the hub, with four writers; `stop` gives the ids it was told are recorded. */
function writerProcess(url: string, context: string, shared: readonly string[]) {
  const child = spawn(
    process.execPath,
    [
      '-r',
      './libs/testing/src/register.cjs',
      'libs/event-store/src/contract/writer-process.ts',
      url,
      context,
      shared.join(),
    ],
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const output = text(child.stdout);
  const errors = text(child.stderr);
  return {
    stop: async () => {
      child.stdin.end();
      const [code] = (await once(child, 'exit')) as [number];
      if (code !== 0) throw new Error(await errors);
      return (await output).trim().split('\n');
    },
  };
}

it('two processes with eight writers, some of whose transactions are rolled back, keep one order without gaps', async () => {
  const database = await logDatabase();
  const { url, context } = database;
  const store = await PostgresEventStore.open({ url, context });
  const shared = Array.from({ length: 3 }, newStream);
  const writers = [1, 2].map(() => writerProcess(url, context, shared));

  const seen: LoggedEvent[] = [];
  for await (const batch of store.log(0n, { live: true, until: EVENTS })) seen.push(...batch);
  const acknowledged = (await Promise.all(writers.map(writer => writer.stop()))).flat();
  const stored = await collect(store.log(0n));

  expect(seen.map(event => event.position)).toEqual(seen.map((_, index) => BigInt(index + 1)));
  expect(idsOf(seen)).toEqual(idsOf(stored).slice(0, seen.length));
  expect(stored.map(event => event.position)).toEqual(stored.map((_, index) => BigInt(index + 1)));
  expect(idsOf(stored).toSorted()).toEqual(acknowledged.toSorted());
  const streams = new Map<string, LoggedEvent[]>();
  for (const event of stored) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  for (const [stream, events] of streams) verifyChain(stream, events);
  for (const stream of shared) expect(streams.get(stream)?.length).toBeGreaterThan(10);
  await store.close();
  await database.drop();
}, 120_000);
