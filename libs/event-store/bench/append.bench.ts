import { randomUUID } from 'node:crypto';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import { migrateLog, PostgresEventStore } from '@hub/event-store';
import { chained, draft, median, pace, withDatabase, type Pace, type Report } from './events';

const CALLERS = 64;
const POOL = 16;
const ROUNDS = 5;
const WARM_UP = 700;
const TIME = 1_000;
/** For the price of the leaf: pairs of appends with and without, and milliseconds they may take. */
const PAIRS = 4_000;
const LONGEST = 15_000;

type Json = Record<string, unknown>;
type Operation = () => Promise<unknown>;

/** The table of the references: the same columns, but order by a sequence and no check but the unique key. */
const referenceTable = `create table reference (
  position bigint generated always as identity primary key,
  version int not null, id uuid not null, stream text not null, type text not null, data json not null,
  meta json not null, hash bytea not null, recorded_at timestamptz not null default clock_timestamp(),
  unique (stream, version))`;

const insert = {
  name: 'insert',
  text: 'insert into reference (version, id, stream, type, data, meta, hash) values ($1, $2, $3, $4, $5, $6, $7)',
};
const lastVersion = {
  name: 'last-version',
  text: 'select version from reference where stream = $1 order by version desc limit 1',
};
const noHash = Buffer.alloc(32);
const row = () => {
  const { version, id, stream, type, data, meta } = draft();
  return [version, id, stream, type, data, meta, noHash];
};

function checkedTransaction(pool: Pool): Operation {
  return async () => {
    const client = await pool.connect();
    try {
      const values = row();
      await client.query('begin');
      const { rows } = await client.query({ ...lastVersion, values: [values[2]] });
      if (rows.length > 0) throw new Error('a new stream is not new');
      await client.query({ ...insert, values });
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

/** Rounds of all operations in turn, so that what else the machine does hits them alike. */
async function compare<Name extends string>(
  operations: Readonly<Record<Name, Operation>>,
  callers: number,
): Promise<Record<Name, Pace>> {
  const names = Object.keys(operations) as Name[];
  const paces = new Map<Name, Pace[]>(names.map(name => [name, []]));
  for (const name of names) await pace(operations[name], callers, WARM_UP);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) paces.get(name)?.push(await pace(operations[name], callers, TIME));
  }
  const middle = (name: Name): Pace => {
    const all = paces.get(name) ?? [];
    const of = (pick: (pace: Pace) => number) => median(all.map(pick));
    return { rate: of(one => one.rate), mean: of(one => one.mean), p99: of(one => one.p99) };
  };
  return Object.fromEntries(names.map(name => [name, middle(name)])) as Record<Name, Pace>;
}

/**
 * How much longer `one` takes than `other` when one caller makes them by turns: median difference of the pairs, in
 * percent of the median of `other`.
 */
async function extra(one: Operation, other: Operation): Promise<number> {
  const differences: number[] = [];
  const plain: number[] = [];
  const time = async (operation: Operation) => {
    const begin = performance.now();
    await operation();
    return performance.now() - begin;
  };
  const until = performance.now() + LONGEST;
  for (let pair = 0; pair < PAIRS && performance.now() < until; pair++) {
    const first = await time(pair % 2 ? one : other);
    const second = await time(pair % 2 ? other : one);
    differences.push(pair % 2 ? first - second : second - first);
    plain.push(pair % 2 ? second : first);
  }
  return (median(differences) / median(plain)) * 100;
}

/** Appends of one event each, through version check, leaf hash and order, against three ways to write a row. */
export async function bench(report: Report, options: { url: string }): Promise<void> {
  await withDatabase(options.url, async (url, client) => {
    await client.query(referenceTable);
    await migrateLog(client, { context: 'bench', mode: 'sandbox' });
    const pool = new Pool({ connectionString: url, max: POOL });
    const emmettPool = new Pool({ connectionString: url, max: POOL });
    // Their connections may still be closing when the database is dropped.
    for (const each of [pool, emmettPool]) each.on('error', () => undefined);
    const emmett = getPostgreSQLEventStore(url, { connectionOptions: { pool: emmettPool } });
    const store = await PostgresEventStore.open({ url, context: 'bench' });
    const append = async () => {
      const events = chained();
      return store.append(events[0]?.stream ?? '', 0, events);
    };
    const withoutLeaf = async () => {
      const event = draft();
      return store.append(event.stream, 0, [{ ...event, hash: noHash }]);
    };
    const insertOne = () => pool.query({ ...insert, values: row() });
    const emmettAppend = () => {
      const { type, data, meta } = draft();
      const event = { type, data: JSON.parse(data) as Json, metadata: JSON.parse(meta) as Json };
      return emmett.appendToStream(`case-${randomUUID()}`, [event], {
        expectedStreamVersion: STREAM_DOES_NOT_EXIST,
      });
    };
    try {
      const many = await compare(
        {
          append,
          'insert-pool': insertOne,
          'checked-transaction': checkedTransaction(pool),
          emmett: emmettAppend,
        },
        CALLERS,
      );
      const { rate, p99 } = many.append;
      for (const name of ['insert-pool', 'checked-transaction', 'emmett'] as const) {
        const reference = many[name].rate;
        report({
          name: `append-64/${name}`,
          value: rate,
          reference,
          ratio: rate / reference,
          unit: 'events/s',
        });
      }
      report({ name: 'append-64/p99', value: p99, reference: 20, ratio: p99 / 20, unit: 'ms' });
      const one = await compare({ append, insert: insertOne }, 1);
      const alone = { value: one.append.rate, reference: one.insert.rate };
      report({ name: 'append-1/insert', ...alone, ratio: alone.value / alone.reference, unit: 'events/s' });
      const cost = await extra(append, withoutLeaf);
      report({
        name: 'tamper-evidence-1',
        value: cost,
        reference: 15,
        ratio: cost / 15,
        unit: '% of latency',
      });
    } finally {
      await store.close();
      await emmett.close();
      await pool.end();
      await emmettPool.end().catch(() => undefined); // emmett may have ended it
    }
  });
}
