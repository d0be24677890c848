import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { build, carefully, type BuildOptions } from './build';
import { readCheckpoints, type Checkpoint, type Failure } from './checkpoints';
import { connect, inTransaction, tryLock } from './connection';
import { reasonOf } from './failure';
import { anew, type Member } from './member';
import type { Sql } from './projection';
import { swap } from './swap';
import { quoted } from './table';

export interface RebuildOptions extends Omit<BuildOptions, 'until' | 'schema'> {
  readonly live: string;
  /** Decided once it is our turn: another process may have done the work meanwhile. */
  readonly needs: (member: Member, checkpoint: Checkpoint | undefined) => boolean;
  readonly onSwap?: (sql: Sql) => Promise<void>;
}

/** A rebuild that followed the log this fast swaps; the rest is folded while the live runner waits. */
const NEAR_MS = 250;

export interface Rebuilt {
  readonly swapped: readonly string[];
  /** Read models that could not be built, with the event they stop at. */
  readonly failed: ReadonlyMap<string, Failure>;
}

/**
 * Builds read models anew in `<live>_next` and swaps them in. Readers go on with the old rows until the swap.
 * Members that cannot be built keep their old rows; those that never had rows are swapped in as far as they got.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { url, live, members, needs, store, onSwap, signal } = options;
  const next = `${live}_next`;
  const client = await connect(url, next);
  try {
    await turn(client, next, signal);
    const standing = await readCheckpoints(client, live);
    const wanted = members.filter(member => needs(member, standing.get(member.name)));
    if (wanted.length === 0) return { swapped: [], failed: new Map() };
    const fresh = wanted.map(anew);
    await build({ ...options, schema: next, members: fresh, until: await store.head() });
    await approach(client, { ...options, schema: next, members: fresh });
    const fit = fresh.filter(member => !member.failure || !standing.has(member.name));
    await swapWhenPossible(client, { store, live, next, members: fit, onSwap }, signal);
    const failed = fresh.flatMap(({ name, failure }): [string, Failure][] =>
      failure ? [[name, failure]] : [],
    );
    return { swapped: fit.map(member => member.name), failed: new Map(failed) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function turn(client: Client, name: string, signal: AbortSignal | undefined): Promise<void> {
  while (!(await tryLock(client, name))) await pause(250, undefined, { signal });
}

/** Follows the log, which grows meanwhile, until a round is short. */
async function approach(client: Client, options: Omit<BuildOptions, 'until'>): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const started = performance.now();
    await carefully(client, { ...options, until: await options.store.head() });
    if (performance.now() - started < NEAR_MS) return;
  }
}

/** A reader or the live runner may be in the way of the locks: give way, try again. */
async function swapWhenPossible(
  client: Client,
  options: Parameters<typeof swap>[1],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await swap(client, options);
    } catch (error) {
      // 55P03 lock timeout, 40P01 deadlock
      if (!/^SQLSTATE (55P03|40P01)/.test(reasonOf(error)) || attempt === 60) throw error;
      await pause(100 * Math.min(attempt, 10), undefined, { signal });
    }
  }
}

/** Removes tables of read models that no longer exist: nothing would keep them true, nor carry out an erasure. */
export async function dropOrphans(client: Client, schema: string, members: readonly Member[]): Promise<void> {
  const known = new Set(members.map(member => member.name));
  const kept = new Set(members.flatMap(member => member.tables));
  for (const { name, tables } of (await readCheckpoints(client, schema)).values()) {
    if (known.has(name)) continue;
    await inTransaction(client, async () => {
      for (const table of tables.filter(other => !kept.has(other))) {
        await client.query(`drop table if exists ${quoted(schema)}.${quoted(table)} cascade`);
      }
      await client.query(`delete from ${quoted(schema)}.checkpoint where name = $1`, [name]);
    });
  }
}
