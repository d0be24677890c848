import { randomBytes } from 'node:crypto';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client, Pool, type ClientBase } from 'pg';
import type { Reach } from '../decide';
import { migrateAccess } from '../schema/migrate';
import { catalogueFaults } from './catalogue';
import { aggregate, rowSecurity } from './row-security';
import { installScopeKey } from './scope-key';
import { ScopeTokens } from './scope-token';

// Roles belong to the cluster: a context of its own, so that planted roles disturb no other test.
const context = 'rowstest';
const login = `reads_${randomBytes(4).toString('hex')}`;
let temporary: TemporaryDatabase;
let root: Client;
let pool: Pool;
let tokens: ScopeTokens;
let key: Buffer;

/** 1,200 cases in 12 offices and 4 counties; every tenth is sealed, every hundredth is Anna's. */
beforeAll(async () => {
  temporary = await temporaryDatabase('rows');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context });
  key = await installScopeKey(root, { context });
  tokens = new ScopeTokens(key);
  await root.query(`create schema read authorization rowstest_projector`);
  await root.query(`create role ${login} login password 'reads' noinherit`);
  await root.query(`grant rowstest_reader, rowstest_counts to ${login}`);
  await root.query(`set role rowstest_projector; set search_path = read`);
  await root.query(`create table case_file (id text primary key, office text, county text, assignees text[], sealed boolean);
    create table measure (id int primary key, case_id text not null, what text);
    create table checkpoint (name text primary key, position bigint)`);
  for (const statement of [
    ...rowSecurity({
      context,
      table: 'case_file',
      columns: { office: 'office', county: 'county', assignees: 'assignees', sealed: 'sealed' },
    }),
    ...rowSecurity({
      context,
      table: 'measure',
      columns: { through: { table: 'case_file', key: 'id', column: 'case_id' } },
    }),
    ...aggregate(context, {
      name: 'cases_by_county',
      parameters: '',
      returns: 'table (county text, value bigint)',
      query: 'select county, count(*) from case_file group by county',
    }),
  ]) {
    await root.query(statement);
  }
  await root.query(`insert into case_file select 'c' || n, 'office-' || n % 12, 'county-' || n % 4,
    case when n % 100 = 0 then array['anna'] else array['beni'] end, n % 10 = 0 from generate_series(1, 1200) n;
    insert into measure select n, 'c' || n, 'x' from generate_series(1, 1200) n`);
  await root.query('reset role; reset search_path');
  pool = new Pool({ connectionString: temporary.urlFor(login, 'reads'), max: 1 });
});

afterAll(async () => {
  await pool.end();
  await root.end();
  await temporary.drop();
  const cluster = new Client({ connectionString: process.env['HUB_TEST_POSTGRES_URL'] });
  await cluster.connect();
  await cluster.query(`drop role ${login}`);
  await cluster.end();
});

