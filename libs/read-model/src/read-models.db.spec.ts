import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '@hub/event-store';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import {
  caseCount,
  caseTable,
  entries,
  naiveFold,
  record,
  recordMany,
  tally,
  wholeLog,
  type CaseRow,
} from './contract/case-count';
import type { Projection, Sql } from './projection';
import { ReadModels, type ReadModelsOptions } from './read-models';

let database: TemporaryDatabase;
const started: ReadModels[] = [];

beforeEach(async () => {
  database = await temporaryDatabase('read');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(models => models.stop()));
  await database.drop();
});

async function open(
  store: MemoryEventStore,
  projections: readonly Projection[],
  options: Partial<ReadModelsOptions> = {},
): Promise<ReadModels> {
  const models = new ReadModels({ store, url: database.url, projections, keepSnapshotsMs: 0, ...options });
  started.push(models);
  await models.start();
  return models;
}

async function cases(sql: Pick<Sql, 'query'>): Promise<Map<string, CaseRow>> {
  const { rows } = await sql.query<{ row: CaseRow }>('select row_to_json(c) as row from case_count c');
  return new Map(rows.map(({ row }) => [row.case_id, { ...row, total: String(row.total) }]));
}

const sorted = (rows: ReadonlyMap<string, CaseRow>) =>
  [...rows.values()].sort((a, b) => a.case_id.localeCompare(b.case_id));

