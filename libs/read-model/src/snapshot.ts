import { randomBytes } from 'node:crypto';
import type { Position } from '@hub/event-store';
import type { Client } from 'pg';
import { build, type BuildOptions } from './build';
import { connect, tryLock, unlock } from './connection';
import { anew, type Member } from './member';
import type { Sql } from './projection';
import { quoted } from './table';

/** Read models as they stood at a position, in a schema of their own. */
export interface Snapshot extends Sql {
  readonly position: Position;
  /** Call it when done. A snapshot whose process died is removed by the next start. */
  drop(): Promise<void>;
}

/** The schema behind a snapshot, held by a session lock of its connection. */
export interface Replayed {
  readonly schema: string;
  readonly holder: Client;
  readonly members: readonly Member[];
}

const prefix = (schema: string) => `${schema}_asof_`;

/** Folds the log up to a position into a schema beside `options.schema`. */
export async function replay(options: BuildOptions): Promise<Replayed> {
  const schema = prefix(options.schema) + randomBytes(6).toString('hex');
  const holder = await connect(options.url, schema);
  const members = options.members.map(anew);
  try {
    await tryLock(holder, schema);
    await build({ ...options, schema, members });
    const failed = members.find(member => member.failure);
    if (failed)
      throw new Error(`${failed.name} cannot be replayed: it stops at ${failed.failure?.position ?? ''}`);
    return { schema, holder, members };
  } catch (error) {
    await dropReplayed({ schema, holder });
    throw error;
  }
}

export async function dropReplayed({ schema, holder }: Pick<Replayed, 'schema' | 'holder'>): Promise<void> {
  try {
    await holder.query(`drop schema if exists ${quoted(schema)} cascade`);
  } finally {
    await holder.end().catch(() => undefined);
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
