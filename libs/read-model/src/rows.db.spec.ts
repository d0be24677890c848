import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import * as fc from 'fast-check';
import type { Client } from 'pg';
import { EntitySchema } from 'typeorm';
import { connect } from './connection';
import { addRows, foldRows } from './fold';
import { HoldingSql } from './held-rows';
import { InTurn } from './in-turn';
import type { Projection, Sql } from './projection';
import { loadRows, writeRows } from './rows';
import { tableOf } from './table';
import { createTables } from './tables';

interface Everything {
  readonly region: string;
  readonly number: number;
  readonly text: string | null;
  readonly sum: number | null;
  readonly yes: boolean | null;
  readonly day: string | null;
  readonly codes: readonly (string | null)[] | null;
  readonly counts: readonly number[];
  readonly doc: unknown;
  readonly docs: readonly object[];
}

const everything = new EntitySchema<Everything>({
  name: 'everything',
  columns: {
    region: { type: 'text', primary: true },
    number: { type: 'int', primary: true },
    text: { type: String, nullable: true },
    sum: { type: 'numeric', precision: 18, scale: 2, nullable: true },
    yes: { type: Boolean, nullable: true },
    day: { type: 'date', nullable: true },
    codes: { type: 'varchar', array: true, nullable: true },
    counts: { type: 'int', array: true },
    doc: { type: 'json', nullable: true },
    docs: { type: 'jsonb', array: true },
  },
});
const table = tableOf(everything);
const projection = { name: 'everything', entities: [everything] } as unknown as Projection;

let database: TemporaryDatabase;
let client: Client;

