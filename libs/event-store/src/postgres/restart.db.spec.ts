import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { freePort, startEmbedded, type EmbeddedPostgres } from '@hub/platform';
import { collect, idsOf, newStream, recordNew, sample, take } from '../contract/sample-events';
import { migrateLog } from './migrate-log';
import { PostgresEventStore } from './postgres-event-store';

describe('a restart of the server', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-restart-'));
  let cluster: EmbeddedPostgres;
  let start: () => Promise<EmbeddedPostgres>;
  let store: PostgresEventStore;

  beforeAll(async () => {
    fs.chmodSync(directory, 0o777);
    const port = await freePort();
    const dataDirectory = path.join(directory, 'postgres');
    start = () => startEmbedded({ dataDirectory, user: 'test', password: 'test', port, ephemeral: true });
    cluster = await start();
    const client = new Client({ connectionString: cluster.url('postgres') });
    await client.connect();
    await migrateLog(client, { context: 'restarted', mode: 'sandbox' });
    await client.end();
    store = await PostgresEventStore.open({ url: cluster.url('postgres'), context: 'restarted' });
  });
  afterAll(async () => {
    await store.close();
    cluster.stop('immediate');
    fs.rmSync(directory, { recursive: true, force: true });
  });

  it.each(['fast', 'immediate'] as const)(
    '(%s): appends wait for it, the live log goes on, nothing is lost or doubled',
    async mode => {
      const before = await store.head();
      const appended: string[] = [];
      let going = true;
      const writers = Array.from({ length: 8 }, async () => {
        while (going) appended.push(...idsOf((await recordNew(store, { count: 2 })).events));
      });
      const first = await take(store.log(before, { live: true }), 50);
      const seen = [...first];
      const farewell = newStream();
      // Ends with the last event recorded, not with a number of events: the live log may show a fact before its
      // writer has the answer, so that counting what was answered would stop watching too early.
      const watching = (async () => {
        for await (const batch of store.log(first.at(-1)?.position ?? 0n, { live: true })) {
          seen.push(...batch);
          if (batch.some(({ stream }) => stream === farewell)) return;
        }
      })();
      cluster.stop(mode);
      cluster = await start();
      const restarted = appended.length;
      while (appended.length < restarted + 50) await new Promise(resolve => setTimeout(resolve, 5));
      going = false;
      await Promise.all(writers);
      const last = sample(farewell);
      await store.append(farewell, 0, last);
      appended.push(...idsOf(last));
      await watching;
      const stored = await collect(store.log(before));
      expect(idsOf(stored).toSorted()).toEqual(appended.toSorted());
      expect(idsOf(seen)).toEqual(idsOf(stored));
      expect(stored.map(event => event.position)).toEqual(
        stored.map((_, index) => before + BigInt(index + 1)),
      );
    },
    120_000,
  );
});
