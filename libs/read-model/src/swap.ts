import type { EventStore } from '@hub/event-store';
import type { Client } from 'pg';
import { putCheckpoint, readCheckpoints } from './checkpoints';
import { inTransaction } from './connection';
import { lowest, type Member } from './member';
import type { Sql } from './projection';
import { quoted } from './table';

interface SwapOptions {
  readonly store: EventStore;
  readonly live: string;
  readonly next: string;
  readonly members: readonly Member[];
  readonly onSwap?: (sql: Sql) => Promise<void>;
}

/**
 * Puts finished tables in the place of the live ones, in one transaction. The checkpoints are locked first, so the
 * live runner waits; events it was ahead by are folded here, so that nobody who has seen a position sees it vanish.
 * Readers wait for the moment the names change hands; a reader that takes longer than two seconds makes the swap
 * give way and try again.
 */
export async function swap(client: Client, options: SwapOptions): Promise<void> {
  const { live, next, members, onSwap } = options;
  const before = members.map(member => member.position);
  try {
    await inTransaction(client, async () => {
      const standing = await readCheckpoints(client, live, { lock: members.map(member => member.name) });
      await catchUp(
        client,
        options,
        [...standing.values()].map(checkpoint => checkpoint.position),
      );
      await client.query(`set local lock_timeout = '2s'`);
      for (const checkpoint of standing.values()) {
        for (const table of checkpoint.tables) {
          await client.query(`drop table if exists ${quoted(live)}.${quoted(table)} cascade`);
        }
      }
      for (const member of members) {
        for (const table of member.tables) {
          await client.query(`drop table if exists ${quoted(live)}.${quoted(table)} cascade`);
          await client.query(`alter table ${quoted(next)}.${quoted(table)} set schema ${quoted(live)}`);
        }
        await putCheckpoint(client, live, member);
      }
      await client.query(`set local search_path = ${quoted(live)}`);
      await onSwap?.(client);
    });
  } catch (error) {
    members.forEach((member, index) => (member.position = before[index] ?? 0n));
    throw error;
  }
  await client.query(`drop schema ${quoted(next)} cascade`);
}

async function catchUp(
  client: Client,
  { store, members }: SwapOptions,
  positions: readonly bigint[],
): Promise<void> {
  const goal = positions.reduce((high, position) => (position > high ? position : high), 0n);
  const from = lowest(members);
  if (from >= goal) return;
  for await (const batch of store.log(from, { limit: 1_000, until: goal })) {
    for (const member of members) {
      const events = batch.filter(event => event.position > member.position);
      if (events.length > 0) await member.projection.apply(events, client);
      member.position = events.at(-1)?.position ?? member.position;
    }
  }
}
