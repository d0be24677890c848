import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Client } from 'pg';
import { readConfig } from '../config/hub-config';
import { ConfigurationError } from '../config/settings';
import { readPostmaster } from '../postgres/postmaster';
import { actingAs, type Databases } from './connections';
import { openDatabases } from './databases';
import { withClient } from './roles';

const repository = path.resolve(__dirname, '../../../..');
const register = path.join(repository, 'libs/testing/src/register.cjs');
const roots: string[] = [];

function dataRoot(): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-data-'));
  fs.chmodSync(root, 0o777);
  roots.push(root);
  return root;
}
const configIn = (root: string) => readConfig('north', { HUB_DATA: root });
const pidOf = (root: string) => readPostmaster(path.join(root, 'north/postgres'))?.pid;
const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};
const value = (url: string, sql: string) =>
  withClient(
    url,
    async client => Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0],
  );

/** A process of its own that opens the databases, says so, and closes them when its input ends. */
function user(root: string, as: { uid?: number; gid?: number } = {}): ChildProcess {
  const program = `
    const { openDatabases } = require(${JSON.stringify(path.join(__dirname, 'databases.ts'))});
    const { readConfig } = require(${JSON.stringify(path.join(__dirname, '../config/hub-config.ts'))});
    openDatabases(readConfig('north', { HUB_DATA: ${JSON.stringify(root)} })).then(databases => {
      console.log(JSON.stringify({ url: databases.ownerUrl(), startedHere: databases.startedHere }));
      process.stdin.resume().on('end', () => databases.close().then(() => process.exit(0)));
    });`;
  return spawn(process.execPath, ['-r', register, '-e', program], {
    ...as,
    cwd: os.tmpdir(),
    env: { PATH: process.env.PATH, NODE_PATH: path.join(repository, 'node_modules') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
async function ready(child: ChildProcess): Promise<{ url: string; startedHere: boolean }> {
  for await (const line of readline.createInterface({ input: child.stdout! })) {
    return JSON.parse(line) as { url: string; startedHere: boolean };
  }
  throw new Error('the process ended');
}

afterAll(() => {
  for (const root of roots) fs.rmSync(root, { recursive: true, force: true });
});

describe('the embedded databases', () => {
  const root = dataRoot();
  let databases: Databases;
  beforeAll(async () => {
    databases = await openDatabases(configIn(root));
  });
  afterAll(() => databases.close());

  it('are two, prepared on first use, with logins that own nothing', async () => {
    expect(databases).toMatchObject({ embedded: true, startedHere: true });
    expect(await value(databases.appUrl, 'select current_database()')).toBe('north');
    expect(await value(databases.keysUrl, 'select current_database()')).toBe('north_keys');
    expect(
      await value(databases.ownerUrl(), 'select rolsuper from pg_roles where rolname = current_user'),
    ).toBe(false);
  });

  it('let the application act as its roles, and as no other', async () => {
    expect(await value(databases.urlFor('writer'), 'select current_user')).toBe('north_writer');
    expect(await value(databases.urlFor('projector'), 'select current_user')).toBe('north_projector');
    for (const role of ['owner', 'backup', 'signer', 'keys', 'migrator', 'admin']) {
      await expect(value(actingAs(databases.appUrl, `north_${role}`), 'select 1')).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('give the bare login and the signer no rights', async () => {
    await withClient(databases.ownerUrl(), client =>
      client.query(
        'create schema s; create table s.t (a int); grant usage on schema s to north_writer; grant select on s.t to north_writer',
      ),
    );
    await expect(value(databases.appUrl, 'select * from s.t')).rejects.toThrow(/permission denied/);
    await expect(value(databases.signerUrl(), 'select * from s.t')).rejects.toThrow(/permission denied/);
    await expect(value(databases.appUrl, 'create table public.x (a int)')).rejects.toThrow(
      /permission denied/,
    );
    expect(await value(databases.urlFor('writer'), 'select count(*)::int from s.t')).toBe(0);
  });

  it('keep the logins out of the other database', async () => {
    const crossed = (url: string, database: string) =>
      Object.assign(new URL(url), { pathname: `/${database}` }).href;
    await expect(value(crossed(databases.keysUrl, 'north'), 'select 1')).rejects.toThrow(/permission denied/);
    await expect(value(crossed(databases.appUrl, 'north_keys'), 'select 1')).rejects.toThrow(
      /permission denied/,
    );
    await expect(value(crossed(databases.signerUrl(), 'north_keys'), 'select 1')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('keep their passwords in a file that only this user reads', () => {
    const file = path.join(root, 'north/postgres-logins.json');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('one embedded server and its users', () => {
  it('is attached to by a second process, outlives the first and stops with the last', async () => {
    const root = dataRoot();
    const first = user(root);
    expect((await ready(first)).startedHere).toBe(true);
    const pid = pidOf(root) ?? 0;
    const databases = await openDatabases(configIn(root));
    expect(databases.startedHere).toBe(false);
    first.stdin?.end();
    await once(first, 'exit');
    expect(pidOf(root)).toBe(pid);
    expect(await value(databases.ownerUrl(), 'select 1')).toBe(1);
    await databases.close();
    await databases.close();
    expect(pidOf(root)).toBeUndefined();
    expect(gone(pid)).toBe(true);
  });

  it('is found again after kill -9 of its user, with what was committed', async () => {
    const root = dataRoot();
    const first = user(root);
    const { url } = await ready(first);
    await withClient(url, client => client.query('create table t as select 42 as n'));
    first.kill('SIGKILL');
    await once(first, 'exit');
    const again = await openDatabases(configIn(root));
    expect(again.startedHere).toBe(false);
    expect(await value(again.ownerUrl(), 'select n from t')).toBe(42);
    await again.close();
    expect(pidOf(root)).toBeUndefined();
  });

  it('recovers after kill -9 of every server process, and past a stale pid file', async () => {
    const root = dataRoot();
    const databases = await openDatabases(configIn(root));
    const client = new Client({ connectionString: databases.ownerUrl() });
    client.on('error', () => {});
    await client.connect();
    await client.query('create table t (n int); insert into t values (7)');
    const pid = pidOf(root) ?? 0;
    const family =
      spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout.match(/\d+/g) ?? [];
    for (const member of [String(pid), ...family]) process.kill(Number(member), 'SIGKILL');
    await client.end().catch(() => {});
    // The number of the dead server now belongs to somebody else, as after a restart of a container.
    const file = path.join(root, 'north/postgres/postmaster.pid');
    const [, ...lines] = fs.readFileSync(file, 'utf8').split('\n');
    fs.writeFileSync(file, [String(process.pid), ...lines].join('\n'));
    const again = await openDatabases(configIn(root));
    expect(again.startedHere).toBe(true);
    expect(await value(again.ownerUrl(), 'select n from t')).toBe(7);
    await again.close();
    expect(pidOf(root)).toBeUndefined();
  });

  it('is started once by processes that start together', async () => {
    const root = dataRoot();
    const users = [user(root), user(root), user(root)];
    const answers = await Promise.all(users.map(ready));
    expect(answers.filter(answer => answer.startedHere)).toHaveLength(1);
    for (const one of users) one.stdin?.end();
    await Promise.all(users.map(one => once(one, 'exit')));
    expect(pidOf(root)).toBeUndefined();
  });

  const root = process.getuid?.() === 0;
  (root ? it : it.skip)('also runs for an ordinary user', async () => {
    const nobody = spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout.trim();
    const directory = dataRoot();
    const one = user(directory, { uid: Number(nobody), gid: Number(nobody) });
    const { url, startedHere } = await ready(one);
    expect(startedHere).toBe(true);
    expect(await value(url, 'select current_user')).toBe('north_migrator');
    expect(fs.statSync(path.join(directory, 'north/postgres')).uid).toBe(Number(nobody));
    one.stdin?.end();
    await once(one, 'exit');
    expect(pidOf(directory)).toBeUndefined();
  });

  it('says in one line that the data directory cannot be made', async () => {
    const file = path.join(dataRoot(), 'file');
    fs.writeFileSync(file, '');
    const attempt = openDatabases(configIn(path.join(file, 'inside')));
    await expect(attempt).rejects.toThrow(ConfigurationError);
    await expect(attempt).rejects.toThrow(
      /^HUB_DATA: .* cannot be written \(ENOTDIR\); set it to another directory$/,
    );
  });
});

describe('given databases', () => {
  const env = {
    HUB_MODE: 'production',
    HUB_JURISDICTION: 'RO',
    NORTH_HOST_NAME: 'north.example.org',
    NORTH_KEY_DIRECTORY: '/etc/hub/keys',
    NORTH_DATABASE_URL: 'postgres://app:p%40ss@db/north?options=-c%20statement_timeout%3D5000',
    NORTH_KEYS_DATABASE_URL: 'postgres://keys:p@keys/north_keys',
  };

  it('are used as they are, acting as a role per connection', async () => {
    const databases = await openDatabases(readConfig('north', env));
    expect(databases.embedded).toBe(false);
    expect(databases.urlFor('reader')).toBe(
      'postgres://app:p%40ss@db/north?options=-c%20statement_timeout%3D5000%20-c%20role%3Dnorth_reader',
    );
  });

  it('ask in production for the owner’s login by name, and never fall back to the application’s', async () => {
    const databases = await openDatabases(readConfig('north', env));
    expect(() => databases.ownerUrl()).toThrow(/^NORTH_OWNER_DATABASE_URL must be set/);
    expect(() => databases.signerUrl()).toThrow(/^NORTH_SIGNER_DATABASE_URL must be set/);
  });
});
