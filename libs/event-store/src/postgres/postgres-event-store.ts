import {
  EventStore,
  type LogOptions,
  type LoggedEvent,
  type Position,
  type StoredEvent,
  type StreamsOptions,
} from '../event-store';
import { LogUnavailable } from '../log-errors';
import { logPages } from '../log-pages';
import { assertRecordable } from '../recordable';
import { wholeStreams } from '../whole-streams';
import { AppendQueue } from './append-queue';
import { connectionTo } from './connection';
import { LogListener } from './log-listener';
import { LogReader } from './log-reader';
import { LogWriter } from './log-writer';
import { Overlap } from './overlap';

export interface PostgresOptions {
  /** Login that may append. Direct, not through a transaction pooler. */
  readonly url: string;
  /** Login that may read and listen; the same server, not a standby. `url` unless given. */
  readonly readUrl?: string;
  /** Act as `<context>_writer` and `<context>_reader`: for a login that is a member of both. */
  readonly context?: string;
  /** Milliseconds an append or a load waits for a server that is away; 10 000 unless given. */
  readonly patience?: number;
}

const writing = {
  synchronous_commit: 'on',
  default_transaction_isolation: 'read committed',
  lock_timeout: '10s',
  statement_timeout: '20s',
  // The statements of log.append are planned once, on an index, however small the log was when the writer connected.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
};
/** Longer than the server's own time-out: a server that says nothing at all is gone. */
const SILENCE = 25_000;

/** The log in PostgreSQL; see migrateLog for its schema. */
export class PostgresEventStore extends EventStore {
  readonly capabilities = {
    contiguousPositions: true,
    enforcesImmutability: true,
    enforcesProvenance: true,
    readsWholeStreams: true,
  };
  private readonly closing = new AbortController();
  private readonly queue: AppendQueue;
  private readonly reader: LogReader;
  private readonly listener: LogListener;

  private constructor(options: PostgresOptions) {
    super();
    const { url, readUrl = url, context, patience = 10_000 } = options;
    const reading = connectionTo(readUrl, context && `${context}_reader`, {});
    this.reader = new LogReader(reading, patience);
    this.listener = new LogListener(reading, this.closing.signal);
    const writer = connectionTo(url, context && `${context}_writer`, writing);
    const overlap = new Overlap();
    this.queue = new AppendQueue(new LogWriter({ ...writer, query_timeout: SILENCE }), this.reader.load, {
      patience,
      overlap: () => overlap.now(),
    });
  }

  /** @throws when the server cannot be reached or the database holds no log yet */
  static async open(options: PostgresOptions): Promise<PostgresEventStore> {
    const store = new PostgresEventStore(options);
    try {
      await store.head();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async load(stream: string): Promise<LoggedEvent[]> {
    this.assertOpen();
    return this.reader.load(stream);
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    this.assertOpen();
    assertRecordable(stream, expectedVersion, events);
    if (events.length === 0) return this.head();
    return this.queue.append({ stream, expectedVersion, events });
  }

  log(after: Position, options: LogOptions = {}): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const { live = false, without } = options;
    let ticket = 0;
    const source = {
      page: (from: Position, limit: number, signal: AbortSignal) => {
        if (live) ticket = this.listener.ticket();
        return this.reader.page({ after: from, without }, limit, live ? signal : undefined);
      },
      more: (_: Position, signal: AbortSignal) => this.listener.more(ticket, signal),
    };
    return logPages(source, after, options, this.closing.signal);
  }

  override streams(kind: string, options: StreamsOptions): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    return wholeStreams(this.reader.byStream(kind, options), options, this.closing.signal);
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.reader.head();
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.queue.close();
    await this.listener.close();
    await this.reader.close();
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the store is closed');
  }
}
