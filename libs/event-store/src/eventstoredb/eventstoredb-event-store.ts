import { setTimeout as sleep } from 'node:timers/promises';
import {
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  EventStore,
  type LogOptions,
  type LoggedEvent,
  type Mode,
  type Position,
  type StoredEvent,
} from '../event-store';
import { EventTooLarge, LogUnavailable, VersionConflict } from '../log-errors';
import { logPages, wanted } from '../log-pages';
import { assertProvenance, assertRecordable, isStored } from '../recordable';
import { closeClient, isConnectionLoss, within } from './connection';
import { liveLog } from './live-log';
import { readHead, readPage, readStream } from './reading';
import { toServer } from './stored-form';

export interface EventStoreDbOptions {
  /** `esdb://…` of one server or cluster that serves this context alone, with a user that may read `$all`. */
  readonly url: string;
  /** Provenance is checked by this process: EventStoreDB itself takes everything. */
  readonly mode: Mode;
  /** Milliseconds an append or a read waits for a server that is away; 10 000 unless given. */
  readonly patience?: number;
}

const FIRST_BACK_OFF = 50;
const LONGEST_BACK_OFF = 1_000;
/** One attempt may take this part of the patience, so that a lost answer leaves time to ask again. */
const ATTEMPT = 0.5;
const PAGE = 1_000;
const FOREVER = 2n ** 64n;

/** The log in EventStoreDB. Positions grow but have gaps; only its access rights keep its records from deletion. */
export class EventStoreDbStore extends EventStore {
  readonly capabilities = {
    contiguousPositions: false,
    enforcesImmutability: false,
    enforcesProvenance: true,
    readsWholeStreams: false,
  };
  private readonly closing = new AbortController();

  private constructor(
    private readonly client: EventStoreDBClient,
    private readonly mode: Mode,
    private readonly patience: number,
  ) {
    super();
  }

  /** @throws {LogUnavailable} when no server answers */
  static async open({ url, mode, patience = 10_000 }: EventStoreDbOptions): Promise<EventStoreDbStore> {
    const store = new EventStoreDbStore(EventStoreDBClient.connectionString(url), mode, patience);
    try {
      await store.head();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async load(stream: string): Promise<LoggedEvent[]> {
    return this.patiently(() => readStream(this.client, stream));
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    this.assertOpen();
    assertRecordable(stream, expectedVersion, events);
    if (events.length === 0) return this.head();
    assertProvenance(this.mode, events);
    const position = await this.send(stream, expectedVersion, events);
    return position ?? (await this.positionOf(stream, expectedVersion, events)) ?? (await this.head());
  }

  log(after: Position, options: LogOptions = {}): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    if (options.live) return this.live(after, options);
    const source = {
      page: (from: Position, limit: number) => this.patiently(() => readPage(this.client, from, limit)),
      more: () => Promise.resolve(),
    };
    return logPages(source, after, options, this.closing.signal);
  }

  async head(): Promise<Position> {
    return this.patiently(() => readHead(this.client));
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await closeClient(this.client);
  }

  /** @returns position of the last event, where the server tells it */
  private async send(
    stream: string,
    expectedVersion: number,
    events: readonly StoredEvent[],
  ): Promise<Position | undefined> {
    const expectedRevision = expectedVersion === 0 ? NO_STREAM : BigInt(expectedVersion - 1);
    const records = events.map(toServer);
    try {
      // Repeated after a lost answer: the server recognises the ids at the same revision and answers once more.
      const { position } = await this.patiently(() =>
        within(this.patience * ATTEMPT, this.client.appendToStream(stream, records, { expectedRevision })),
      );
      return position?.commit;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw refusalOf(error, events);
      const stored = await this.positionOf(stream, expectedVersion, events);
      if (stored !== undefined) return stored;
      throw new VersionConflict(stream, expectedVersion, versionOf(error));
    }
  }

  private async *live(after: Position, options: LogOptions): AsyncGenerator<LoggedEvent[]> {
    const { until = FOREVER, signal } = options;
    if (after >= until) return;
    const ending = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    for await (const batch of liveLog(this.client, after, options.limit ?? PAGE, ending)) {
      const events = wanted(batch, options);
      if (events.length > 0) yield events;
      if (batch.some(event => event.position >= until)) return;
    }
  }

  /** Position of these events if the stream holds just them at that version. */
  private async positionOf(
    stream: string,
    expectedVersion: number,
    events: readonly StoredEvent[],
  ): Promise<Position | undefined> {
    const found = (await this.load(stream)).slice(expectedVersion, expectedVersion + events.length);
    return isStored(events, found) ? found.at(-1)?.position : undefined;
  }

  private async patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    const deadline = Date.now() + this.patience;
    for (let backOff = FIRST_BACK_OFF; ; backOff = Math.min(backOff * 2, LONGEST_BACK_OFF)) {
      this.assertOpen();
      try {
        const result = await work();
        this.assertOpen(); // a stream that was read while the client closed may end in the middle
        return result;
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        if (Date.now() + backOff > deadline)
          throw new LogUnavailable((error as Error).message, { cause: error });
        await sleep(backOff);
      }
    }
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the store is closed');
  }
}

const versionOf = ({ actualVersion }: WrongExpectedVersionError) =>
  typeof actualVersion === 'bigint' ? Number(actualVersion) + 1 : 0;

/** The server limits a whole append (`MaxAppendSize`, 1 MiB unless configured), not only each event. */
function refusalOf(error: unknown, events: readonly StoredEvent[]): unknown {
  if (!(error instanceof MaxAppendSizeExceededError)) return error;
  const sizes = events.map(({ data, meta }) => Buffer.byteLength(data) + Buffer.byteLength(meta));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return new EventTooLarge(`an append of ${events.length} events`, bytes, error.maxAppendSize);
}
