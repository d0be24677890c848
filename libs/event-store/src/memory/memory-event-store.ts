import {
  EventStore,
  type LogOptions,
  type LoggedEvent,
  type Mode,
  type Position,
  type StoredEvent,
} from '../event-store';
import { LogUnavailable, VersionConflict } from '../log-errors';
import { logPages } from '../log-pages';
import { assertProvenance, assertRecordable, isStored } from '../recordable';
import { WakeUp } from '../wake-up';

/** The log in memory: for tests and trials. It promises what the contract asks, except to outlive the process. */
export class MemoryEventStore extends EventStore {
  readonly capabilities;
  private readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly closing = new AbortController();
  private readonly grown = new WakeUp();

  constructor(private readonly mode?: Mode) {
    super();
    this.capabilities = {
      contiguousPositions: true,
      enforcesImmutability: false,
      enforcesProvenance: mode !== undefined,
    };
  }

  async load(stream: string): Promise<LoggedEvent[]> {
    this.assertOpen();
    return [...(this.streams.get(stream) ?? [])];
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    this.assertOpen();
    assertRecordable(stream, expectedVersion, events);
    const [first] = events;
    if (!first) return BigInt(this.events.length);
    if (this.mode) assertProvenance(this.mode, events);
    const held = this.streams.get(stream) ?? [];
    if (held.length !== expectedVersion) {
      const stored = held.slice(expectedVersion, expectedVersion + events.length);
      if (isStored(events, stored)) return stored.at(-1)?.position ?? 0n;
      throw new VersionConflict(stream, expectedVersion, held.length);
    }
    const logged = events.map((event, index) =>
      Object.freeze({ ...event, position: BigInt(this.events.length + index + 1) }),
    );
    this.events.push(...logged);
    this.streams.set(stream, [...held, ...logged]);
    this.grown.wake();
    return BigInt(this.events.length);
  }

  log(after: Position, options: LogOptions = {}): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const source = {
      page: async (from: Position, limit: number) => this.events.slice(Number(from), Number(from) + limit),
      more: async (from: Position, signal: AbortSignal) => {
        if (BigInt(this.events.length) <= from) await this.grown.wait(signal);
      },
    };
    return logPages(source, after, options, this.closing.signal);
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return BigInt(this.events.length);
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the store is closed');
  }
}
