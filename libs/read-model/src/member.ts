import { createHash } from 'node:crypto';
import type { LoggedEvent, Position } from '@hub/event-store';
import type { Failure } from './checkpoints';
import type { Projection } from './projection';

/** A projection at work: where it stands, and the event that stopped it, if one did. */
export interface Member {
  readonly projection: Projection;
  readonly name: string;
  /** Of the projection and the shape of its tables together. */
  readonly fingerprint: string;
  readonly tables: readonly string[];
  position: Position;
  failure: Failure | undefined;
}

export function memberOf(projection: Projection, tables: readonly string[]): Member {
  const shape = projection.entities.map(entity => entity.options);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([projection.fingerprint, shape, projection.definitions ?? []]))
    .digest('hex');
  return { projection, name: projection.name, fingerprint, tables, position: 0n, failure: undefined };
}

/** A member of its own for a second schema: the same projection, from the beginning. */
export const anew = (member: Member): Member => ({ ...member, position: 0n, failure: undefined });

/** What of a batch a member has not seen. */
export const unseen = (member: Member, batch: readonly LoggedEvent[]): readonly LoggedEvent[] =>
  (batch[0]?.position ?? 0n) > member.position
    ? batch
    : batch.filter(event => event.position > member.position);

export const lowest = (members: readonly Member[]): Position =>
  members.reduce<Position | undefined>(
    (low, { position }) => (low === undefined || position < low ? position : low),
    undefined,
  ) ?? 0n;
