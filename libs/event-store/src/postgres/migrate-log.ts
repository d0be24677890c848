import type { ClientBase } from 'pg';
import type { Mode } from '../event-store';
import { provenanceSql, schemaSql } from './schema';

/** Roles of one log beside `<context>_owner`, who owns the schema; which logins may act as them is not the log's matter. */
export type LogRole = 'writer' | 'reader' | 'projector' | 'signer' | 'backup';

export interface LogMigration {
  /** Prefix of the roles, and what the log remembers it is for. */
  readonly context: string;
  readonly mode: Mode;
}

const LOCK = 114853371735912; // next to the lock of log.append; see schema.ts

const grants: Readonly<Record<LogRole, readonly string[]>> = {
  writer: [
    'execute on function log.append(text[], int[], int[], int[], uuid[], text[], json[], json[], bytea[])',
  ],
  reader: ['select on log.events, log.instance'],
  projector: ['select on log.events, log.instance'],
  signer: ['select (position, hash) on log.events', 'select on log.instance'],
  backup: ['select on log.events, log.instance'],
};
const roles = Object.keys(grants) as LogRole[];

/** A database belongs to one context for good, and so does its mode. */
async function assertFree(client: ClientBase, context: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `select nspowner::regrole::text as owner from pg_namespace where nspname = 'log'`,
  );
  const owner = rows[0]?.owner;
  if (owner === undefined || owner === `${context}_owner`) return;
  throw new Error(
    `this database holds a log of ${owner}, it cannot become the log of ${context}: use another database`,
  );
}

async function claim(client: ClientBase, context: string, mode: Mode): Promise<void> {
  await client.query('insert into log.instance (context, mode) values ($1, $2) on conflict do nothing', [
    context,
    mode,
  ]);
  const { rows } = await client.query<{ mode: string }>('select mode from log.instance');
  const found = rows[0]?.mode;
  if (found === mode) return;
  throw new Error(
    `this database is the ${found} log of ${context}, it cannot become the ${mode} log: use another database`,
  );
}

/** Two databases of one cluster may be migrated at once, and roles belong to the cluster. */
async function ensureRole(client: ClientBase, name: string): Promise<void> {
  await client.query(`do $$ begin
    if to_regrole('${name}') is null then
      create role ${name} nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`);
}

async function becomeOwner(client: ClientBase, owner: string): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1, 'SET') as may`,
    [owner],
  );
  if (!rows[0]?.may) await client.query(`grant ${owner} to current_user`);
  await client.query(`do $$ begin
    if to_regnamespace('log') is null then create schema log authorization ${owner}; end if;
  end $$`);
  await client.query(`set local role ${owner}`);
}

/** lz4 reads several times faster than PostgreSQL's own compression; not every build has it. */
async function compress(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ lz4: boolean }>(
    `select 'lz4' = any (enumvals) as lz4 from pg_settings where name = 'default_toast_compression'`,
  );
  if (!rows[0]?.lz4) return;
  await client.query(
    'alter table log.events alter column data set compression lz4, alter column meta set compression lz4',
  );
}

/**
 * Creates or updates the schema `log`, its roles and grants. Idempotent, safe while a hub is running and when two
 * start at once. Needs a login that may create roles (CREATEROLE and owner of the database, or superuser) or
 * finds the roles there; PostgreSQL 16 or newer.
 * @throws when the database already is the log of another context or mode
 */
export async function migrateLog(client: ClientBase, { context, mode }: LogMigration): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(context)) throw new Error(`${context} is not a name for a context`);
  await assertFree(client, context);
  const owner = `${context}_owner`;
  for (const role of ['owner', ...roles]) await ensureRole(client, `${context}_${role}`);
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${LOCK})`);
    await client.query(`set local client_min_messages = warning`);
    await becomeOwner(client, owner);
    await client.query(schemaSql);
    await compress(client);
    await claim(client, context, mode);
    await client.query(provenanceSql(mode));
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