beforeAll(async () => {
  database = await temporaryDatabase('rows');
  client = await connect(database.url, 'read');
  await client.query('create schema read');
  await createTables(database.url, 'read', [projection], client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => client.query('truncate everything'));

/** Text as a form could send it, with everything that has a meaning in some format on the way. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\\', '\\N', '\\.', '{}', '{"a",NULL}', 'NULL', '"', "'", '\t\n\r', 'ž Ђ ș ë 🙂', ''),
  )
  .filter(value => !value.includes('\0'));
const rows = fc
  .uniqueArray(
    fc.record({
      region: text,
      number: fc.integer({ min: -5, max: 2_000_000_000 }),
      text: fc.option(text),
      sum: fc.option(fc.integer({ min: -1e9, max: 1e9 }).map(cents => cents / 100)),
      yes: fc.option(fc.boolean()),
      day: fc.option(fc.constantFrom('2026-03-29', '1899-12-31')),
      codes: fc.option(fc.array(fc.option(text))),
      counts: fc.array(fc.integer({ min: -10, max: 10 })),
      doc: fc.option(fc.oneof(text, fc.integer(), fc.dictionary(text, fc.array(text)))),
      docs: fc.array(fc.record({ code: text })),
    }),
    { selector: row => `${row.region}|${row.number}`, minLength: 1, maxLength: 8 },
  )
  // JSON has one null: SQL's.
  .map(all => all.map(row => ({ ...row, doc: row.doc ?? null })));

const sorted = (all: readonly object[]) => all.map(row => JSON.stringify(row)).sort();
const keysOf = (all: readonly Everything[]) =>
  new Map(all.map(({ region, number }, index) => [String(index), { region, number }]));

describe('whole rows', () => {
  it('come back as they were written, by statement and by COPY', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async written => {
        await client.query('truncate everything');
        await writeRows(client, table, written);
        const loaded = await loadRows(client, table, keysOf(written));
        expect(sorted([...loaded.values()])).toEqual(sorted(written));
        await client.query('truncate everything');
        await new InTurn(client).copy(table, written);
        const copied = await loadRows(client, table, keysOf(written));
        expect(sorted([...copied.values()])).toEqual(sorted(written));
      }),
      { numRuns: 60 },
    );
  });

  it('lose what PostgreSQL cannot hold, and nothing else', async () => {
    const odd = {
      region: 'a\0b',
      number: 1,
      text: '\ud800x',
      counts: [],
      doc: { deep: ['\0', '\ud800', 'ok'] },
      docs: [],
    };
    await writeRows(client, table, [odd]);
    const { rows: found } = await client.query('select region, text, doc from everything');
    expect(found).toEqual([
      { region: 'a\uFFFDb', text: '\uFFFDx', doc: { deep: ['\uFFFD', '\uFFFD', 'ok'] } },
    ]);
  });

  it('refuse an object where no column can hold one', async () => {
    const wrong = { region: 'a', number: 1, text: { not: 'text' }, counts: [], docs: [] };
    await expect(writeRows(client, table, [wrong])).rejects.toThrow('cannot hold object');
  });
});

/** Steps that count up, remove, list: what a fold may do to rows, in any order. */
type Step = { readonly key: number; readonly act: 'add' | 'remove' | 'keep' };
interface Counted {
  readonly key: number;
  readonly n: number;
}
const counted = new EntitySchema<Counted>({
  name: 'counted',
  columns: { key: { type: 'int', primary: true }, n: { type: 'int' } },
});
const listed = new EntitySchema<{ id: number }>({
  name: 'listed',
  columns: { id: { type: 'int', primary: true } },
});

const evolve = (row: Counted | undefined, { act }: Step, key: unknown): Counted | undefined => {
  if (act === 'keep') return row;
  return act === 'remove' ? undefined : { key: Number(key), n: (row?.n ?? 0) + 1 };
};

describe('rows held while a read model is built', () => {
  it('end as a fold batch by batch leaves them, however little is held and whatever is asked in between', async () => {
    const own = { name: 'own', entities: [counted, listed] } as unknown as Projection;
    await createTables(database.url, 'read', [own], client);
    const writer = await connect(database.url, 'read');
    const batches = fc.array(
      fc.record({
        steps: fc.array(
          fc.record({
            key: fc.nat({ max: 12 }),
            act: fc.constantFrom<Step['act'][]>('add', 'remove', 'keep'),
          }),
          { maxLength: 12 },
        ),
        sql: fc.constantFrom('none', 'none', 'select', 'update', 'insert'),
        again: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    /** Rows that a statement of the projection added are found, though no fold has written to the table yet. */
    const insertedBefore: { steps: Step[]; sql: 'none' | 'insert'; again: boolean }[] = [
      { steps: [], sql: 'insert', again: false },
      { steps: [{ key: 3, act: 'add' }], sql: 'none', again: false },
    ];
    const run = async (
      sql: Sql,
      all: { steps: Step[]; sql: string; again: boolean }[],
      end: (again: boolean) => Promise<void>,
    ) => {
      await client.query('truncate counted, listed');
      let id = 0;
      const sums: unknown[] = [];
      for (const batch of all) {
        await foldRows(sql, counted, batch.steps, step => step.key, evolve);
        await addRows(
          sql,
          listed,
          batch.steps.map(() => ({ id: id++ })),
        );
        if (batch.sql === 'select') sums.push((await sql.query('select sum(n) from counted')).rows);
        if (batch.sql === 'insert')
          await sql.query(
            'insert into counted select k, 50 from generate_series(0, 12, 3) k on conflict do nothing',
          );
        if (batch.sql === 'update') await sql.query('update counted set n = n + 10 where key % 2 = 0');
        await end(batch.again);
      }
      return sums;
    };
    const state = async () => [
      (await client.query('select * from counted order by key')).rows,
      (await client.query('select count(*) from listed')).rows,
    ];
    await fc.assert(
      fc.asyncProperty(batches, fc.constantFrom(0, 6, 20, 1_000), async (all, limit) => {
        const plainly = [await run(client, all, async () => undefined), await state()];
        const holding = new HoldingSql(new InTurn(client), new InTurn(writer), limit);
        const sums = await run(holding, all, again => holding.held.endTurn(again));
        await holding.held.flush();
        expect([sums, await state()]).toEqual(plainly);
      }),
      { numRuns: 60, examples: [[insertedBefore, 1_000]] },
    );
    await writer.end();
  });
});
