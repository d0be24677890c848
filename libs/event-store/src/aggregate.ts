import type { DomainEvent, Position, Provenance } from './event-store';

/** What a fold needs to know of an event beside its data. */
export interface EventHead {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly actor: string;
  readonly office?: string;
}

/** An aggregate: the prefix of its streams, the state before the first fact, and the fold over its facts. */
export interface Aggregate<State, Event extends DomainEvent> {
  /** Stream name = `<stream>-<uuid>`. */
  readonly stream: string;
  readonly initial: State;
  evolve(state: State, event: Event, head: EventHead): State;
}

/** Who acts, why, and under which command id; comes with every command. */
export interface Act {
  /** UUID; the client's `Idempotency-Key` or a fresh one. Event ids are derived from it (UUIDv5). */
  readonly command: string;
  readonly actor: string;
  readonly office?: string;
  readonly purpose?: string;
  readonly provenance: Provenance;
  /** Version the client has seen (`If-Match`); without it the command is retried on conflict. */
  readonly expectedVersion?: number;
}

export interface Recorded {
  readonly id: string;
  readonly version: number;
  /** Position of the last event: what a reader passes as `?after=`. */
  readonly position: Position;
  /** The command had been carried out before; nothing new was recorded. */
  readonly repeated: boolean;
}

/**
 * Turns marked fields of an event into sealed envelopes before it is hashed and stored. Implemented by the
 * vault; the log itself knows nothing of persons or keys.
 */
export interface Sealer {
  seal(event: DomainEvent, where: { stream: string; eventId: string; schema: number }): Promise<object>;
}
