import type { Position } from '@hub/event-store';
import { readCheckpoints, type Checkpoint, type Failure } from './checkpoints';
import { reasonOf } from './failure';
import type { Live } from './live';
import type { Member } from './member';
import type { Sql } from './projection';

/**
 * `live`: kept up to date · `building`: no rows to serve yet · `outdated`: serves the rows of an earlier version while
 * the new ones are built · `stopped`: at an event it cannot take.
 */
export type ReadModelState = 'live' | 'building' | 'outdated' | 'stopped';

export interface ReadModelStatus {
  readonly name: string;
  readonly state: ReadModelState;
  readonly position: Position;
  readonly failure?: Failure;
}

export interface ReadModelsStatus {
  /** Every read model is live and the log and the database can be reached. */
  readonly healthy: boolean;
  readonly models: readonly ReadModelStatus[];
  /** Why the log or the database cannot be reached, if so. */
  readonly interruption?: string;
}

export interface StatusSource {
  readonly sql: Sql;
  readonly schema: string;
  readonly members: readonly Member[];
  readonly live: Live;
  readonly hindrance: string | undefined;
}

function stateOf(
  member: Member,
  checkpoint: Checkpoint | undefined,
  failure: Failure | undefined,
): ReadModelState {
  if (failure) return 'stopped';
  if (!checkpoint) return 'building';
  return checkpoint.fingerprint === member.fingerprint ? 'live' : 'outdated';
}

export async function statusOf({
  sql,
  schema,
  members,
  live,
  hindrance,
}: StatusSource): Promise<ReadModelsStatus> {
  let interruption = live.interruption;
  const standing = await readCheckpoints(sql, schema).catch((error: unknown) => {
    interruption ??= reasonOf(error);
    return new Map<string, Checkpoint>();
  });
  const models = members.map((member): ReadModelStatus => {
    const checkpoint = standing.get(member.name);
    const failure = member.failure ?? checkpoint?.failure;
    const position = checkpoint?.position ?? member.position;
    return {
      name: member.name,
      state: stateOf(member, checkpoint, failure),
      position,
      ...(failure && { failure }),
    };
  });
  if (models.some(({ state }) => state === 'outdated')) interruption ??= hindrance;
  const healthy = interruption === undefined && models.every(({ state }) => state === 'live');
  return { healthy, models, ...(interruption !== undefined && { interruption }) };
}

const states = {
  stopped: 'read-model.stopped',
  building: 'read-model.building',
  outdated: 'read-model.outdated',
} as const;

/** What is wrong, as keys of the catalogue `read-model` and what stands in the messages; nothing when all is well. */
export function explainStatus(status: ReadModelsStatus): { code: string; params: Record<string, string> }[] {
  const interrupted = status.interruption
    ? [{ code: 'read-model.interrupted', params: { reason: status.interruption } }]
    : [];
  const models = status.models.flatMap(({ name, state, failure }) => {
    if (state === 'live') return [];
    const { position = '', id = '', type = '', reason = '' } = failure ?? {};
    return [{ code: states[state], params: { name, position: String(position), id, type, reason } }];
  });
  return [...interrupted, ...models];
}
