import type { Pool } from 'pg';
import { inTransaction } from './connection';
import type { Sql } from './projection';
import { quoted } from './table';

/** Who reads, as far as the database is to know: row-level security looks at it. */
export interface Scope {
  /** PostgreSQL role the reading is done as; it must be granted to the role of the connection. */
  readonly role?: string;
  /** Settings for the time of this transaction only, e.g. `{ 'hub.office': '…' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Reads in one read-only transaction: one snapshot of all tables, and nothing of the scope outlives it. */
export async function inScope<T>(pool: Pool, scope: Scope, read: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await inTransaction(
      client,
      async () => {
        for (const [name, value] of Object.entries(scope.settings ?? {})) {
          await client.query('select set_config($1, $2, true)', [name, value]);
        }
        if (scope.role) await client.query(`set local role ${quoted(scope.role)}`);
        return read(client);
      },
      'isolation level repeatable read, read only',
    );
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
