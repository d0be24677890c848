import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { WakeUp } from '../wake-up';

/** Readers look for themselves at least this often (milliseconds): a notification is a hint, the query the truth. */
const POLL = 1_000;

/** Wakes live readers when the log grew. One connection, opened with the first reader, opened again when lost. */
export class LogListener {
  private readonly grown = new WakeUp();
  private listening: Promise<void> | undefined;
  /** Counts notifications, so that one that comes between a query and the wait is not missed. */
  private heard = 0;

  constructor(
    private readonly config: ClientConfig,
    private readonly closing: AbortSignal,
  ) {}

  /** What a reader takes before it queries and shows when it wants to wait. */
  ticket(): number {
    this.listening ??= this.listen();
    return this.heard;
  }

  async more(ticket: number, signal: AbortSignal): Promise<void> {
    if (ticket === this.heard) await this.grown.wait(signal, POLL);
  }

  /** After `closing` was aborted: waits until the connection is closed. */
  async close(): Promise<void> {
    await this.listening;
  }

  private async listen(): Promise<void> {
    while (!this.closing.aborted) {
      const client = new Client(this.config);
      client.on('notification', () => this.wake());
      const over = new AbortController();
      client.on('error', () => over.abort()).on('end', () => over.abort());
      try {
        await client.connect();
        await client.query('listen hub_log');
        this.wake(); // what came before we listened
        await new WakeUp().wait(AbortSignal.any([over.signal, this.closing]));
      } catch {
        // the poll goes on; try again below
      }
      await client.end().catch(() => undefined);
      await sleep(POLL, undefined, { signal: this.closing }).catch(() => undefined);
    }
  }

  private wake(): void {
    this.heard++;
    this.grown.wake();
  }
}
