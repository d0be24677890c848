import {
  EventStore,
  MemoryEventStore,
  type LoggedEvent,
  type LogOptions,
  type Position,
  type StoredEvent,
} from '@hub/event-store';

const STRIDE = 1_009n;

const spread = (event: LoggedEvent): LoggedEvent => ({ ...event, position: event.position * STRIDE });

/** A log whose positions have gaps, as EventStoreDB's have. */
export class SparseEventStore extends EventStore {
  readonly capabilities = {
    contiguousPositions: false,
    enforcesImmutability: false,
    enforcesProvenance: false,
    readsWholeStreams: false,
  };
  private readonly dense = new MemoryEventStore();

  async load(stream: string): Promise<LoggedEvent[]> {
    return (await this.dense.load(stream)).map(spread);
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    return (await this.dense.append(stream, expectedVersion, events)) * STRIDE;
  }

  async *log(after: Position, options: LogOptions = {}): AsyncGenerator<LoggedEvent[]> {
    const until = options.until === undefined ? undefined : options.until / STRIDE;
    const rest = until === undefined ? options : { ...options, until };
    for await (const batch of this.dense.log(after / STRIDE, rest)) yield batch.map(spread);
  }

  async head(): Promise<Position> {
    return (await this.dense.head()) * STRIDE;
  }

  close(): Promise<void> {
    return this.dense.close();
  }
}
