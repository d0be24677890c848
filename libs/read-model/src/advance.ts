import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedEvent } from '@hub/event-store';
import { CheckpointMoved, moveCheckpoints, noteFailure } from './checkpoints';
import { inTransaction } from './connection';
import { isPassing, reasonOf } from './failure';
import { unseen, type Member } from './member';
import type { Sql } from './projection';

/** Pauses before the three further attempts. */
const PAUSES = [50, 200, 800];

const last = (batch: readonly LoggedEvent[]) => batch.at(-1)?.position ?? 0n;

/** Rows and checkpoints of several members in one transaction; their positions move once it is committed. */
export async function advance(
  sql: Sql,
  schema: string,
  members: readonly Member[],
  batch: readonly LoggedEvent[],
): Promise<void> {
  const parts = members.flatMap(member => {
    const events = unseen(member, batch);
    return events.length > 0 ? [{ member, events }] : [];
  });
  if (parts.length === 0) return;
  await inTransaction(sql, async () => {
    await moveCheckpoints(
      sql,
      schema,
      parts.map(({ member, events }) => ({
        name: member.name,
        fingerprint: member.fingerprint,
        from: member.position,
        to: last(events),
      })),
    );
    for (const { member, events } of parts) await member.projection.apply(events, sql);
  });
  for (const { member, events } of parts) member.position = last(events);
}

async function attempt(
  sql: Sql,
  schema: string,
  member: Member,
  batch: readonly LoggedEvent[],
): Promise<unknown> {
  try {
    await advance(sql, schema, [member], batch);
    return undefined;
  } catch (error) {
    if (error instanceof CheckpointMoved || isPassing(error)) throw error;
    return error ?? new Error('unknown');
  }
}

/** Halves the batch until the one event that cannot be applied stands alone; what precedes it is applied. */
async function narrow(
  sql: Sql,
  schema: string,
  member: Member,
  batch: readonly LoggedEvent[],
): Promise<void> {
  const error = await attempt(sql, schema, member, batch);
  const [event] = batch;
  if (error === undefined || !event) return;
  if (batch.length === 1) {
    member.failure = { position: event.position, id: event.id, type: event.type, reason: reasonOf(error) };
    return;
  }
  const middle = batch.length >> 1;
  await narrow(sql, schema, member, batch.slice(0, middle));
  if (!member.failure) await narrow(sql, schema, member, batch.slice(middle));
}

/**
 * One member alone, after it made the common transaction fail: three more tries, then it is stopped at the event
 * that it cannot take. Never skips an event.
 */
export async function advanceAlone(
  sql: Sql,
  schema: string,
  member: Member,
  batch: readonly LoggedEvent[],
): Promise<void> {
  for (const milliseconds of PAUSES) {
    await pause(milliseconds);
    if ((await attempt(sql, schema, member, batch)) === undefined) return;
  }
  await narrow(sql, schema, member, unseen(member, batch));
  if (member.failure) await noteFailure(sql, schema, member.name, member.failure);
}

/** One batch for all members that still run. One that fails does not hold up the others. */
export async function advanceAll(
  sql: Sql,
  schema: string,
  members: readonly Member[],
  batch: readonly LoggedEvent[],
): Promise<void> {
  const running = members.filter(member => !member.failure);
  try {
    await advance(sql, schema, running, batch);
  } catch (error) {
    if (error instanceof CheckpointMoved || isPassing(error)) throw error;
    for (const member of running) {
      if (running.length === 1 || (await attempt(sql, schema, member, batch)) !== undefined) {
        await advanceAlone(sql, schema, member, batch);
      }
    }
  }
}
