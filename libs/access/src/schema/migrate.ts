import type { ClientBase } from 'pg';
import { accountTables } from './account-tables';
import { logTables } from './log-tables';
import { scopeTables } from './scope-tables';
import { ensureRoles, roleName, type RoleName } from './roles';

type Step = (role: (name: RoleName) => string) => string;

/** Each step runs once, in order; a later version of the hub adds steps and changes none. */
const STEPS: readonly Step[] = [logTables, accountTables, scopeTables];

/**
 * Creates or upgrades the schema `access` and the database roles of a context. Safe to run again and by two
 * processes at once.
 *
 * @param client a superuser, or a role that may create roles and schemas in this database
 */
export async function migrateAccess(client: ClientBase, { context }: { context: string }): Promise<void> {
  const role = (name: RoleName) => roleName(context, name);
  await ensureRoles(client, context);
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('access.migration', 0))`);
    await client.query(`create schema if not exists access authorization ${role('owner')}`);
    await client.query(`set local role ${role('owner')}`);
    await client.query(`create table if not exists access.migration (
      step integer primary key, applied_at timestamptz not null default clock_timestamp())`);
    const done = await client.query<{ steps: number }>('select count(*)::int as steps from access.migration');
    const applied = done.rows[0]?.steps ?? 0;
    for (const [index, step] of STEPS.entries()) {
      if (index < applied) continue;
      await client.query(step(role));
      await client.query('insert into access.migration (step) values ($1)', [index + 1]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
