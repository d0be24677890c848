import { randomBytes } from 'node:crypto';
import type { Position } from '@hub/event-store';
import type { Client } from 'pg';
import { build, type BuildOptions } from './build';
import { connect, tryLock, unlock } from './connection';
import { anew } from './member';
import type { Sql } from './projection';
import { quoted } from './table';

/** Read models as they stood at a position, in a schema of their own. */
export interface Snapshot extends Sql {
  readonly position: Position;
  /** Removes it; call it when done. A snapshot whose process died is removed by the next start. */
  drop(): Promise<void>;
}

const prefix = (schema: string) => `${schema}_asof_`;

export async function takeSnapshot(options: BuildOptions): Promise<Snapshot> {
  const schema = prefix(options.schema) + randomBytes(6).toString('hex');
  const holder = await connect(options.url, schema);
  try {
    await tryLock(holder, schema);
    const members = options.members.map(anew);
    await build({ ...options, schema, members });
    const failed = members.find(member => member.failure);
    if (failed)
      throw new Error(`${failed.name} cannot be replayed: it stops at ${failed.failure?.position ?? ''}`);
    return snapshot(holder, schema, options.until);
  } catch (error) {
    await dropAndEnd(holder, schema);
    throw error;
  }
}

function snapshot(holder: Client, schema: string, position: Position): Snapshot {
  return {
    position,
    query: <Row extends object>(text: string, values?: unknown[]) => holder.query<Row>(text, values),
    drop: () => dropAndEnd(holder, schema),
  };
}

async function dropAndEnd(holder: Client, schema: string): Promise<void> {
  try {
    await holder.query(`drop schema if exists ${quoted(schema)} cascade`);
  } finally {
    await holder.end();
  }
}

/** Removes snapshots whose process is gone: nobody holds their lock any more. */
export async function sweepSnapshots(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where starts_with(nspname, $1)`,
    [prefix(schema)],
  );
  for (const { name } of rows) {
    if (!(await tryLock(client, name))) continue;
    await client.query(`drop schema if exists ${quoted(name)} cascade`);
    await unlock(client, name);
  }
}
