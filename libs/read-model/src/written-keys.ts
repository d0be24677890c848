import type { Table } from './table';

/** 2^27 bits, 16 MB: seven for each of twenty million rows. */
const BITS = 2 ** 27;
const PROBES = 4;

/** FNV-1a, begun elsewhere for every table. */
function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** The final mix of MurmurHash3: every bit of the result depends on every bit of the hash. */
function mixed(hash: number): number {
  let mix = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}

/**
 * Which rows a build has written, so that it need not ask the database for one that cannot be there: a Bloom filter,
 * which now and then takes an absent row for a written one, never a written one for absent.
 */
export class WrittenKeys {
  private readonly bits = new Uint32Array(BITS / 32);
  private readonly seeds = new Map<Table, number>();

  add(table: Table, at: string): void {
    const first = hashOf(at, this.seedOf(table));
    const step = mixed(first) | 1;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (first + Math.imul(probe, step)) & (BITS - 1);
      this.bits[bit >>> 5] = (this.bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** Those of the keys whose rows may have been written. */
  among(table: Table, keys: ReadonlyMap<string, object>): ReadonlyMap<string, object> {
    return new Map([...keys].filter(([at]) => this.has(table, at)));
  }

  private has(table: Table, at: string): boolean {
    const first = hashOf(at, this.seedOf(table));
    const step = mixed(first) | 1;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (first + Math.imul(probe, step)) & (BITS - 1);
      if (((this.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  private seedOf(table: Table): number {
    const seed = this.seeds.get(table) ?? Math.imul(this.seeds.size + 1, 0x9e3779b1);
    this.seeds.set(table, seed);
    return seed;
  }
}
