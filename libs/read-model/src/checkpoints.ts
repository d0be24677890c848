import type { Position } from '@hub/event-store';
import type { Sql } from './projection';
import { quoted } from './table';

/** An event a projection cannot take, and why. Holds no data of the event. */
export interface Failure {
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  /** SQLSTATE with table and column, or the name of the error and where it was thrown. */
  readonly reason: string;
}

export interface Checkpoint {
  readonly name: string;
  readonly position: Position;
  readonly fingerprint: string;
  readonly tables: readonly string[];
  readonly failure?: Failure;
}

/** A move of a checkpoint that is only valid if it still stands where we left it. */
export interface Move {
  readonly name: string;
  readonly fingerprint: string;
  readonly from: Position;
  readonly to: Position;
}

/** Another process moved or rebuilt a read model we were about to write: nothing of ours was written. */
export class CheckpointMoved extends Error {
  constructor(readonly names: readonly string[]) {
    super(`checkpoint moved by another process: ${names.join(', ')}`);
    this.name = 'CheckpointMoved';
  }
}

export async function createCheckpoints(sql: Sql, schema: string): Promise<void> {
  const name = quoted(schema);
  await sql.query(`create schema if not exists ${name}`);
  await sql.query(
    `create table if not exists ${name}.checkpoint (
       name text primary key, position bigint not null, fingerprint text not null, tables text[] not null,
       moved_at timestamptz not null default clock_timestamp(),
       failed_position bigint, failed_id text, failed_type text, failed_reason text)`,
  );
}

interface Row {
  name: string;
  position: string;
  fingerprint: string;
  tables: string[];
  failed_position: string | null;
  failed_id: string | null;
  failed_type: string | null;
  failed_reason: string | null;
}

function failureOf(row: Row): { failure: Failure } | undefined {
  if (row.failed_position === null) return undefined;
  const { failed_id: id, failed_type: type, failed_reason: reason } = row;
  return {
    failure: { position: BigInt(row.failed_position), id: id ?? '', type: type ?? '', reason: reason ?? '' },
  };
}

export async function readCheckpoints(
  sql: Sql,
  schema: string,
  options: { lock?: readonly string[] } = {},
): Promise<Map<string, Checkpoint>> {
  const only = options.lock ? 'where name = any($1) order by name for update' : '';
  const { rows } = await sql.query<Row>(
    `select * from ${quoted(schema)}.checkpoint ${only}`,
    options.lock ? [options.lock] : [],
  );
  return new Map(
    rows.map(row => {
      const { name, position, fingerprint, tables } = row;
      return [name, { name, position: BigInt(position), fingerprint, tables, ...failureOf(row) }];
    }),
  );
}

/**
 * Moves checkpoints inside the transaction that writes the rows. Done first, so that a second process waits here
 * for our commit and then finds that it has nothing to do.
 * @throws {CheckpointMoved}
 */
export async function moveCheckpoints(sql: Sql, schema: string, moves: readonly Move[]): Promise<void> {
  const { rows } = await sql.query<{ name: string }>(
    `update ${quoted(schema)}.checkpoint c
        set position = m.after, moved_at = clock_timestamp(),
            failed_position = null, failed_id = null, failed_type = null, failed_reason = null
       from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) m(name, before, after, fingerprint)
      where c.name = m.name and c.position = m.before and c.fingerprint = m.fingerprint
      returning c.name`,
    [moves.map(m => m.name), moves.map(m => m.from), moves.map(m => m.to), moves.map(m => m.fingerprint)],
  );
  const moved = new Set(rows.map(row => row.name));
  const lost = moves.filter(move => !moved.has(move.name)).map(move => move.name);
  if (lost.length > 0) throw new CheckpointMoved(lost);
}

export async function putCheckpoint(sql: Sql, schema: string, checkpoint: Checkpoint): Promise<void> {
  const { name, position, fingerprint, tables } = checkpoint;
  await sql.query(
    `insert into ${quoted(schema)}.checkpoint (name, position, fingerprint, tables) values ($1, $2, $3, $4)
     on conflict (name) do update set position = excluded.position, fingerprint = excluded.fingerprint,
       tables = excluded.tables, moved_at = clock_timestamp(),
       failed_position = null, failed_id = null, failed_type = null, failed_reason = null`,
    [name, position, fingerprint, tables],
  );
}

/** Leaves the failure where another process and `ops doctor` can see it. */
export async function noteFailure(sql: Sql, schema: string, name: string, failure: Failure): Promise<void> {
  await sql.query(
    `update ${quoted(schema)}.checkpoint
        set failed_position = $2, failed_id = $3, failed_type = $4, failed_reason = $5 where name = $1`,
    [name, failure.position, failure.id, failure.type, failure.reason],
  );
}
