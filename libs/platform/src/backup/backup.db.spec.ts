import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../config/hub-config';
import type { Databases } from '../databases/connections';
import { openDatabases } from '../databases/databases';
import { withClient } from '../databases/roles';
import { OpsFailure } from '../ops/command';
import { doctorCommand } from '../ops/doctor-command';
import { opsProgram } from '../ops/program';
import { resetCommand } from '../ops/reset-command';
import { backupCommand } from './backup-command';
import type { BackupPlan } from './plan';
import { drillCommand, restoreCommand } from './restore-command';

/** What makes copying hard: guards that are always on, generated columns, exact bytes, references. */
const schema = `
  create schema if not exists log;
  create table if not exists log.instance (one boolean primary key default true, context text);
  insert into log.instance (context) values ('north') on conflict do nothing;
  create table if not exists log.events (
    position bigint primary key, data json not null, hash bytea, at timestamptz, weight double precision,
    size int generated always as (octet_length(data::text)) stored);
  create or replace function log.refuse() returns trigger language plpgsql as $$
    begin raise exception 'append-only'; end $$;
  create or replace trigger keep before update or delete or truncate on log.events for each statement execute function log.refuse();
  create or replace trigger late before insert on log.events for each row when (new.position < 0) execute function log.refuse();
  alter table log.events enable always trigger keep;
  create or replace trigger kept before update or delete on log.instance for each statement execute function log.refuse();
  alter table log.instance enable always trigger kept;
  create schema if not exists access;
  create table if not exists access.zebra (id bigint generated always as identity primary key, name text);
  create table if not exists access.account (id int primary key, boss int references access.account, likes bigint references access.zebra);
  create table if not exists access.note (text text, more json);`;
const keysSchema = `
  create schema if not exists keys;
  create sequence if not exists keys.seq;
  create table if not exists keys.deks (id int primary key, wrapped bytea);`;

const awkward = ['\\.', '\\N', '', '\t\n\r\\', 'ë Ђ 𐍈 \u2028', '{"a":  1,"a":2 , "n":1.50}', '\\\\.'];
const asJson = (text: string) => (text.startsWith('{') ? text : JSON.stringify(text));

const restored: string[] = [];
let witnessed = 28;
const plan: BackupPlan = {
  permanent: ['log', 'access'],
  disposable: name => name.startsWith('read'),
  keys: ['keys'],
  seeded: ['log.instance'],
  migrate: async (_config, databases) => {
    await withClient(databases.ownerUrl(), client => client.query(schema));
    await withClient(databases.keysOwnerUrl(), client => client.query(keysSchema));
  },
  facts: async () => ({ events: 27 }),
  beforeLoad: async (_run, { facts, acknowledgeRollback }) => {
    restored.push(`admit ${facts.events} ${acknowledgeRollback}`);
    if (witnessed > (facts.events ?? 0) && !acknowledgeRollback) throw new OpsFailure('the witness is ahead');
  },
  beforeDecrypt: async (_run, { drill }) => {
    restored.push(drill ? 'drill' : 'restore');
    return { forgotten: 1 };
  },
};
const commands = [
  backupCommand(plan),
  restoreCommand(plan),
  drillCommand(plan),
  resetCommand,
  doctorCommand(),
];

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-backup-'));
fs.chmodSync(root, 0o755);
const env = { HUB_DATA: path.join(root, 'data'), NORTH_PORT: '1' };
const elsewhere = {
  HUB_DATA: path.join(root, 'new'),
  NORTH_KEY_DIRECTORY: path.join(root, 'data/north/keys'),
};
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

interface Outcome {
  code: number;
  text: string;
  error: string;
  result: Record<string, unknown>;
}
async function ops(
  line: string,
  settings: Record<string, string> = env,
  context = 'north',
): Promise<Outcome> {
  let [text, error] = ['', ''];
  const io = {
    stdout: (part: string) => void (text += part),
    stderr: (part: string) => void (error += part),
  };
  const program = opsProgram({ context, commands, env: settings, ...io });
  const code = await program.run([...line.split(' '), '--json']);
  return {
    code,
    text,
    error,
    result: JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}') as Record<string, unknown>,
  };
}

async function inDatabase<Result>(
  settings: Record<string, string>,
  sql: string,
  keys = false,
): Promise<Result[]> {
  const databases = await openDatabases(readConfig('north', settings));
  const url = keys ? databases.keysOwnerUrl() : databases.ownerUrl();
  const rows = await withClient(url, async client => (await client.query(sql)).rows as Result[]);
  await databases.close();
  return rows;
}

const everything = `select position::text, data::text, encode(hash, 'hex') as hash, at, weight, size from log.events order by position`;

// Held open, so that the servers are not stopped and started again between two lines.
const held: Databases[] = [];

