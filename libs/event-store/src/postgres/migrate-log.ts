import type { ClientBase } from 'pg';
import type { Mode } from '../event-store';
import { schemaSql } from './schema';
import { scramVerifier } from './scram';

/** Login roles of one log; `owner`, which nobody can sign in as, owns the schema. */
export type LogRole = 'writer' | 'reader' | 'projector' | 'signer' | 'backup';

export interface LogMigration {
  /** Prefix of the roles, and what the log remembers it is for. */
  readonly context: string;
  readonly mode: Mode;
  /** Passwords to set; a role without one cannot sign in with a password. Only SCRAM verifiers reach the server. */
  readonly passwords?: Partial<Readonly<Record<LogRole, string>>>;
}

const LOCK = 114853371735912; // next to the lock of log.append; see schema.ts
const TUPLE_RACE = 'XX000';

const grants: Readonly<Record<LogRole, readonly string[]>> = {
  writer: [
    'execute on function log.append(text[], int[], int[], int[], uuid[], text[], text[], text[], bytea[])',
  ],
  reader: ['select on log.events, log.instance'],
  projector: ['select on log.events, log.instance'],
  signer: ['select (position, hash) on log.events', 'select on log.instance'],
  backup: ['select on log.events, log.instance'],
};

/** Two databases of one cluster may be migrated at once, and roles belong to the cluster. */
async function ensureRole(client: ClientBase, name: string, attributes: string): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then
      create role ${name} ${attributes} nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
      alter role ${name} set lock_timeout = '10s';
      alter role ${name} set idle_in_transaction_session_timeout = '60s';
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`);
}

async function setPassword(client: ClientBase, role: string, password: string): Promise<void> {
  const statement = `alter role ${role} password '${scramVerifier(password)}'`;
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== TUPLE_RACE || attempt === 5) throw error;
    }
  }
}

async function becomeOwner(client: ClientBase, owner: string): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    'select rolsuper from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.rolsuper) await client.query(`grant ${owner} to current_user`);
  await client.query(`do $$ begin
    if to_regnamespace('log') is null then create schema log authorization ${owner}; end if;
  end $$`);
  await client.query(`set local role ${owner}`);
}

async function compress(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ lz4: boolean }>(
    `select 'lz4' = any (enumvals) as lz4 from pg_settings where name = 'default_toast_compression'`,
  );
  if (!rows[0]?.lz4) return;
  await client.query(
    'alter table log.events alter column data set compression lz4, alter column meta set compression lz4',
  );
}

async function claim(client: ClientBase, context: string, mode: Mode): Promise<void> {
  await client.query('insert into log.instance (context, mode) values ($1, $2) on conflict do nothing', [
    context,
    mode,
  ]);
  const { rows } = await client.query<{ context: string; mode: string }>(
    'select context, mode from log.instance',
  );
  const [found] = rows;
  if (found?.context === context && found.mode === mode) return;
  throw new Error(
    `this database is the ${found?.mode} log of ${found?.context}, not the ${mode} log of ${context}: ` +
      'a log never changes its purpose; use another database',
  );
}

/**
 * Creates or updates the schema `log`, its roles and grants. Idempotent, safe while a hub is running and when two
 * start at once. Needs a login that may create roles (superuser, or CREATEROLE and owner of the database).
 * @throws when the database already is the log of another context or mode
 */
export async function migrateLog(client: ClientBase, migration: LogMigration): Promise<void> {
  const { context, mode, passwords = {} } = migration;
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(context)) throw new Error(`${context} is not a name for a context`);
  const owner = `${context}_owner`;
  const roles = Object.keys(grants) as LogRole[];
  await ensureRole(client, owner, 'nologin');
  for (const role of roles) await ensureRole(client, `${context}_${role}`, 'login');
  for (const role of roles) {
    const password = passwords[role];
    if (password) await setPassword(client, `${context}_${role}`, password);
  }
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${LOCK})`);
    await client.query(`set local client_min_messages = warning`);
    await becomeOwner(client, owner);
    await client.query(schemaSql);
    await compress(client);
    await claim(client, context, mode);
    for (const role of roles) {
      await client.query(`grant usage on schema log to ${context}_${role}`);
      for (const grant of grants[role]) await client.query(`grant ${grant} to ${context}_${role}`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
