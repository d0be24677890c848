import { setTimeout as sleep } from 'node:timers/promises';
import {
  excludeSystemEvents,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { LoggedEvent, Position } from '../event-store';
import { WakeUp } from '../wake-up';
import { isConnectionLoss } from './connection';
import { placeOf } from './reading';
import { fromServer, isSystemEvent } from './stored-form';

const FIRST_BACK_OFF = 50;
const LONGEST_BACK_OFF = 1_000;

/** One subscription of the server, until it is dropped. */
class Following {
  /** Where to go on after a drop: behind the last event handed over, or a checkpoint behind it. */
  position: Position;
  private readonly subscription: AllStreamSubscription;
  private readonly news = new WakeUp();
  private failure: Error | undefined;
  private over = false;

  constructor(client: EventStoreDBClient, after: Position, limit: number) {
    this.position = after;
    const filter = excludeSystemEvents({
      checkpointReached: (_, checkpoint) => {
        // Valid only once every event before it was taken out of the buffer.
        if (this.subscription.readableLength === 0) this.position = checkpoint.commit;
      },
    });
    this.subscription = client.subscribeToAll(
      { fromPosition: placeOf(after), filter },
      { highWaterMark: limit },
    );
    const end = (error?: Error) => {
      this.over = true;
      this.failure ??= error;
      this.news.wake();
    };
    this.subscription.on('readable', () => this.news.wake());
    this.subscription
      .on('error', end)
      .on('end', () => end())
      .on('close', () => end());
  }

  /** What has come, at most `limit` events; waits for the first. Empty on abort only. */
  async batch(limit: number, signal: AbortSignal): Promise<LoggedEvent[]> {
    for (;;) {
      const batch = this.take(limit);
      if (signal.aborted) return [];
      if (batch.length > 0) return batch;
      if (this.failure) throw this.failure;
      if (this.over) throw Object.assign(new Error('the connection dropped'), { code: 14 });
      await this.news.wait(signal);
    }
  }

  async stop(): Promise<void> {
    await this.subscription.unsubscribe().catch(() => undefined); // it may never have begun
    this.subscription.destroy();
  }

  private take(limit: number): LoggedEvent[] {
    const batch: LoggedEvent[] = [];
    while (batch.length < limit) {
      const resolved = this.subscription.read() as { event?: Parameters<typeof fromServer>[0] } | null;
      if (resolved === null) break;
      if (resolved.event && !isSystemEvent(resolved.event)) batch.push(fromServer(resolved.event));
    }
    this.position = batch.at(-1)?.position ?? this.position;
    return batch;
  }
}

/**
 * The log as the server pushes it, catching up first. The client does not come back after a drop (restart, a server
 * that left the cluster, a consumer too slow for it): the subscription is opened again behind the last event handed over.
 */
export async function* liveLog(
  client: EventStoreDBClient,
  after: Position,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent[]> {
  let position = after;
  let backOff = FIRST_BACK_OFF;
  while (!signal.aborted) {
    const following = new Following(client, position, limit);
    try {
      for (let batch; (batch = await following.batch(limit, signal)).length > 0; backOff = FIRST_BACK_OFF)
        yield batch;
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
    } finally {
      position = following.position;
      await following.stop();
    }
    await sleep(backOff, undefined, { signal }).catch(() => undefined);
    backOff = Math.min(backOff * 2, LONGEST_BACK_OFF);
  }
}
