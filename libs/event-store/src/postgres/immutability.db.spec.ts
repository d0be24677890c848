import { Client } from 'pg';
import { logDatabase, type LogDatabase } from '../contract/log-database';
import { newStream, recordNew, sample } from '../contract/sample-events';
import type { Mode, Provenance } from '../event-store';
import { PostgresEventStore } from './postgres-event-store';

const changes = [
  'update log.events set data = data',
  'update log.events set type = type where false',
  'delete from log.events',
  'truncate log.events',
  'truncate log.events cascade',
  'update log.instance set mode = mode',
  'delete from log.instance',
  'truncate log.instance',
];
const rawInsert = `insert into log.events (position, version, id, stream, type, data, meta, hash)
  values (1000, 1, gen_random_uuid(), 'x', 'X', '{}', $1, sha256(''))`;

describe('the log in PostgreSQL is append-only', () => {
  let database: LogDatabase;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await logDatabase();
    store = await PostgresEventStore.open({ url: database.url, context: database.context });
    await recordNew(store, { count: 3 });
  });
  afterAll(async () => {
    await Promise.all([...clients.values()].map(async client => (await client).end()));
    await store.close();
    await database.drop();
  });

  const clients = new Map<string, Promise<Client>>();
  const connect = async (role: string) => {
    const options = `-c role=${database.context}_${role}`;
    const client = new Client({ connectionString: database.url, options });
    await client.connect();
    return client;
  };

  /** A statement of one of the log's roles. */
  async function as(role: string, use: (client: Client) => Promise<void>): Promise<void> {
    const client = clients.get(role) ?? connect(role);
    clients.set(role, client);
    await use(await client);
  }

  it.each(changes)('the superuser is refused: %s', async statement => {
    await expect(database.admin.query(statement)).rejects.toThrow(/append-only/);
  });

  it('the superuser is refused even where ordinary triggers are off', async () => {
    await database.admin.query(`set session_replication_role = replica`);
    try {
      await expect(database.admin.query('delete from log.events')).rejects.toThrow(/append-only/);
    } finally {
      await database.admin.query('reset session_replication_role');
    }
  });

  it.each(changes)('the owner of the schema is refused: %s', async statement => {
    await as('owner', client => expect(client.query(statement)).rejects.toThrow(/append-only/));
  });

  describe.each(['writer', 'reader', 'projector', 'signer', 'backup'])('%s', role => {
    it.each([...changes, 'drop table log.events', 'alter table log.events disable trigger all'])(
      'has no right to: %s',
      statement =>
        as(role, client =>
          expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/),
        ),
    );

    it('has no right to insert past the append function', () =>
      as(role, client =>
        expect(client.query(rawInsert, ['{"provenance":"synthetic"}'])).rejects.toThrow(/permission denied/),
      ));
  });

  it('writer may append and nothing else: not even read', () =>
    as('writer', client =>
      expect(client.query('select 1 from log.events')).rejects.toThrow(/permission denied/),
    ));

  it('signer sees positions and leaves, not a word of the events', () =>
    as('signer', async client => {
      expect((await client.query('select position, hash from log.events')).rowCount).toBeGreaterThanOrEqual(
        3,
      );
      for (const column of ['data', 'meta', 'stream', 'id', 'type', '*']) {
        await expect(client.query(`select ${column} from log.events`)).rejects.toThrow(/permission denied/);
      }
    }));

  it.each(['reader', 'projector', 'signer', 'backup'])('%s has no right to append', role =>
    as(role, client =>
      expect(
        client.query(`select log.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`),
      ).rejects.toThrow(/permission denied/),
    ),
  );

  it('nobody but its own roles has any right on it', async () => {
    const { rows } = await database.admin.query<{ acl: string }>(`
      select unnest(nspacl)::text acl from pg_namespace where nspname = 'log'
      union all select unnest(relacl)::text from pg_class where relnamespace = 'log'::regnamespace
      union all select unnest(proacl)::text from pg_proc where pronamespace = 'log'::regnamespace`);
    expect(rows.length).toBeGreaterThan(5);
    for (const { acl } of rows) expect(acl.startsWith(`${database.context}_`)).toBe(true);
  });

  it('every function has a fixed search path; append runs as the owner, who cannot sign in', async () => {
    const { rows } = await database.admin.query<{
      name: string;
      path: string | null;
      definer: boolean;
      login: boolean;
    }>(`
      select p.proname as name, p.prosecdef as definer, r.rolcanlogin as login,
        (select c from unnest(p.proconfig) c where c like 'search_path=%') as path
      from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'log'::regnamespace`);
    expect(rows.map(row => row.name).toSorted()).toEqual(['append', 'refuse_change']);
    for (const row of rows) {
      expect(row.path).toBe('search_path=pg_catalog, pg_temp');
      expect(row.definer).toBe(row.name === 'append');
      expect(row.login).toBe(false);
    }
  });

  it.each(['repeatable read', 'serializable'])('append refuses the isolation level %s', async level => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`begin isolation level ${level}`);
    await expect(
      client.query(`select log.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`),
    ).rejects.toThrow(/read committed/);
    await client.end();
  });

  it('append commits durably even where a session asks for less', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('set synchronous_commit = off');
    await client.query('begin');
    await client.query(`select log.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`);
    const { rows } = await client.query('show synchronous_commit');
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
    await client.end();
  });

  it('an event id is unique in the whole log', async () => {
    const { events } = await recordNew(store);
    const stream = newStream();
    const again = sample(stream).map(event => ({ ...event, id: events[0]?.id ?? '' }));
    const others = [recordNew(store), recordNew(store)];
    await expect(store.append(stream, 0, again)).rejects.toThrow(/events_id/);
    expect(await Promise.all(others)).toHaveLength(2);
  });

  it('text that is not JSON is refused; the appends of the same moment are recorded', async () => {
    const stream = newStream();
    const others = [recordNew(store), recordNew(store)];
    const refused = store.append(stream, 0, sample(stream, { data: '{"a":' }));
    others.push(recordNew(store));
    await expect(refused).rejects.toThrow(/json/);
    expect(await Promise.all(others)).toHaveLength(3);
    expect(await store.load(stream)).toEqual([]);
  });

  it('the table itself refuses an event of more than a million bytes', async () => {
    const statement = rawInsert.replace(`'{}'`, `json_build_object('t', repeat('x', 1000000))`);
    await expect(database.admin.query(statement, ['{"provenance":"synthetic"}'])).rejects.toThrow(
      /events_size/,
    );
  });

  it('compresses long values with lz4 where the server can', async () => {
    const { rows } = await database.admin.query<{ as_wanted: boolean }>(
      `select attcompression = case when 'lz4' = any (enumvals) then 'l' else '' end as as_wanted
       from pg_attribute, pg_settings where name = 'default_toast_compression'
       and attrelid = 'log.events'::regclass and attname in ('data', 'meta')`,
    );
    expect(rows).toEqual([{ as_wanted: true }, { as_wanted: true }]);
  });
});

describe.each<[Mode, Provenance[], Provenance[]]>([
  ['sandbox', ['synthetic', 'public'], ['real']],
  ['production', ['real'], ['synthetic', 'public']],
])('a %s log', (mode, taken, refused) => {
  let database: LogDatabase;
  beforeAll(async () => {
    database = await logDatabase(mode);
  });
  afterAll(() => database.drop());

  it(`takes ${taken.join(' and ')}, refuses ${refused.join(' and ')}, whoever asks`, async () => {
    const store = await PostgresEventStore.open({ url: database.url, context: database.context });
    for (const provenance of taken) await recordNew(store, { provenance });
    for (const provenance of refused) {
      await expect(recordNew(store, { provenance })).rejects.toMatchObject({
        code: 'event-store.provenance-refused',
        params: { mode },
      });
      await expect(database.admin.query(rawInsert, [JSON.stringify({ provenance })])).rejects.toThrow(
        /events_provenance/,
      );
    }
    for (const meta of ['{}', '{"provenance":null}', '{"provenance":["real"]}', '[]', '"real"']) {
      await expect(database.admin.query(rawInsert, [meta])).rejects.toThrow(/events_provenance/);
    }
    expect(await store.head()).toBe(BigInt(taken.length));
    await store.close();
  });
});
