import fs from 'node:fs';
import path from 'node:path';
import type { Health, HealthRegistry } from '../health/health-registry';
import { describeError, type Log } from '../log/log';
import type { EmbeddedPostgres } from '../postgres/embedded';
import { runningPostmaster } from '../postgres/postmaster';
import { roomAt } from './disk-guard';

const everyMs = 1_000;
/** What a start needs: recovery writes a checkpoint and at least one new 16 MB segment. */
const roomToStart = 48 * 2 ** 20;

/**
 * Looks after an embedded server while the hub serves. A server that stopped (its log's disk was full, or it was
 * killed) is started again on the same port as soon as there is room; until then health says what is wrong.
 */
export class ServerWatch {
  private state: Health = { ok: true };
  private timer: NodeJS.Timeout | undefined;
  private busy = false;

  constructor(
    private readonly server: EmbeddedPostgres,
    private readonly restart: () => Promise<void>,
    private readonly log: Log,
  ) {}

  start(health: HealthRegistry): void {
    health.add('postgres', () => this.state);
    this.timer = setInterval(() => void this.look(), everyMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private room(): { free: number; where: string } {
    const { dataDirectory } = this.server;
    const places = [dataDirectory, fs.realpathSync(path.join(dataDirectory, 'pg_wal'))];
    const rooms = places.map(where => ({ where, free: roomAt(where) }));
    return rooms.reduce((least, one) => (one.free < least.free ? one : least));
  }

  private async look(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.revive();
    } catch (error) {
      this.log.error('postgres.not-restarted', describeError(error));
      this.state = {
        ok: false,
        reason: 'the embedded PostgreSQL does not start',
        next: 'see server.log in its directory',
      };
    } finally {
      this.busy = false;
    }
  }

  private async revive(): Promise<void> {
    if (await runningPostmaster(this.server.dataDirectory)) {
      this.state = { ok: true };
      return;
    }
    const { free, where } = this.room();
    if (free < roomToStart) {
      if (this.state.ok) this.log.error('postgres.stopped', { step: 'no room', file: where });
      const reason = `PostgreSQL stopped: ${Math.floor(free / 2 ** 20)} MB left at ${where}`;
      this.state = { ok: false, reason, next: 'make room there; it starts again by itself' };
      return;
    }
    this.log.warn('postgres.stopped', { step: 'starting again' });
    await this.restart();
    this.log.info('postgres.restarted', { port: this.server.port });
    this.state = { ok: true };
  }
}
