import {
  EventStore,
  type LogOptions,
  type LoggedEvent,
  type Mode,
  type Position,
  type StoredEvent,
  type StreamsOptions,
} from '../event-store';
import { LogUnavailable, VersionConflict } from '../log-errors';
import { logPages } from '../log-pages';
import { assertProvenance, assertRecordable, isStored } from '../recordable';
import { WakeUp } from '../wake-up';
import { wholeStreams } from '../whole-streams';

interface Held {
  readonly events: LoggedEvent[];
  readonly streams: Map<string, readonly LoggedEvent[]>;
  readonly grown: WakeUp;
}

export interface MemoryOptions {
  /** Checks provenance when given. */
  readonly mode?: Mode;
  /** Shares the log of another store, as a second process shares a server. */
  readonly shared?: MemoryEventStore;
}

/** The log in memory: for tests and trials. It promises what the contract asks, except to outlive the process. */
export class MemoryEventStore extends EventStore {
  readonly capabilities;
  private readonly mode: Mode | undefined;
  private readonly held: Held;
  private readonly closing = new AbortController();

  constructor({ mode, shared }: MemoryOptions = {}) {
    super();
    this.mode = mode;
    this.held = shared?.held ?? { events: [], streams: new Map(), grown: new WakeUp() };
    this.capabilities = {
      contiguousPositions: true,
      enforcesImmutability: false,
      enforcesProvenance: mode !== undefined,
      readsWholeStreams: true,
    };
  }

  async load(stream: string): Promise<LoggedEvent[]> {
    this.assertOpen();
    return [...(this.held.streams.get(stream) ?? [])];
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    this.assertOpen();
    assertRecordable(stream, expectedVersion, events);
    if (events.length === 0) return this.head();
    if (this.mode) assertProvenance(this.mode, events);
    const before = this.held.streams.get(stream) ?? [];
    if (before.length !== expectedVersion) {
      const stored = before.slice(expectedVersion, expectedVersion + events.length);
      if (isStored(events, stored)) return stored.at(-1)?.position ?? 0n;
      throw new VersionConflict(stream, expectedVersion, before.length);
    }
    const first = this.held.events.length + 1;
    const logged = events.map((event, index) => Object.freeze({ ...event, position: BigInt(first + index) }));
    this.held.events.push(...logged);
    this.held.streams.set(stream, [...before, ...logged]);
    this.held.grown.wake();
    return this.head();
  }

  log(after: Position, options: LogOptions = {}): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const { events, grown } = this.held;
    const source = {
      page: async (from: Position, limit: number) => events.slice(Number(from), Number(from) + limit),
      more: async (from: Position, signal: AbortSignal) => {
        if (BigInt(events.length) <= from) await grown.wait(signal);
      },
    };
    return logPages(source, after, options, this.closing.signal);
  }

  override streams(kind: string, options: StreamsOptions): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const { streams } = this.held;
    const pages = async function* () {
      for (const [name, events] of streams) {
        const known = events.filter(({ position }) => position <= options.until);
        if (name.startsWith(kind) && known.length > 0) yield known;
      }
    };
    return wholeStreams(pages(), options, this.closing.signal);
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return BigInt(this.held.events.length);
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the store is closed');
  }
}