beforeAll(async () => {
  const databases = await openDatabases(readConfig('north', env));
  await plan.migrate(readConfig('north', env), databases);
  await withClient(databases.ownerUrl(), async client => {
    for (const [index, text] of awkward.entries()) {
      const values = [
        index + 1,
        asJson(text),
        randomBytes(32),
        '2026-03-29T02:30:00.123456+02:00',
        0.1 + index / 3,
      ];
      await client.query(
        'insert into log.events (position, data, hash, at, weight) values ($1, $2, $3, $4, $5)',
        values,
      );
      await client.query('insert into access.note values ($1, $2)', [text, asJson(text)]);
    }
    const long = JSON.stringify({ text: 'x'.repeat(400_000) });
    await client.query(
      'insert into log.events (position, data) select n, $1 from generate_series(100, 120) n',
      [long],
    );
    await client.query(`insert into access.zebra (name) values ('a'), (null);
      insert into access.account values (1, null, 2), (2, 1, null);
      create schema read; create table read.case_file (n int); insert into read.case_file values (1)`);
  });
  await withClient(databases.keysOwnerUrl(), client =>
    client.query(`select setval('keys.seq', 41); insert into keys.deks values (1, '\\x00ff'), (2, null)`),
  );
  held.push(databases, await openDatabases(readConfig('north', elsewhere)));
});

let log: string;
let keys: string;

