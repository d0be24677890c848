import { Client, type ClientConfig } from 'pg';
import type { Sql } from './projection';

/**
 * What statistics over a million rows need of a server whose defaults are made for other things: compiling a statement
 * takes longer than it saves, and groups are kept in memory (KiB per sort or hash) instead of files.
 */
const planning = '-c jit=off -c work_mem=32768';

/**
 * How to connect to work in one schema. Read models may lose their last moments in a crash of the database: rows
 * and checkpoint go together and are folded again, so commits do not wait for the disk.
 */
export function connection(url: string, schema: string): ClientConfig {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`not a schema name of ours: ${schema}`);
  // Options in the address (the role to act as) would win over ours: both are needed.
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  const own = `-c search_path=${schema} -c synchronous_commit=off -c timezone=UTC ${planning}`;
  return {
    connectionString: address.href,
    application_name: 'hub-read-model',
    options: `${given} ${own}`.trim(),
  };
}

/** Long JSON values: several times faster than PostgreSQL's own way, where the server was built with it. */
const quickCompression = `do $$ begin
  perform set_config('default_toast_compression', 'lz4', false);
exception when invalid_parameter_value then null; end $$`;

export async function connect(url: string, schema: string): Promise<Client> {
  const client = new Client(connection(url, schema));
  // A connection lost while idle is found by the next statement; unhandled it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(quickCompression);
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

export async function inTransaction<T>(sql: Sql, work: () => Promise<T>, mode = ''): Promise<T> {
  await sql.query(`begin ${mode}`);
  try {
    const result = await work();
    await sql.query('commit');
    return result;
  } catch (error) {
    await sql.query('rollback').catch(() => undefined);
    throw error;
  }
}

const lockKey = `hashtextextended('hub-read-model:' || $1, 0)`;

/** Takes a session lock if it is free. It is a courtesy: the conditional checkpoint is what keeps two writers apart. */
export async function tryLock(sql: Sql, name: string): Promise<boolean> {
  const { rows } = await sql.query<{ taken: boolean }>(`select pg_try_advisory_lock(${lockKey}) as taken`, [
    name,
  ]);
  return rows[0]?.taken === true;
}

export async function unlock(sql: Sql, name: string): Promise<void> {
  await sql.query(`select pg_advisory_unlock(${lockKey})`, [name]);
}
