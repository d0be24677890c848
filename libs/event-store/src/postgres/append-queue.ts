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
  /** Order of arrival. */
  readonly number: number;
  readonly deadline: number;
  resolve(position: Position): void;
  reject(reason: unknown): void;
}

export interface QueueOptions {
  /** Milliseconds an append waits for a server that is away. */
  readonly patience: number;
  /** How many flushes may be under way at once. */
  readonly overlap: () => number;
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
 * transaction, one lock and one write to the disk. Never are two appends to one stream under way at once.
 */
export class AppendQueue {
  private waiting: Waiting[] = [];
  private arrived = 0;
  private underWay = 0;
  private readonly streamsUnderWay = new Set<string>();
  private readonly lanes = new Set<Promise<void>>();
  private closed = false;

  constructor(
    private readonly flusher: Flusher,
    private readonly load: (stream: string) => Promise<LoggedEvent[]>,
    private readonly options: QueueOptions,
  ) {}

  append(append: Append): Promise<Position> {
    if (this.closed) return Promise.reject(new LogUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + this.options.patience;
      this.waiting.push({ ...append, number: this.arrived++, deadline, resolve, reject });
      if (this.lanes.size < this.options.overlap()) this.openLane();
    });
  }

  /** Lets what waits be carried out, then closes the connection. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.lanes.size > 0) await Promise.all(this.lanes);
    await this.flusher.close();
  }

  private openLane(): void {
    const lane: Promise<void> = this.flushOn().finally(() => {
      this.lanes.delete(lane);
      if (this.waiting.length > 0 && this.lanes.size === 0) this.openLane(); // arrived as the last lane closed
    });
    this.lanes.add(lane);
  }

  /** One flush after the other, as long as there is something to flush and the lane is wanted. */
  private async flushOn(): Promise<void> {
    let backOff = FIRST_BACK_OFF;
    for (let batch = this.take(); batch.length > 0; batch = this.take()) {
      const lost = await this.flush(batch);
      this.underWay -= batch.length;
      for (const { stream } of batch) this.streamsUnderWay.delete(stream);
      if (lost && this.waiting.length > 0) await sleep(backOff);
      backOff = lost ? Math.min(backOff * 2, LONGEST_BACK_OFF) : FIRST_BACK_OFF;
      await tick(); // the callers just answered may have more
      if (this.lanes.size > this.options.overlap()) return;
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

  /** The next flush: this lane's share of all that is wanted, no stream twice, in order of arrival. */
  private take(): Waiting[] {
    const share = Math.ceil((this.waiting.length + this.underWay) / Math.max(this.options.overlap(), 1));
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const passed = new Set<string>();
    let events = 0;
    let bytes = 0;
    for (const append of this.waiting) {
      const full = batch.length > 0 && (events + append.events.length > FLUSH_EVENTS || bytes > FLUSH_BYTES);
      const { stream } = append;
      // An append never overtakes an earlier one to its stream.
      if (full || batch.length === share || passed.has(stream) || this.streamsUnderWay.has(stream)) {
        later.push(append);
        passed.add(stream);
        continue;
      }
      batch.push(append);
      this.streamsUnderWay.add(stream);
      events += append.events.length;
      bytes += sizeOf(append);
    }
    this.waiting = later;
    this.underWay += batch.length;
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
    const all = [...batch, ...this.waiting].sort((one, other) => one.number - other.number);
    this.waiting = all.filter(append => append.deadline > now);
    for (const append of all) {
      if (append.deadline <= now)
        append.reject(new LogUnavailable((error as Error).message, { cause: error }));
    }
  }
}
