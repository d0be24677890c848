import type { BuildOptions } from './build';
import { dropReplayed, replay, type Replayed, type Snapshot } from './snapshot';

interface Kept {
  readonly replayed: Promise<Replayed>;
  users: number;
  expiry: NodeJS.Timeout | undefined;
}

/** So many are kept for the next question about the same past; the one used longest ago goes first. */
const MOST_KEPT = 4;

/**
 * Snapshots in use and, for a while, those just used: whoever draws several tables of one past has it replayed once.
 * Replays wait for one another, since each takes what the machine has.
 */
export class Snapshots {
  private readonly kept = new Map<string, Kept>();
  private last: Promise<unknown> = Promise.resolve();

  /** @param keepMs how long a snapshot nobody uses is kept */
  constructor(private readonly keepMs: number) {}

  async take(options: BuildOptions): Promise<Snapshot> {
    const key = [options.until, ...options.members.map(({ name }) => name)].join(' ');
    const kept = this.kept.get(key) ?? this.replay(options);
    this.kept.delete(key);
    this.kept.set(key, kept); // last in order: used last
    clearTimeout(kept.expiry);
    kept.users++;
    try {
      const { holder } = await kept.replayed;
      let dropped = false;
      return {
        position: options.until,
        query: <Row extends object>(text: string, values?: unknown[]) => holder.query<Row>(text, values),
        drop: async () => {
          if (dropped) return;
          dropped = true;
          await this.release(key, kept);
        },
      };
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  /** Drops all, also those in use. */
  async close(): Promise<void> {
    await Promise.all([...this.kept].map(([key, kept]) => this.drop(key, kept)));
  }

  private replay(options: BuildOptions): Kept {
    const replayed = this.last.then(() => replay(options));
    this.last = replayed.catch(() => undefined);
    return { replayed, users: 0, expiry: undefined };
  }

  private async release(key: string, kept: Kept): Promise<void> {
    kept.users--;
    if (kept.users > 0) return;
    if (this.keepMs <= 0) return this.drop(key, kept);
    kept.expiry = setTimeout(() => void this.drop(key, kept), this.keepMs).unref();
    const idle = [...this.kept].filter(([, { users }]) => users === 0);
    for (const [oldest, one] of idle.slice(0, Math.max(0, idle.length - MOST_KEPT)))
      await this.drop(oldest, one);
  }

  private async drop(key: string, kept: Kept): Promise<void> {
    clearTimeout(kept.expiry);
    if (this.kept.get(key) === kept) this.kept.delete(key);
    await kept.replayed.then(dropReplayed).catch(() => undefined);
  }
}
