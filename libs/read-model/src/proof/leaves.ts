import type { EventStore, Position } from '@hub/event-store';
import type { Sql } from '../projection';

/** The leaf hashes of a log in the order of its positions. */
export interface Leaves {
  /** How many the log claims to have. */
  size(): Promise<number>;
  /**
   * Leaves from the one with this index (the first has 0) to before another, in runs.
   * @throws {LeafMissing}
   */
  read(from: number, to: number): AsyncIterable<readonly Buffer[]>;
}

/** A position without an event, or a leaf that is no hash: somebody was at the log. */
export class LeafMissing extends Error {
  constructor(readonly position: number) {
    super(`the log has no leaf at position ${position}`);
    this.name = 'LeafMissing';
  }
}

const RUN = 8_192;

/** Name of a table that is safe to stand in a statement. */
export function tableName(table: string): string {
  if (!/^[a-z_]+\.[a-z_]+$/.test(table)) throw new Error(`not a table of a log: ${table}`);
  return table;
}

/** Leaves of a log in PostgreSQL, for a login that may read `position` and `hash` and nothing else. */
export function postgresLeaves(sql: Sql, table = 'log.events'): Leaves {
  const name = tableName(table);
  return {
    size: async () => {
      const { rows } = await sql.query<{ size: string | null }>(`select max(position) as size from ${name}`);
      return Number(rows[0]?.size ?? 0);
    },
    async *read(from, to) {
      for (let at = from; at < to; at += RUN) yield await run(sql, name, at, Math.min(at + RUN, to));
    },
  };
}

async function run(sql: Sql, name: string, from: number, to: number): Promise<readonly Buffer[]> {
  const { rows } = await sql.query<{ positions: Buffer | null; leaves: Buffer | null }>(
    `select string_agg(int8send(position), ''::bytea order by position) as positions,
            string_agg(hash, ''::bytea order by position) as leaves
       from ${name} where position > $1 and position <= $2`,
    [from, to],
  );
  const positions = rows[0]?.positions ?? Buffer.alloc(0);
  const leaves = rows[0]?.leaves ?? Buffer.alloc(0);
  return Array.from({ length: to - from }, (_, index) => {
    const position = from + index + 1;
    const stands =
      positions.length >= index * 8 + 8 && positions.readBigInt64BE(index * 8) === BigInt(position);
    const leaf = leaves.subarray(index * 32, index * 32 + 32);
    if (!stands || leaf.length !== 32) throw new LeafMissing(position);
    return leaf;
  });
}

/** Leaves between two places that are remembered. */
const TILE = 256;

/**
 * Leaves of any log, for stores that have no positions without gaps: the index of a leaf is its place in the order of the
 * log. Where every 256th stands is remembered, so that asking for the size or for the last leaves again does not read the
 * whole log; reading from the first leaf on always does.
 */
export class StoreLeaves implements Leaves {
  /** Positions after which each tile begins. */
  private tiles: Position[] = [0n];
  private counted = 0;
  private last: Position = 0n;

  constructor(private readonly store: EventStore) {}

  async size(): Promise<number> {
    if ((await this.store.head()) < this.last) Object.assign(this, { tiles: [0n], counted: 0, last: 0n });
    for await (const batch of this.store.log(this.last)) {
      for (const { position } of batch) {
        this.last = position;
        if (++this.counted % TILE === 0) this.tiles.push(position);
      }
    }
    return this.counted;
  }

  async *read(from: number, to: number): AsyncGenerator<readonly Buffer[]> {
    const tile = Math.min(Math.floor(from / TILE), this.tiles.length - 1);
    let index = tile * TILE;
    for await (const batch of this.store.log(this.tiles[tile] ?? 0n)) {
      const leaves = batch.slice(Math.max(0, from - index), Math.max(0, to - index)).map(event => event.hash);
      if (leaves.length > 0) yield leaves;
      index += batch.length;
      if (index >= to) return;
    }
    if (index < to) throw new LeafMissing(index + 1);
  }
}
