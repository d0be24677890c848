import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent, Position, StoredEvent } from '../event-store';
import { LogUnavailable, VersionConflict } from '../log-errors';
import { isStored } from '../recordable';
import { hitsAll, isConnectionLoss, refusalOf } from './connection';

/** One append as it waits for its flush. */
export interface Append {
  readonly stream: string;
  readonly expectedVersion: number;
  readonly events: readonly StoredEvent[];
}

export interface FlushResult {
  /** Head of the log before the flush. */
  readonly base: Position;
  /** Version each stream had; its append was carried out if that is the version it expected. */
  readonly heads: readonly number[];
}

export interface Flusher {
  /** Carries out appends to different streams in one transaction. */
  flush(appends: readonly Append[]): Promise<FlushResult>;
  close(): Promise<void>;
}

interface Waiting extends Append {
  readonly deadline: number;
  resolve(position: Position): void;
  reject(reason: unknown): void;
}

/** One flush stays small enough to be quick and to fit the memory of a small server. */
const FLUSH_EVENTS = 1_000;
const FLUSH_BYTES = 8_000_000;
const FIRST_BACK_OFF = 50;
const LONGEST_BACK_OFF = 1_000;

const sizeOf = ({ events }: Append) =>
  events.reduce((sum, event) => sum + event.data.length + event.meta.length, 0);

/**
 * Group commit: what arrives while a flush is under way makes up the next one, so that 64 callers share one
 * transaction, one lock and one write to the disk. Two appends to one stream never share a flush.
 */
export class AppendQueue {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly flusher: Flusher,
    private readonly load: (stream: string) => Promise<LoggedEvent[]>,
    /** Milliseconds an append waits for a server that is away. */
    private readonly patience: number,
  ) {}

  append(append: Append): Promise<Position> {
    if (this.closed) return Promise.reject(new LogUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...append, deadline: Date.now() + this.patience, resolve, reject });
      this.running ??= this.run().finally(() => (this.running = undefined));
    });
  }

  /** Lets what waits be carried out, then closes the connection. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
    await this.flusher.close();
  }

  private async run(): Promise<void> {
    let backOff = FIRST_BACK_OFF;
    while (this.waiting.length > 0) {
      const batch = this.take();
      const lost = await this.flush(batch);
      if (!lost) backOff = FIRST_BACK_OFF;
      else if (this.waiting.length > 0) {
        await sleep(backOff);
        backOff = Math.min(backOff * 2, LONGEST_BACK_OFF);
      }
      await tick(); // the callers just answered may have more
    }
  }

  /**
   * One append that the server refuses must not take the others of its flush with it: then each is tried alone.
   * @returns whether the connection was lost
   */
  private async flush(batch: readonly Waiting[]): Promise<boolean> {
    try {
      this.settle(batch, await this.flusher.flush(batch));
      return false;
    } catch (error) {
      if (isConnectionLoss(error)) {
        this.putBack(batch, error);
        return true;
      }
      if (batch.length > 1 && !hitsAll(error)) return this.flushEach(batch);
      for (const append of batch) append.reject(refusalOf(error));
      return false;
    }
  }

  private async flushEach(batch: readonly Waiting[]): Promise<boolean> {
    let lost = false;
    for (const append of batch) lost = (await this.flush([append])) || lost;
    return lost;
  }

  private take(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const streams = new Set<string>();
    let events = 0;
    let bytes = 0;
    for (const append of this.waiting) {
      const full = batch.length > 0 && (events + append.events.length > FLUSH_EVENTS || bytes > FLUSH_BYTES);
      if (full || streams.has(append.stream)) {
        later.push(append);
      } else {
        batch.push(append);
        events += append.events.length;
        bytes += sizeOf(append);
      }
      streams.add(append.stream); // also of one that must wait: a later append never overtakes it
    }
    this.waiting = later;
    return batch;
  }

  private settle(batch: readonly Waiting[], { base, heads }: FlushResult): void {
    let position = base;
    batch.forEach((append, index) => {
      const head = heads[index];
      if (head !== append.expectedVersion) return void this.explain(append, head);
      position += BigInt(append.events.length);
      append.resolve(position);
    });
  }

  /**
   * A conflict may be our own doing: the connection was lost after the server had committed, and the append was
   * sent again. The stream knows.
   */
  private async explain(append: Waiting, head: number | undefined): Promise<void> {
    const { stream, expectedVersion, events } = append;
    try {
      const found = (await this.load(stream)).slice(expectedVersion, expectedVersion + events.length);
      const last = found.at(-1);
      if (last && isStored(events, found)) return append.resolve(last.position);
      append.reject(new VersionConflict(stream, expectedVersion, head));
    } catch (error) {
      append.reject(error);
    }
  }

  /** Nobody knows whether the server carried it out: send it again, until patience ends. */
  private putBack(batch: readonly Waiting[], error: unknown): void {
    const now = this.closed ? Infinity : Date.now();
    const all = [...batch, ...this.waiting];
    this.waiting = all.filter(append => append.deadline > now);
    for (const append of all) {
      if (append.deadline <= now)
        append.reject(new LogUnavailable((error as Error).message, { cause: error }));
    }
  }
}
