import fs from 'node:fs';
import type { Health } from '../health/health-registry';
import { Refusal } from '../refusal';

const megabyte = 2 ** 20;
const freshFor = 1_000;

/**
 * Refuses writes while there is still room, so that reading, signing in and the database's own housekeeping go on.
 * A database that meets a full disk by surprise stops.
 */
export class DiskGuard {
  private looked = -Infinity;
  private free = Infinity;

  constructor(
    private readonly directories: readonly string[],
    /** Bytes that stay untouched. */
    private readonly reserve: number,
  ) {}

  /** Bytes free for us where the least is left. */
  room(): number {
    if (performance.now() - this.looked > freshFor) {
      this.free = Math.min(...this.directories.map(roomAt));
      this.looked = performance.now();
    }
    return this.free;
  }

  /** @throws {Refusal} `platform.storage-full`, 503, when the reserve is touched */
  assertRoom(): void {
    if (this.room() < this.reserve) throw new Refusal('platform.storage-full', {}, { status: 503 });
  }

  health(): Health {
    const free = Math.floor(this.room() / megabyte);
    if (this.room() >= this.reserve) return { ok: true, facts: { freeMegabytes: free } };
    const wanted = Math.ceil(this.reserve / megabyte);
    return {
      ok: false,
      reason: `${free} MB free, ${wanted} MB are the reserve`,
      next: 'make room; writing resumes by itself',
    };
  }
}

/** Bytes an ordinary user may still write at a directory; infinite where that cannot be told. */
export function roomAt(directory: string): number {
  try {
    const { bavail, bsize } = fs.statfsSync(directory);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