async function reading<T>(
  token: string | undefined,
  work: (client: ClientBase) => Promise<T>,
  role = 'rowstest_reader',
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local role ${role}`);
    if (token !== undefined) await client.query(`select set_config('hub.scope', $1, true)`, [token]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const rows = (client: ClientBase, from = 'read.case_file') =>
  client
    .query<{ count: number }>(`select count(*)::int as count from ${from}`)
    .then(found => found.rows[0]?.count);
const seen = (reach: readonly Reach[], from?: string) =>
  reading(tokens.sign(reach), client => rows(client, from));

const office: Reach = { scope: 'office', office: 'office-1', sealed: false };

describe('rows a reader sees without any WHERE (R17)', () => {
  it.each<[string, readonly Reach[], number]>([
    ['nothing', [], 0],
    ['one office', [office], 100],
    ['an office scope without an office', [{ scope: 'office', sealed: true }], 0],
    ['one county, its sealed cases apart', [{ scope: 'county', county: 'county-2', sealed: false }], 240],
    ['one county, with its sealed cases', [{ scope: 'county', county: 'county-2', sealed: true }], 300],
    ['own cases, all of them sealed', [{ scope: 'own', account: 'anna', sealed: true }], 12],
    ['own cases without the right to sealed ones', [{ scope: 'own', account: 'anna', sealed: false }], 0],
    ['all open cases', [{ scope: 'all', sealed: false }], 1_080],
    ['all cases', [{ scope: 'all', sealed: true }], 1_200],
    [
      'two offices, sealed cases of one',
      [office, { scope: 'office', office: 'office-2', sealed: true }],
      200,
    ],
  ])('%s', async (_, reach, expected) => {
    expect(await seen(reach)).toBe(expected);
    expect(await seen(reach, 'read.measure')).toBe(expected);
  });
});

describe('the traps of row-level security', () => {
  it('an unset scope opens nothing', async () =>
    expect(await reading(undefined, client => rows(client))).toBe(0));

  it('after the transaction the setting is an empty string and opens nothing; a pool hands no scope on', async () => {
    expect(await seen([office])).toBe(100);
    const [left, after] = await reading(undefined, async client => [
      (await client.query<{ scope: string | null }>(`select current_setting('hub.scope', true) as scope`))
        .rows[0]?.scope,
      await rows(client),
    ]);
    expect([left, after]).toEqual(['', 0]);
    // The negative control: a setting of the session does travel to the next user of the connection.
    const client = await pool.connect();
    await client.query(`select set_config('hub.scope', $1, false)`, [tokens.sign([office])]);
    client.release();
    expect(await reading(undefined, reader => rows(reader))).toBe(100);
    await pool.query('reset hub.scope');
  });

  it('a statement that sets the scope itself gains nothing', async () => {
    const body = Buffer.from(
      JSON.stringify({ until: Date.now() + 60_000, reach: { all: ['*'], 'sealed:all': ['*'] } }),
    ).toString('hex');
    const good = tokens.sign([office]);
    const forged = [
      'all',
      '{"all":["*"]}',
      `${body}.${'0'.repeat(64)}`,
      `${body}.${good.split('.')[1]}`,
      new ScopeTokens(randomBytes(32)).sign([{ scope: 'all', sealed: true }]),
      `${good}'`,
    ];
    for (const token of forged)
      expect([token, await reading(token, client => rows(client))]).toEqual([token, 0]);
    expect(await reading(good, client => rows(client))).toBe(100);
  });

  it('the reader cannot read the key it would need, nor become who can', async () => {
    const tried = (sql: string) => reading(tokens.sign([office]), client => client.query(sql));
    await expect(tried('select key from access.scope_key')).rejects.toThrow('permission denied');
    await expect(tried(`select access.hmac('', '')`)).rejects.toThrow('permission denied');
    await expect(tried('set role rowstest_owner')).rejects.toThrow('permission denied');
    await expect(tried('set role rowstest_access')).rejects.toThrow('permission denied');
    await expect(
      tried(`select query_to_xml('select key from access.scope_key', true, true, '')`),
    ).rejects.toThrow('permission denied');
  });

  it('a token dies of age', async () => {
    const old = new ScopeTokens(key, () => Date.now() - 121_000).sign([{ scope: 'all', sealed: true }]);
    expect(await reading(old, client => rows(client))).toBe(0);
  });

  it('the owner of a table sees nothing either once it is forced; without force it sees all', async () => {
    await root.query(`create table read.plain (id text, office text); alter table read.plain owner to rowstest_access;
      insert into read.plain select id, office from read.case_file; alter table read.plain enable row level security`);
    const asOwner = async () => {
      await root.query('set role rowstest_access');
      await root.query('reset role; grant usage on schema read to rowstest_access; set role rowstest_access');
      const found = await rows(root, 'read.plain');
      await root.query('reset role');
      return found;
    };
    expect(await asOwner()).toBe(1_200);
    expect(await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] })).toEqual([
      'read.plain: row security is not enabled and forced',
    ]);
    await root.query('alter table read.plain force row level security');
    expect(await asOwner()).toBe(0);
    await root.query('drop table read.plain');
  });

  it('a view shows what its reader may see only with security_invoker', async () => {
    await root.query(
      `create view read.leak as select * from read.case_file; grant select on read.leak to rowstest_reader`,
    );
    expect(await seen([office], 'read.leak')).toBe(1_200);
    expect(await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] })).toEqual([
      'read.leak: a view with the rights of its owner',
    ]);
    await root.query('alter view read.leak set (security_invoker = true)');
    expect(await seen([office], 'read.leak')).toBe(100);
    await root.query('drop view read.leak');
  });

  it('a materialised view is never granted', async () => {
    await root.query(
      `create materialized view read.copy as select * from read.case_file; grant select on read.copy to rowstest_reader`,
    );
    expect(await seen([office], 'read.copy')).toBe(1_200);
    expect(await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] })).toEqual([
      'read.copy: a materialised view somebody else may read',
    ]);
    await root.query('drop materialized view read.copy');
  });

  it('a superuser goes round it, and therefore is none of the roles of a context', async () => {
    expect(await rows(root)).toBe(1_200);
    const bad = `${context}_planted${randomBytes(3).toString('hex')}`;
    await root.query(`create role ${bad} bypassrls`);
    expect(await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] })).toEqual([
      `${bad}: a role of the context above row security`,
    ]);
    await root.query(`drop role ${bad}`);
  });
});