describe('a backup', () => {
  it('is made in two sealed parts that lie apart, under a key that only this user reads', async () => {
    const { code, result, error } = await ops('backup');
    expect({ code, failed: /error: .*/.exec(error)?.[0] }).toEqual({ code: 0 });
    expect(result).toMatchObject({ log: { tables: 5, rows: 40 }, keys: { tables: 1, rows: 2 } });
    ({ log, keys } = {
      log: (result.log as { directory: string }).directory,
      keys: (result.keys as { directory: string }).directory,
    });
    expect(path.relative(path.dirname(log), keys).startsWith('..')).toBe(true);
    expect(fs.statSync(path.join(root, 'data/north/keys/backup.key')).mode & 0o777).toBe(0o400);
    const { stdout } = spawnSync('strings', ['-n', '3', path.join(log, 'log.sealed')], { encoding: 'utf8' });
    expect(stdout).toContain('HUB BACKUP 1');
    expect(stdout).not.toMatch(/xxxx|log\.events/);
  });

  it('is restored into empty databases, equal by hash to the last byte, with guards and counters as they were', async () => {
    const behind = await ops(`restore --from ${log} --keys-from ${keys}`, elsewhere);
    expect(behind.error).toContain('the witness is ahead');
    const { code, result, error } = await ops(
      `restore --from ${log} --keys-from ${keys} --acknowledge-rollback`,
      elsewhere,
    );
    witnessed = 27;
    expect({ code, failed: /error: .*/.exec(error)?.[0] }).toEqual({ code: 0 });
    expect(result).toMatchObject({ equal: true, rows: 42, forgotten: 1 });
    expect(restored).toEqual(['admit 27 false', 'admit 27 true', 'restore']);
    expect(await inDatabase(elsewhere, everything)).toEqual(await inDatabase(env, everything));
    const notes = 'select text, more::text from access.note order by 1';
    expect(await inDatabase(elsewhere, notes)).toEqual(await inDatabase(env, notes));
    expect(await inDatabase(elsewhere, `select nextval('keys.seq')::int as n`, true)).toEqual([{ n: 42 }]);
    expect(
      await inDatabase(elsewhere, `insert into access.zebra (name) values ('c') returning id::int`),
    ).toEqual([{ id: 3 }]);
    await expect(inDatabase(elsewhere, 'delete from log.events')).rejects.toThrow('append-only');
    const guards = `select tgrelid::regclass::text as t, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`;
    expect(await inDatabase(elsewhere, guards)).toEqual(await inDatabase(env, guards));
  });

  it('is refused where something is, and changes nothing there', async () => {
    const again = await ops(`restore --from ${log} --keys-from ${keys}`, elsewhere);
    expect(again).toMatchObject({ code: 1, error: expect.stringContaining('the database is not empty') });
  });

  it('is proved by a drill that leaves no trace', async () => {
    // A temporary directory of its own: other test files drill at the same time.
    const scratch = path.join(root, 'scratch');
    fs.mkdirSync(scratch, { mode: 0o755 });
    const temporary = jest.spyOn(os, 'tmpdir').mockReturnValue(scratch);
    const { code, result } = await ops(`drill --from ${log} --keys-from ${keys}`);
    expect(temporary).toHaveBeenCalled();
    temporary.mockRestore();
    expect(code).toBe(0);
    expect(result).toMatchObject({ equal: true, rows: 42 });
    expect(restored.at(-1)).toBe('drill');
    expect(fs.readdirSync(scratch)).toEqual([]);
  });

  it('is refused when it was altered, mixed, of another key or of another database', async () => {
    const copy = path.join(root, 'copy');
    const fresh = { ...elsewhere, HUB_DATA: path.join(root, 'untouched') };
    const attempt = async (
      change: (directory: string) => void,
      line = `--from ${copy} --keys-from ${keys}`,
    ) => {
      fs.rmSync(copy, { recursive: true, force: true });
      fs.cpSync(log, copy, { recursive: true });
      change(copy);
      return (await ops(`restore ${line}`, fresh)).error;
    };
    const damage = (directory: string) => {
      const file = path.join(directory, 'log.sealed');
      const bytes = fs.readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      fs.writeFileSync(file, bytes);
    };
    expect(await attempt(damage)).toContain('is damaged');
    expect(await attempt(() => {}, `--from ${keys} --keys-from ${log}`)).toContain(
      'holds the part "keys", not "log"',
    );
    const forge = (directory: string) => {
      const file = path.join(directory, 'manifest.json');
      fs.writeFileSync(
        file,
        fs.readFileSync(file, 'utf8').replace('"context": "north"', '"context": "south"'),
      );
    };
    expect(await attempt(forge)).toContain('was altered');
    const otherKey = path.join(root, 'other.key');
    fs.writeFileSync(otherKey, randomBytes(32).toString('hex'), { mode: 0o400 });
    expect(await attempt(() => {}, `--from ${copy} --keys-from ${keys} --key ${otherKey}`)).toContain(
      'another key',
    );
    const south = {
      HUB_DATA: path.join(root, 'south'),
      SOUTH_KEY_DIRECTORY: path.join(root, 'data/north/keys'),
    };
    const elsewhereOutcome = await ops(`restore --from ${log} --keys-from ${keys}`, south, 'south');
    expect(elsewhereOutcome.error).toContain('is of north, not of south');
    expect(fs.existsSync(fresh.HUB_DATA)).toBe(false);
  });

  it('never puts the keys where the log is, and never leaves out a table silently', async () => {
    const together = await ops(`backup --to ${root}/b --keys-to ${root}/b/keys`);
    expect(together.error).toContain('must be places of their own');
    await inDatabase(env, 'create schema forgotten; create table forgotten.t (n int)');
    expect((await ops('backup')).error).toContain('whether to keep schema forgotten: nothing was saved');
    await inDatabase(env, 'drop schema forgotten cascade');
    await inDatabase(env, 'alter table access.note enable row level security');
    expect((await ops('backup')).error).toContain(
      'access.note is under row-level security: nothing was saved',
    );
    await inDatabase(env, 'alter table access.note disable row level security');
  });

  it('keeps keystore parts for the days asked for, and always the newest', async () => {
    const directory = path.dirname(keys);
    const file = path.join(keys, 'manifest.json');
    fs.writeFileSync(
      file,
      fs.readFileSync(file, 'utf8').replace(/"createdAt": "\d{4}/, '"createdAt": "2020'),
    );
    const { result } = await ops('backup --keep-keys-days 30');
    expect(result.removed).toEqual({ log: 0, keys: 1 });
    expect(fs.readdirSync(directory).filter(name => !name.includes('T'))).toEqual([]);
    expect(fs.existsSync(keys)).toBe(false);
  });
});

describe('the doctor', () => {
  it('finds a healthy installation in order, server not running', async () => {
    const { code, result, error } = await ops('doctor');
    expect({ code, failed: /error: .*/.exec(error)?.[0] }).toEqual({ code: 0 });
    expect(result.checks).toMatchObject({
      database: { ok: true, facts: { checksums: true } },
      rights: { ok: true, facts: { login: 'north_app' } },
      'key-directory': { ok: true },
      server: { ok: true, facts: { server: 'not running' } },
    });
  });

  it('names what is wrong and what to do', async () => {
    const key = path.join(root, 'data/north/keys/backup.key');
    fs.chmodSync(key, 0o444);
    const { code, result, error } = await ops('doctor', { ...env, NORTH_DISK_RESERVE_MB: '9000000' });
    fs.chmodSync(key, 0o400);
    expect(code).toBe(1);
    expect(error).toBe('error: not in order: data-directory, key-directory\n');
    expect(result.checks).toMatchObject({
      'key-directory': { ok: false, next: expect.stringContaining('chmod') },
    });
  });
});

describe('a reset', () => {
  it('asks twice, refuses while somebody uses the database, and spares the backups', async () => {
    expect((await ops('reset')).error).toContain('say --yes');
    for (const databases of held) await databases.close();
    const databases = await openDatabases(readConfig('north', elsewhere));
    const holder = path.join(
      root,
      'new/north/postgres-users',
      `1-${
        fs
          .readFileSync('/proc/1/stat', 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[19]
      }`,
    );
    fs.writeFileSync(holder, '');
    expect((await ops('reset --yes', elsewhere)).error).toContain('the database is in use');
    fs.rmSync(holder);
    await databases.close();
    expect(await ops('reset --yes')).toMatchObject({ code: 0, result: { reset: true } });
    expect(fs.readdirSync(path.join(root, 'data/north'))).toEqual(['backups']);
  });
});
