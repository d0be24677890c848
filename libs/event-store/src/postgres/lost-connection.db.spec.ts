import { logDatabase, type LogDatabase } from '../contract/log-database';
import { idsOf, newStream, recordNew, sample, take, withoutPosition } from '../contract/sample-events';
import { unreliableLine, type UnreliableLine } from '../contract/unreliable-line';
import { LogUnavailable } from '../log-errors';
import { PostgresEventStore } from './postgres-event-store';

const APPEND_LOCK = 'select pg_advisory_lock(114853371735911)';
const APPEND_UNLOCK = 'select pg_advisory_unlock(114853371735911)';

describe('when the line to the server is lost', () => {
  let database: LogDatabase;
  let line: UnreliableLine;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await logDatabase();
    const server = new URL(database.url);
    line = await unreliableLine(server.hostname, Number(server.port));
    const url = Object.assign(new URL(server), { hostname: '127.0.0.1', port: String(line.port) }).href;
    store = await PostgresEventStore.open({ url, readUrl: database.url, context: database.context });
    await recordNew(store);
  });
  afterAll(async () => {
    await store.close();
    await line.close();
    await database.drop();
  });

  const waitingAppends = async () => {
    const { rows } = await database.admin.query<{ n: number }>(
      `select count(*)::int n from pg_stat_activity where datname = current_database()
       and wait_event_type = 'Lock' and query like '%log.append%' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.n ?? 0;
  };
  const untilWaiting = async (count: number) => {
    while ((await waitingAppends()) < count) await new Promise(resolve => setTimeout(resolve, 10));
  };

  it('after the commit, the append is answered with its position and stored once', async () => {
    const before = await store.head();
    const stream = newStream();
    const events = sample(stream, { count: 3 });
    line.swallowNextAnswer();
    expect(await store.append(stream, 0, events)).toBe(before + 3n);
    expect(withoutPosition(await store.load(stream))).toEqual(events);
    expect(await store.head()).toBe(before + 3n);
  });

  it('after the commit of a whole flush, every append is answered and stored once', async () => {
    const before = await store.head();
    const streams = Array.from({ length: 40 }, newStream);
    line.swallowNextAnswer();
    const positions = await Promise.all(streams.map(stream => store.append(stream, 0, sample(stream))));
    expect(positions.toSorted((a, b) => Number(a - b))).toEqual(
      streams.map((_, n) => before + BigInt(n + 1)),
    );
    expect(await store.head()).toBe(before + 40n);
  });

  it('while the server still works on the append, it is stored once', async () => {
    const before = await store.head();
    await database.admin.query(APPEND_LOCK);
    const stream = newStream();
    const appending = store.append(stream, 0, sample(stream));
    await untilWaiting(1);
    line.cut(); // the server does not notice: its side waits for the lock, then commits
    await untilWaiting(2);
    await database.admin.query(APPEND_UNLOCK);
    expect(await appending).toBe(before + 1n);
    expect(await store.load(stream)).toHaveLength(1);
    expect(await store.head()).toBe(before + 1n);
  });

  it('by the administrator’s hand, the next append opens another', async () => {
    await database.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const { stream } = await recordNew(store);
    expect(await store.load(stream)).toHaveLength(1);
  });

  it('the live log goes on, nothing missed, nothing twice', async () => {
    const before = await store.head();
    const reading = take(store.log(before, { live: true }), 20);
    const ids: string[] = [];
    for (let round = 0; round < 10; round++) {
      ids.push(...idsOf((await recordNew(store)).events));
      await database.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      ids.push(...idsOf((await recordNew(store)).events));
    }
    expect(idsOf(await reading)).toEqual(ids);
  });

  it('the live log finds by itself what it was not told', async () => {
    const before = await store.head();
    const reading = take(store.log(before, { live: true }), 1);
    await database.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen hub_log'`,
    );
    const { events } = await recordNew(store);
    expect(idsOf(await reading)).toEqual(idsOf(events));
  });

  it('a log that is locked for too long is said to be unavailable', async () => {
    const url = `${database.url}?options=-c%20statement_timeout%3D300`;
    const hurried = await PostgresEventStore.open({ url, context: database.context });
    const stream = newStream();
    await database.admin.query(APPEND_LOCK);
    await expect(hurried.append(stream, 0, sample(stream))).rejects.toThrow(LogUnavailable);
    await database.admin.query(APPEND_UNLOCK);
    expect(await hurried.load(stream)).toEqual([]);
    await recordNew(hurried);
    await hurried.close();
  });
});

it('a server that does not answer at all is said to be unavailable, within the patience asked for', async () => {
  const database = await logDatabase();
  const server = new URL(database.url);
  const line = await unreliableLine(server.hostname, Number(server.port));
  const url = Object.assign(new URL(server), { hostname: '127.0.0.1', port: String(line.port) }).href;
  const { context } = database;
  const store = await PostgresEventStore.open({ url, context, patience: 300 });
  await recordNew(store);
  await line.close();
  const stream = newStream();
  await expect(store.append(stream, 0, sample(stream))).rejects.toMatchObject({
    code: 'event-store.unavailable',
    status: 503,
  });
  await expect(store.load(stream)).rejects.toThrow(LogUnavailable);
  await expect(PostgresEventStore.open({ url, context, patience: 300 })).rejects.toThrow(LogUnavailable);
  await store.close();
  await database.drop();
});