describe('the catalogue of a database', () => {
  it('has no fault', async () => {
    expect(await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] })).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      'a table without row security',
      'create table read.t (id int)',
      'read.t: row security is not enabled and forced',
    ],
    [
      'a policy that is true',
      'create policy open on read.measure using (true)',
      'read.measure: open: a policy lets everybody through',
    ],
    [
      'a definer without a search path',
      'create function read.f() returns int language sql security definer return 1; revoke all on function read.f() from public',
      'read.f(): security definer without a fixed search path',
    ],
    [
      'a grant to everybody',
      'grant select on read.case_file to public',
      'read.case_file: open to everybody (PUBLIC)',
    ],
    [
      'a function open to everybody',
      'create function access.f() returns int language sql return 1',
      'access.f(): open to everybody (PUBLIC)',
    ],
    [
      'a schema open to everybody',
      'grant usage on schema read to public',
      'schema read: open to everybody (PUBLIC)',
    ],
    [
      'an extension that reaches outside',
      'create extension dblink schema public',
      'dblink: an extension that reaches outside',
    ],
  ])('shows %s', async (_, planted, fault) => {
    await root.query('begin');
    await root.query(planted);
    const faults = await catalogueFaults(root, { context, schemas: ['read'], without: ['checkpoint'] });
    await root.query('rollback');
    expect(faults).toContain(fault);
  });
});

describe('aggregates', () => {
  it('count over all rows for a role that sees none', async () => {
    const counted = await reading(
      undefined,
      async client => (await client.query('select * from read.cases_by_county() order by county')).rows,
      'rowstest_counts',
    );
    expect(counted).toEqual([0, 1, 2, 3].map(n => ({ county: `county-${n}`, value: '300' })));
    await expect(reading(undefined, client => rows(client), 'rowstest_counts')).rejects.toThrow(
      'permission denied',
    );
    await expect(
      reading(tokens.sign([office]), client => client.query('select * from read.cases_by_county()')),
    ).rejects.toThrow('permission denied');
  });
});

describe('the scope key', () => {
  it('stays when the schema is migrated again, and can be given from outside', async () => {
    expect(await installScopeKey(root, { context })).toEqual(key);
    const given = randomBytes(32);
    expect(await installScopeKey(root, { context, key: given })).toEqual(given);
    expect(await seen([office])).toBe(0);
    await installScopeKey(root, { context, key });
    expect(await seen([office])).toBe(100);
    expect(() => new ScopeTokens(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
