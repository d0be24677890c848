import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { MemoryEventStore, type EventStore } from '@hub/event-store';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { advance } from './advance';
import { CheckpointMoved, createCheckpoints, putCheckpoint, readCheckpoints } from './checkpoints';
import { connect } from './connection';
import {
  caseCount,
  entries,
  naiveFold,
  record,
  recordMany,
  tally,
  wholeLog,
  type CaseRow,
} from './contract/case-count';
import { SparseEventStore } from './contract/sparse-store';
import { memberOf } from './member';
import type { Projection } from './projection';
import { ReadModels, type ReadModelsOptions } from './read-models';
import { createTables } from './tables';

let database: TemporaryDatabase;
let superuser: Client;
const started: ReadModels[] = [];

beforeEach(async () => {
  database = await temporaryDatabase('read');
  superuser = new Client({ connectionString: database.url });
  await superuser.connect();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(models => models.stop()));
  await superuser.end();
  await database.drop();
});

async function open(
  store: EventStore,
  projections: readonly Projection[],
  options: Partial<ReadModelsOptions> = {},
): Promise<ReadModels> {
  const models = new ReadModels({ store, url: database.url, projections, ...options });
  started.push(models);
  await models.start();
  return models;
}

const byId = (a: CaseRow, b: CaseRow) => a.case_id.localeCompare(b.case_id);

async function caseRows(): Promise<CaseRow[]> {
  const { rows } = await superuser.query<{ row: CaseRow }>(
    'select row_to_json(c) as row from read.case_count c',
  );
  return rows.map(({ row }) => ({ ...row, total: String(row.total) })).sort(byId);
}

/** Every event took effect once: in a sum, in a table with one row per event, and in folded rows. */
async function expectOnce(store: EventStore): Promise<void> {
  const log = await wholeLog(store);
  const { rows } = await superuser.query<{ counted: string; listed: string }>(
    `select (select sum(n) from read.tally) as counted, (select count(*) from read.entry) as listed`,
  );
  expect(rows[0]).toEqual({ counted: String(log.length), listed: String(log.length) });
  expect(await caseRows()).toEqual([...naiveFold(log).values()].sort(byId));
}