describe('read models', () => {
  it('equal a naive fold of the log, whether kept live or built from what was there', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 500, 40);
    const models = await open(store, [caseCount(), entries, tally]);
    const head = await recordMany(store, 700, 55);
    expect(await models.waitFor(head, 10_000)).toBe(true);
    expect(sorted(await cases(models))).toEqual(sorted(naiveFold(await wholeLog(store))));
    const { rows } = await models.query<{ n: string }>('select count(*) n from entry');
    expect(Number(rows[0]?.n)).toBe(1_200);
    const counted = await models.query<{ n: string }>('select sum(n) n from tally');
    expect(Number(counted.rows[0]?.n)).toBe(1_200);
  });

  it('are built stream by stream where each of them says that this gives the same rows, else in the order of the log', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 500, 40);
    const whole = { ...caseCount(), wholeStreams: 'case-' };
    /** Says so, though its rows are the order itself. */
    const order = (wholeStreams?: string): Projection => ({
      ...entries,
      wholeStreams,
      apply: (batch, sql) =>
        sql
          .query(
            `insert into entry select id, $2::bigint + n, 'place' from unnest($1::uuid[]) with ordinality e(id, n)`,
            [batch.map(({ id }) => id), place(batch.length)],
          )
          .then(() => undefined),
    });
    let placed = 0;
    const place = (count: number) => (placed += count) - count;
    const inPlace = async (projections: readonly Projection[], schema: string) => {
      placed = 0;
      const models = await open(store, projections, { schema });
      expect(sorted(await cases(models))).toEqual(sorted(naiveFold(await wholeLog(store))));
      const { rows } = await models.query<{ id: string }>(
        'select event_id as id from entry order by position',
      );
      return rows.map(({ id }) => id);
    };
    const logged = (await wholeLog(store)).map(({ id }) => id);
    expect(await inPlace([whole, order()], 'one')).toEqual(logged);
    expect(await inPlace([caseCount(), order('')], 'two')).toEqual(logged);
    const streamed = await inPlace([whole, order('')], 'three');
    expect(streamed).not.toEqual(logged);
    expect(streamed.toSorted()).toEqual(logged.toSorted());
  });

  it('tell a reader when they have taken in a position, and when they have not', async () => {
    const store = new MemoryEventStore();
    const models = await open(store, [caseCount()]);
    const id = randomUUID();
    const position = await record(store, id, [{ type: 'CaseCounted', amount: 3 }]);
    expect(await models.waitFor(position, 2_000)).toBe(true);
    expect((await cases(models)).get(id)?.total).toBe('3');
    expect(await models.waitFor(position + 1n, 50)).toBe(false);
  });

  it('stop only the projection that cannot take an event, and name the event without its content', async () => {
    const store = new MemoryEventStore();
    const models = await open(store, [caseCount(), entries]);
    const id = randomUUID();
    await record(store, id, [{ type: 'CaseCounted' }, { type: 'CaseCounted' }]);
    const poison = await record(store, id, [{ type: 'Poison' }]);
    const head = await record(store, id, [{ type: 'CaseCounted' }]);
    expect(await models.waitFor(head, 10_000, ['entries'])).toBe(true);
    expect(await models.waitFor(head, 10_000)).toBe(false);
    const status = await models.status();
    expect(status.healthy).toBe(false);
    const stopped = status.models.find(model => model.name === 'case-count');
    const [event] = (await wholeLog(store)).filter(({ position }) => position === poison);
    expect(stopped).toMatchObject({
      state: 'stopped',
      position: poison - 1n,
      failure: { position: poison, id: event?.id, type: 'Poison' },
    });
    expect(stopped?.failure?.reason).toMatch(/^Error at .*evolveCase .*case-count\.ts:\d+/);
    expect(JSON.stringify(stopped, (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
      'Blerta',
    );
    expect(status.models.find(model => model.name === 'entries')).toMatchObject({
      state: 'live',
      position: head,
    });
    expect((await cases(models)).get(id)?.events).toBe(2);
  });

  it('are rebuilt when their definition changes, the old rows serving until the swap', async () => {
    const store = new MemoryEventStore();
    const head = await recordMany(store, 300, 30);
    const old = await open(store, [caseCount('1')]);
    await old.query('update case_count set events = -1');
    await old.stop();
    started.length = 0;
    const models = await open(store, [caseCount('2')]);
    await models.renewed();
    expect(await models.waitFor(head, 5_000)).toBe(true);
    expect(sorted(await cases(models))).toEqual(sorted(naiveFold(await wholeLog(store))));
    expect((await models.status()).healthy).toBe(true);
    const { rows } = await models.query(
      `select indexname from pg_indexes where indexname = 'case_count_events'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('show the past as it was known at a position, and go away when dropped', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 400, 25);
    const models = await open(store, [caseCount(), entries]);
    const snapshot = await models.asOf(123n, ['case-count']);
    expect(sorted(await cases(snapshot))).toEqual(sorted(naiveFold(await wholeLog(store, 123n))));
    await snapshot.drop();
    const { rows } = await models.query(`select 1 from pg_namespace where nspname like 'read_asof%'`);
    expect(rows).toHaveLength(0);
  });

  it('replay a past once for all who ask about it, and forget it when they stop', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 60, 5);
    const models = await open(store, [caseCount(), entries], { keepSnapshotsMs: 60_000 });
    const schemas = async () => {
      const { rows } = await models.query<{ name: string }>(
        `select nspname as name from pg_namespace where nspname like 'read_asof%' order by 1`,
      );
      return rows.map(({ name }) => name);
    };
    const [one, two] = await Promise.all([models.asOf(30n, ['entries']), models.asOf(30n, ['entries'])]);
    const [kept] = await schemas();
    expect(await schemas()).toEqual([kept]);
    await Promise.all([one.drop(), one.drop()]);
    expect((await two.query<{ n: string }>('select count(*) n from entry')).rows[0]?.n).toBe('30');
    await two.drop();
    for (const position of [31n, 32n, 33n]) await (await models.asOf(position, ['entries'])).drop();
    expect(await schemas()).toContain(kept);
    await (await models.asOf(34n, ['entries'])).drop();
    expect(await schemas()).toHaveLength(4);
    expect(await schemas()).not.toContain(kept);
    await models.stop();
    started.length = 0;
    const after = await open(store, [caseCount(), entries]);
    expect((await after.query(`select 1 from pg_namespace where nspname like 'read_asof%'`)).rows).toEqual(
      [],
    );
  });

  it('can be compared with the log row by row', async () => {
    const store = new MemoryEventStore();
    const models = await open(store, [caseCount(), entries]);
    const head = await recordMany(store, 200, 12);
    expect(await models.waitFor(head, 10_000)).toBe(true);
    expect(await models.compare()).toEqual([]);
    await models.query(
      `update case_count set total = total + 1 where case_id = (select min(case_id::text)::uuid from case_count)`,
    );
    await models.query(`delete from entry where position = 7`);
    expect(await models.compare()).toEqual([
      { table: 'case_count', missing: 1, unexpected: 1 },
      { table: 'entry', missing: 1, unexpected: 0 },
    ]);
    expect(await models.compare(['recorded-at'])).toEqual([]);
  });

  it('find the last position recorded before an instant', async () => {
    const store = new MemoryEventStore();
    const at = (time: string) => record(store, randomUUID(), [{ type: 'CaseCounted' }], time);
    const models = await open(store, [caseCount()]);
    const first = await at('2026-03-28T22:59:59.999Z');
    const second = await at('2026-03-28T23:00:00.000Z');
    const third = await at('2026-03-28T23:07:00.000Z');
    const late = await at('2026-03-28T22:10:00.000Z'); // a clock that was behind
    const fifth = await at('2026-04-01T00:00:00.000Z');
    const position = (time: string) => models.positionAt(new Date(time));
    expect(await position('2026-03-28T22:00:00.000Z')).toBe(0n);
    expect(await position('2026-03-28T23:07:00.001Z')).toBe(late);
    expect(await position('2026-03-28T23:00:00.000Z')).toBe(late);
    expect(await position('2026-05-01T00:00:00.000Z')).toBe(fifth);
    expect([first, second, third]).toEqual([1n, 2n, 3n]);
  });

  it('refuse two owners of one table', () => {
    const store = new MemoryEventStore();
    const twin: Projection = { ...caseCount(), name: 'twin', entities: [caseTable] };
    expect(() => new ReadModels({ store, url: database.url, projections: [caseCount(), twin] })).toThrow(
      'table case_count belongs to both case-count and twin',
    );
  });
});
