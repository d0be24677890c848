/** Grows with every event of the log; contiguous from 1 in the PostgreSQL and memory adapters. */
export type Position = bigint;

/** Where a fact comes from: sandbox databases take `synthetic` and `public`, production only `real`. */
export type Provenance = 'synthetic' | 'public' | 'real';

/** What a database is for; decided once, when its log is created. */
export type Mode = 'sandbox' | 'production';

/** A fact before it is recorded: its type never changes meaning, its data is plain JSON. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/** Who recorded a fact, why and by which command. Never holds personal data of a victim or a suspect. */
export interface EventMeta {
  /** Id of the command; a repeated command is answered from the events that carry it. */
  readonly command: string;
  /** Account id, or `system:<name>` / `ops:<user>` for acts of the operator. */
  readonly actor: string;
  /** Office (organisation) the actor worked for. */
  readonly office?: string;
  readonly purpose?: string;
  readonly provenance: Provenance;
  /** Version of the regional criteria the fact was recorded under. */
  readonly codebook: string;
  /** Version of the event's own shape, counted from 1; see upcasts. */
  readonly schema: number;
  /** ISO 8601 instant, set by the process. */
  readonly recordedAt: string;
}

/**
 * An event exactly as it is stored. `data` and `meta` are the stored bytes as text and are never
 * re-serialised: the leaf hash covers them.
 */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
  /** Leaf hash, chained to the previous event of the stream; see hash-chain.ts. */
  readonly hash: Buffer;
}

export interface LoggedEvent extends StoredEvent {
  readonly position: Position;
}

export interface LogOptions {
  /** Go on after the head is reached and wait for new events. */
  readonly live?: boolean;
  /** Events per batch, at most 1 000 unless told otherwise. */
  readonly limit?: number;
  /** End after the last event at or before this position. */
  readonly until?: Position;
  /** Leaves out streams of this kind: those whose names begin so. */
  readonly without?: string;
  readonly signal?: AbortSignal;
}

export interface StreamsOptions {
  /** Events up to and including this position. */
  readonly until: Position;
  /** Events per batch, about; a stream is never divided. 1 000 unless told otherwise. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** What an adapter can promise beyond the contract. */
export interface StoreCapabilities {
  /** Positions are 1, 2, 3 … without gaps. */
  readonly contiguousPositions: boolean;
  /** The store itself refuses changes and deletion, by triggers and roles. */
  readonly enforcesImmutability: boolean;
  /** The store itself checks `meta.provenance`. */
  readonly enforcesProvenance: boolean;
  /** {@link EventStore.streams} costs about as much as reading the log. */
  readonly readsWholeStreams: boolean;
}

/**
 * The log of one context. Three verbs; nothing rewrites and nothing deletes. An abstract class so that it
 * is its own injection token.
 */
export abstract class EventStore {
  abstract readonly capabilities: StoreCapabilities;

  /** All events of a stream in order, or `[]`. */
  abstract load(stream: string): Promise<LoggedEvent[]>;

  /**
   * Appends atomically. `expectedVersion` is the number of events the stream has now (0 = new stream); the events
   * continue it. The same events (same id and leaf) appended again at the same version are answered with their
   * position and not stored twice: that is how a caller finds out after a lost connection.
   * @returns position of the last event appended (for an empty list: the head of the log)
   * @throws {VersionConflict} the stream has another version; nothing was recorded
   * @throws {EventTooLarge} an event has more than 1,000,000 stored bytes
   * @throws {ProvenanceRefused} the log of this mode does not take facts of this provenance
   * @throws {LogUnavailable} the log could not be reached in time
   */
  abstract append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position>;

  /**
   * The log after a position, in batches that are never empty, in commit order. A live log goes on across lost
   * connections and ends on abort or close; one that is not live ends at the head.
   */
  abstract log(after: Position, options?: LogOptions): AsyncIterable<LoggedEvent[]>;

  /**
   * All streams of a kind (their names begin so), each whole and in order, in an order of the store's own: batches are
   * never empty and never divide a stream. Only where `capabilities.readsWholeStreams`.
   */
  streams(kind: string, { until }: StreamsOptions): AsyncIterable<LoggedEvent[]> {
    throw new Error(`this store does not read ${kind} stream by stream up to ${until}`);
  }

  /** Position of the last event, 0 for an empty log. */
  abstract head(): Promise<Position>;

  abstract close(): Promise<void>;
}
