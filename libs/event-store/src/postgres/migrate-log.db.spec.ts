import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { temporaryDatabase } from '@hub/testing';
import { logDatabase, type LogDatabase } from '../contract/log-database';
import { recordNew } from '../contract/sample-events';
import { connectionTo } from './connection';
import { migrateLog } from './migrate-log';
import { PostgresEventStore } from './postgres-event-store';

async function connected<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
const newContext = () => `test_${randomBytes(4).toString('hex')}`;

describe('migrating the log', () => {
  let database: LogDatabase;
  beforeAll(async () => {
    database = await logDatabase();
  });
  afterAll(() => database.drop());

  it('again changes nothing and keeps the events, also while a hub appends', async () => {
    const { url, context, admin } = database;
    const store = await PostgresEventStore.open({ url, context });
    const { stream } = await recordNew(store);
    const appends = Array.from({ length: 20 }, () => recordNew(store));
    await migrateLog(admin, { context, mode: 'sandbox' });
    expect(await Promise.all(appends)).toHaveLength(20);
    expect(await store.load(stream)).toHaveLength(1);
    await store.close();
  });

  it('brings back a trigger and a constraint that somebody dropped', async () => {
    const { context, admin } = database;
    await admin.query('drop trigger append_only on log.events');
    await admin.query('alter table log.events drop constraint events_provenance_sandbox');
    await migrateLog(admin, { context, mode: 'sandbox' });
    await expect(admin.query('delete from log.events')).rejects.toThrow(/append-only/);
    const store = await PostgresEventStore.open({ url: database.url, context });
    await expect(recordNew(store, { provenance: 'real' })).rejects.toThrow(/sandbox log refuses/);
    await store.close();
  });

  it('refuses another mode and another context', async () => {
    const { context, admin } = database;
    await expect(migrateLog(admin, { context, mode: 'production' })).rejects.toThrow(
      `this database is the sandbox log of ${context}, it cannot become the production log`,
    );
    await expect(migrateLog(admin, { context: `${context}x`, mode: 'sandbox' })).rejects.toThrow(
      `this database holds a log of ${context}_owner`,
    );
    const { rows } = await admin.query('select from pg_roles where rolname = $1', [`${context}x_owner`]);
    expect(rows).toEqual([]);
  });

  it.each(['', 'x; drop table', 'Victims', '1a'])('refuses the context name %p', async context => {
    await expect(migrateLog(database.admin, { context, mode: 'sandbox' })).rejects.toThrow(/not a name/);
  });

  it('leaves it to the administrator which login acts as which role', async () => {
    const { url, context, admin } = database;
    const app = `${context}_app`;
    await admin.query(`create role ${app} login noinherit password 'a'`);
    await admin.query(`grant ${context}_writer to ${app}`);
    const login = database.urlFor(app, 'a');
    await expect(PostgresEventStore.open({ url: login })).rejects.toThrow(/permission denied/);
    const withSetting = `${login}?options=-c%20statement_timeout%3D4321`;
    const store = await PostgresEventStore.open({ url: withSetting, readUrl: url, context });
    const { stream } = await recordNew(store);
    expect(await store.load(stream)).toHaveLength(1);
    await store.close();
    const acting = connectionTo(withSetting, `${context}_writer`, {
      default_transaction_isolation: 'read committed',
    });
    const { rows } = await connected(acting.connectionString ?? '', client =>
      client.query(`select current_user as who, current_setting('statement_timeout') as time,
        current_setting('default_transaction_isolation') as isolation`),
    );
    expect(rows).toEqual([{ who: `${context}_writer`, time: '4321ms', isolation: 'read committed' }]);
    await admin.query(`drop role ${app}`);
  });

  it('makes roles that can neither sign in nor do more than they need', async () => {
    const { rows } = await database.admin.query(
      `select rolname from pg_roles where rolname like $1 || '\\_%'
       and (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)`,
      [database.context],
    );
    expect(rows).toEqual([]);
  });
});

it('hubs that start at once on one empty database all find a whole log', async () => {
  const database = await temporaryDatabase();
  const context = newContext();
  const start = () => connected(database.url, client => migrateLog(client, { context, mode: 'sandbox' }));
  await Promise.all([start(), start(), start()]);
  const store = await PostgresEventStore.open({ url: database.url, context });
  expect((await recordNew(store)).position).toBe(1n);
  await store.close();
  await database.drop();
});

it('an administrator who is no superuser can migrate a database of his own', async () => {
  const cluster = process.env.HUB_TEST_POSTGRES_URL ?? '';
  const admin = newContext();
  await connected(cluster, async client => {
    await client.query(`create role ${admin} login createrole password 'a'`);
    await client.query(`create database ${admin} owner ${admin}`);
  });
  const url = Object.assign(new URL(cluster), { username: admin, password: 'a', pathname: `/${admin}` }).href;
  const context = newContext();
  await connected(url, async client => {
    await migrateLog(client, { context, mode: 'production' });
    await migrateLog(client, { context, mode: 'production' });
    await client.query(`grant ${context}_writer, ${context}_reader to ${admin} with set true`);
  });
  const store = await PostgresEventStore.open({ url, context });
  expect((await recordNew(store, { provenance: 'real' })).position).toBe(1n);
  await store.close();
  await connected(cluster, client => client.query(`drop database ${admin} with (force)`));
});

it('a database without a log is refused when the store is opened', async () => {
  const database = await temporaryDatabase();
  await expect(PostgresEventStore.open({ url: database.url })).rejects.toThrow(/log\.events/);
  await database.drop();
});
