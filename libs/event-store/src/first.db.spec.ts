import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { temporaryDatabase } from '@hub/testing';
import { chain } from './hash-chain';
import { migrateLog } from './postgres/migrate-log';
import { PostgresEventStore } from './postgres/postgres-event-store';

it('works', async () => {
  const db = await temporaryDatabase();
  const client = new Client({ connectionString: db.url });
  await client.connect();
  await migrateLog(client, { context: 'victims', mode: 'sandbox' });
  await migrateLog(client, { context: 'victims', mode: 'sandbox' });
  const store = await PostgresEventStore.open({ url: db.url, context: 'victims' });
  const stream = `case-${randomUUID()}`;
  const events = chain(
    [1, 2].map(version => ({
      id: randomUUID(),
      stream,
      version,
      type: 'Noted',
      data: '{"a":  "č"}',
      meta: '{"provenance":"synthetic"}',
    })),
    undefined,
  );
  expect(await store.append(stream, 0, events)).toBe(2n);
  expect(await store.append(stream, 0, events)).toBe(2n);
  await expect(
    store.append(
      stream,
      1,
      events.slice(1).map(e => ({ ...e, id: randomUUID() })),
    ),
  ).rejects.toThrow('expected version 1, found 2');
  expect((await store.load(stream)).map(({ position, ...e }) => e)).toEqual(events);
  const seen = [];
  for await (const b of store.log(0n, { live: true, until: 2n })) seen.push(...b);
  expect(seen).toHaveLength(2);
  await store.close();
  await client.end();
  await db.drop();
});
