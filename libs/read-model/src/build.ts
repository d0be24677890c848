import type { EventStore, LoggedEvent, Position } from '@hub/event-store';
import type { Client } from 'pg';
import { advanceAll } from './advance';
import { createCheckpoints, putCheckpoint } from './checkpoints';
import { connect } from './connection';
import { isPassing } from './failure';
import { HoldingSql } from './held-rows';
import { InTurn } from './in-turn';
import { lowest, type Member } from './member';
import { createTables, setIndexesAside } from './tables';
import { quoted, tableOf } from './table';

/** How far a rebuild is; `rate` in events per second. */
export interface Progress {
  /** Position it goes to. */
  readonly head: Position;
  /** Events folded so far. */
  readonly events: number;
  readonly rate: number;
}

export interface BuildOptions {
  readonly store: EventStore;
  readonly url: string;
  /** A schema nobody else uses; what it holds is dropped. */
  readonly schema: string;
  readonly members: readonly Member[];
  /** Up to and including this position. */
  readonly until: Position;
  readonly progress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

const BUILD_BATCH = 2_000;
/** Values of rows held in memory over all members, a hundred megabytes or so. */
const HELD_VALUES = 200_000;

interface Building {
  readonly member: Member;
  readonly sql: HoldingSql;
  failed: boolean;
}

/** Creates the tables of the members in a schema of their own and folds the log into them from the beginning. */
export async function build(options: BuildOptions): Promise<void> {
  const { url, schema, members } = options;
  const first = await connect(url, schema);
  // The process folds while the database writes what was folded before.
  const writer = await connect(url, schema);
  try {
    await first.query(`drop schema if exists ${quoted(schema)} cascade`);
    await createCheckpoints(first, schema);
    await createTables(
      url,
      schema,
      members.map(member => member.projection),
      first,
    );
    if (options.until > 0n) await fill(options, first, writer);
    for (const member of members) await putCheckpoint(first, schema, member);
    await carefully(first, options);
  } finally {
    await Promise.all([first, writer].map(client => client.end().catch(() => undefined)));
  }
}

async function fill(options: BuildOptions, first: Client, writer: Client): Promise<void> {
  const { schema, members } = options;
  const indexes = await setIndexesAside(first, schema);
  await autovacuum(first, members, 'set (autovacuum_enabled = false)');
  const forced = await forcedRows(first, schema);
  await rowSecurity(first, forced, 'no force');
  await foldAll(options, new InTurn(first), new InTurn(writer));
  for (const definition of indexes) await first.query(definition);
  await rowSecurity(first, forced, 'force');
  await autovacuum(first, members, 'reset (autovacuum_enabled)');
  for (const { tables } of members) {
    // Without it the first readers would look into every row that an index could answer for.
    for (const table of tables) await first.query(`vacuum (analyze) ${quoted(table)}`);
  }
}

/** Tables whose owner, too, is under row-level security. */
async function forcedRows(client: Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relforcerowsecurity`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** PostgreSQL copies into no table whose owner is under row-level security: it waits until the rows are there. */
async function rowSecurity(
  client: Client,
  tables: readonly string[],
  change: 'force' | 'no force',
): Promise<void> {
  for (const table of tables) await client.query(`alter table ${quoted(table)} ${change} row level security`);
}

/** Vacuuming tables while they are filled is work for nothing. */
async function autovacuum(client: Client, members: readonly Member[], change: string): Promise<void> {
  for (const { tables } of members) {
    for (const table of tables) await client.query(`alter table ${quoted(table)} ${change}`);
  }
}

async function foldAll(options: BuildOptions, reader: InTurn, writer: InTurn) {
  const { members, until, progress, signal } = options;
  const limit = HELD_VALUES / Math.max(1, members.length);
  const building = members.map((member): Building => {
    return { member, sql: new HoldingSql(reader, writer, limit), failed: false };
  });
  const started = performance.now();
  let events = 0;
  for await (const { batch, again } of batches(options)) {
    await Promise.all(building.map(one => fold(one, batch, again)));
    events += batch.length;
    progress?.({ events, head: until, rate: (events * 1_000) / (performance.now() - started) });
  }
  signal?.throwIfAborted();
  await Promise.all(building.map(one => settle(one)));
}

interface Part {
  readonly batch: readonly LoggedEvent[];
  /** Rows it touches will be asked for again when the streams that come last do. */
  readonly again: boolean;
}

/** The whole log: in its order, or, where that gives the same rows, with the streams of one kind last and each whole. */
async function* batches({ store, members, until, signal }: BuildOptions): AsyncGenerator<Part> {
  const options = { limit: BUILD_BATCH, until, signal };
  const kind = store.capabilities.readsWholeStreams ? wholeStreamsOf(members) : undefined;
  const first = store.log(0n, { ...options, without: kind });
  for await (const batch of first) yield { batch, again: kind !== undefined };
  if (kind === undefined) return;
  for await (const batch of store.streams(kind, options)) yield { batch, again: false };
}

/** The kind of streams that all members take whole, if there is one. */
function wholeStreamsOf(members: readonly Member[]): string | undefined {
  const kinds = members.map(({ projection }) => projection.wholeStreams);
  const longest = kinds.reduce<string>((long, kind = '') => (kind.length > long.length ? kind : long), '');
  return longest !== '' && kinds.every(kind => kind !== undefined && longest.startsWith(kind))
    ? longest
    : undefined;
}

/** A member that fails starts again, alone and in small steps, once the others are through; see `carefully`. */
async function fold(one: Building, batch: readonly LoggedEvent[], again: boolean): Promise<void> {
  if (one.failed) return;
  try {
    await one.member.projection.apply(batch, one.sql);
    await one.sql.held.endTurn(again);
    one.member.position = batch.reduce(
      (high, { position }) => (position > high ? position : high),
      one.member.position,
    );
  } catch (error) {
    if (isPassing(error)) throw error;
    one.failed = true;
  }
}

async function settle(one: Building): Promise<void> {
  const { member, sql } = one;
  try {
    if (!one.failed) await sql.held.flush();
  } catch (error) {
    if (isPassing(error)) throw error;
    one.failed = true;
  }
  if (!one.failed) return;
  member.position = 0n;
  for (const entity of member.projection.entities) {
    await sql.truncate(tableOf(entity));
  }
}

/** Brings members to the end one transaction at a time; one that cannot go on is left with its failure. */
export async function carefully(
  client: Client,
  { store, schema, members, until }: BuildOptions,
): Promise<void> {
  const running = members.filter(member => !member.failure);
  const from = lowest(running);
  if (running.length === 0 || from >= until) return;
  for await (const batch of store.log(from, { limit: 1_000, until })) {
    await advanceAll(client, schema, running, batch);
  }
}