const cutConnections = () =>
  superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'hub-read-model'`);

const all = [caseCount(), entries, tally];

describe('an event takes effect exactly once', () => {
  it('though connections are cut at any moment', async () => {
    const store = new MemoryEventStore();
    const models = await open(store, all);
    let head = 0n;
    for (let round = 0; round < 6; round++) {
      head = await recordMany(store, 150, 12);
      await cutConnections();
    }
    expect(await models.waitFor(head, 20_000)).toBe(true);
    await expectOnce(store);
    expect((await models.status()).healthy).toBe(true);
  });

  it('though two processes keep the same read models, and the one that leads goes away', async () => {
    const store = new MemoryEventStore();
    const one = await open(store, all);
    const two = await open(store, all);
    expect(await two.waitFor(await recordMany(store, 200, 12), 10_000)).toBe(true);
    await one.stop();
    started.splice(started.indexOf(one), 1);
    expect(await two.waitFor(await recordMany(store, 200, 12), 10_000)).toBe(true);
    await expectOnce(store);
  });

  it('though two writers hold the same batch, because a lock was lost unnoticed', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 50, 5);
    const batch = await wholeLog(store);
    const clients = [await connect(database.url, 'read'), await connect(database.url, 'read')];
    const member = () => memberOf(tally, ['tally']);
    await createCheckpoints(superuser, 'read');
    await createTables(database.url, 'read', [tally], superuser);
    await putCheckpoint(superuser, 'read', member());
    const outcomes = await Promise.allSettled(
      clients.map(client => advance(client, 'read', [member()], batch)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(CheckpointMoved),
    });
    const { rows } = await superuser.query<{ n: string }>('select sum(n) n from read.tally');
    expect(rows[0]?.n).toBe('50');
    await Promise.all(clients.map(client => client.end()));
  });

  it('on a log whose positions have gaps', async () => {
    const store = new SparseEventStore();
    await recordMany(store, 120, 9);
    const models = await open(store, all);
    expect(await models.waitFor(await recordMany(store, 120, 9), 10_000)).toBe(true);
    await models.rebuild();
    await expectOnce(store);
    const snapshot = await models.asOf(1_009n * 100n, ['tally']);
    expect((await snapshot.query<{ n: string }>('select sum(n) n from tally')).rows[0]?.n).toBe('100');
    await snapshot.drop();
  });
});

describe('a rebuild', () => {
  it('is swapped in under readers and writers without one of them noticing', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 600, 50);
    const models = await open(store, all);
    const rebuilding = models.rebuild().then(() => 'done');
    let busy = true;
    const counts: number[] = [];
    const reader = (async () => {
      while (busy) {
        const { rows } = await models.query<{ n: string }>('select count(*) n from entry');
        counts.push(Number(rows[0]?.n));
      }
    })();
    const writer = (async () => {
      while (busy) {
        const id = randomUUID();
        const position = await record(store, id, [{ type: 'CaseCounted', amount: 7 }]);
        expect(await models.waitFor(position, 10_000)).toBe(true);
        const { rows } = await models.query('select 1 from case_count where case_id = $1', [id]);
        expect(rows).toHaveLength(1); // what a reader was told is there stays there, across the swap
      }
    })();
    expect(await rebuilding).toBe('done');
    await models.rebuild(['entries']);
    busy = false;
    await Promise.all([reader, writer]);
    expect(counts[0]).toBeGreaterThanOrEqual(600);
    expect(counts.every((count, index) => count >= (counts[index - 1] ?? 0))).toBe(true);
    await expectOnce(store);
  });

  it('gives way to a long reader and tries again', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 20, 3);
    const models = await open(store, all);
    const reader = await connect(database.url, 'read');
    await reader.query('begin');
    await reader.query('select * from case_count');
    const rebuilding = models.rebuild(['case-count']);
    const waiting = `select 1 from pg_locks where relation = 'read.case_count'::regclass and not granted`;
    while ((await superuser.query(waiting)).rows.length === 0);
    while ((await superuser.query(waiting)).rows.length > 0); // it gave way
    expect((await models.query('select 1 from case_count')).rows.length).toBeGreaterThan(0);
    await reader.query('commit');
    await reader.end();
    await rebuilding;
    await expectOnce(store);
  });

  it('that meets an event it cannot take leaves the old rows in place and names the event', async () => {
    const store = new MemoryEventStore();
    const id = randomUUID();
    const poison = await record(store, id, [{ type: 'CaseCounted' }, { type: 'Poison' }]);
    const tolerant: Projection = {
      ...tally,
      name: 'case-count',
      entities: caseCount().entities,
      apply: async () => {},
    };
    const old = await open(store, [tolerant, entries]);
    await old.query(`insert into case_count (case_id, events, total) values ($1, 77, 0)`, [id]);
    await old.stop();
    started.length = 0;
    const models = await open(store, [caseCount('2'), entries]);
    await models.renewed();
    expect((await caseRows())[0]?.events).toBe(77);
    const status = await models.status();
    expect(status.models.find(({ name }) => name === 'case-count')).toMatchObject({
      state: 'stopped',
      failure: { position: poison, type: 'Poison' },
    });
    expect(status.models.find(({ name }) => name === 'entries')).toMatchObject({ state: 'live' });
    await expect(models.rebuild(['case-count'])).rejects.toThrow(
      /case-count stops at event .* \(Poison, position 2\)/,
    );
  });

  it('takes row-level security and whatever depends on the tables along', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 30, 5);
    const role = `reader_${randomUUID().slice(0, 8)}`;
    await superuser.query(`create role ${role}`);
    const guarded: Projection = {
      ...entries,
      definitions: [
        `alter table entry enable row level security`,
        `create policy by_type on entry for select using (type = current_setting('hub.type', true))`,
        `grant select on entry to ${role}`,
      ],
    };
    const models = await open(store, [guarded], {
      onSwap: async sql => {
        await sql.query(
          `create or replace view entry_count with (security_invoker = true) as select count(*) n from entry`,
        );
        await sql.query(`grant usage on schema read to ${role}; grant select on entry_count to ${role}`);
      },
    });
    const seen = (type: string) =>
      models.read({ role, settings: { 'hub.type': type } }, async sql => {
        const { rows } = await sql.query<{ n: string }>('select n from entry_count');
        return Number(rows[0]?.n);
      });
    for (let round = 0; round < 2; round++) {
      expect(await seen('CaseClosed')).toBeGreaterThan(0);
      expect(await seen('')).toBe(0);
      const { rows } = await models.query<{ n: string }>('select count(*) n from entry');
      expect(Number(rows[0]?.n)).toBe(30); // the owner sees all; nothing of the scope stayed on the connection
      await models.rebuild();
    }
    await models.stop();
    started.length = 0;
    await superuser.query(`drop owned by ${role}; drop role ${role}`);
  });

  it('done by another process sets a stopped read model going again', async () => {
    const store = new MemoryEventStore();
    const failing: Projection = { ...tally, apply: async () => Promise.reject(new Error('out of order')) };
    const models = await open(store, [failing, entries]);
    const head = await recordMany(store, 5, 2);
    expect(await models.waitFor(head, 10_000)).toBe(false);
    const repaired = new ReadModels({ store, url: database.url, projections: [tally, entries] });
    await repaired.rebuild(['tally']);
    await repaired.stop();
    expect(await models.waitFor(head, 10_000)).toBe(false); // known to have stopped until it is looked again
    while (!(await models.status()).healthy) await pause(50);
    expect(await models.waitFor(head, 10_000)).toBe(true);
  });

  it('of a read model that no longer exists is not needed: its tables go', async () => {
    const store = new MemoryEventStore();
    await recordMany(store, 10, 2);
    await (await open(store, all)).stop();
    started.length = 0;
    await open(store, [entries]);
    const checkpoints = await readCheckpoints(superuser, 'read');
    expect([...checkpoints.keys()].sort()).toEqual(['entries', 'recorded-at']);
    const { rows } = await superuser.query(`select to_regclass('read.case_count') as gone`);
    expect(rows[0]).toEqual({ gone: null });
  });
});

it('a snapshot whose process died is removed by the next start', async () => {
  const store = new MemoryEventStore();
  const models = await open(store, [tally]);
  await superuser.query('create schema read_asof_dead; create table read_asof_dead.t ()');
  const kept = await models.asOf(0n, ['tally']);
  await open(store, [tally]);
  const { rows } = await superuser.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'read_asof%'`,
  );
  expect(rows).toHaveLength(1);
  expect((await kept.query('select * from tally')).rows).toEqual([]);
  await kept.drop();
});

it('a database that is away is said, and waited for', async () => {
  const store = new MemoryEventStore();
  const models = await open(store, [tally]);
  const cluster = new Client({ connectionString: process.env.HUB_TEST_POSTGRES_URL });
  await cluster.connect();
  await cluster.query(`alter database ${database.name} with allow_connections false`);
  await cutConnections();
  await record(store, randomUUID(), [{ type: 'CaseCounted' }]);
  let status = await models.status();
  for (let n = 0; n < 100 && status.healthy; n++) status = await models.status();
  expect(status.healthy).toBe(false);
  expect(status.interruption).toBeDefined();
  await cluster.query(`alter database ${database.name} with allow_connections true`);
  await cluster.end();
  expect(await models.waitFor(await record(store, randomUUID(), [{ type: 'CaseCounted' }]), 10_000)).toBe(
    true,
  );
  expect((await models.status()).healthy).toBe(true);
});
