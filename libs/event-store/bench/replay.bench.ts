import type { Client } from 'pg';
import { migrateLog, openEvent, PostgresEventStore } from '@hub/event-store';
import { data, median, metaOf, withDatabase, type Report } from './events';

const EVENTS = 200_000;
const ROUNDS = 5;
const RAW_PAGE = 5_000;

const fill = `insert into log.events (position, version, id, stream, type, data, meta, hash)
  select n, 1, gen_random_uuid(), 'case-' || gen_random_uuid(), 'SectionRecorded', $1, $2, sha256(n::text::bytea)
  from generate_series(1, ${EVENTS}) n`;

/** The fastest plain way to have the same rows in the process: keyset pages, JSON left as text. */
async function readRaw(client: Client): Promise<number> {
  let position = '0';
  let count = 0;
  for (;;) {
    const { rows } = await client.query<unknown[]>({
      name: 'raw',
      text: `select position, id, stream, version, type, data::text, meta::text, hash
        from log.events where position > $1 order by position limit ${RAW_PAGE}`,
      values: [position],
      rowMode: 'array',
    });
    const last = rows.at(-1);
    if (!last) return count;
    position = last[0] as string;
    count += rows.length;
  }
}

async function replay(store: PostgresEventStore): Promise<number> {
  let count = 0;
  for await (const batch of store.log(0n)) {
    for (const event of batch) if (openEvent(event, {}).meta.schema === 1) count++;
  }
  return count;
}

async function rate(read: () => Promise<number>): Promise<number> {
  const begin = performance.now();
  const count = await read();
  if (count !== EVENTS) throw new Error(`${count} events were read instead of ${EVENTS}`);
  return (count / (performance.now() - begin)) * 1000;
}

/** The whole log, each event parsed and lifted, against reading the same rows without looking at them. */
export async function bench(report: Report, options: { url: string }): Promise<void> {
  await withDatabase(options.url, async (url, client) => {
    await migrateLog(client, { context: 'bench', mode: 'sandbox' });
    await client.query(fill, [data, metaOf('7c9e6679-7425-40de-944b-e07fc1f90ae7')]);
    await client.query('vacuum analyze log.events');
    const store = await PostgresEventStore.open({ url, context: 'bench' });
    try {
      const rates = { raw: [] as number[], replay: [] as number[] };
      await rate(() => readRaw(client));
      await rate(() => replay(store));
      for (let round = 0; round < ROUNDS; round++) {
        rates.raw.push(await rate(() => readRaw(client)));
        rates.replay.push(await rate(() => replay(store)));
      }
      const [value, reference] = [median(rates.replay), median(rates.raw)];
      report({ name: 'replay/raw', value, reference, ratio: value / reference, unit: 'events/s' });
    } finally {
      await store.close();
    }
  });
}
