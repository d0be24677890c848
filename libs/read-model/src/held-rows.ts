import type { Sql } from './projection';
import { loadRows, removeRows, writeRows } from './rows';
import { quoted, type Table } from './table';

interface Held {
  row: object | undefined;
  readonly key: object;
  /** The table has a row of this key. */
  stored: boolean;
  dirty: boolean;
}

/** A folded row, or undefined where it was removed, under the text of its key. */
export interface Changed {
  readonly at: string;
  readonly key: object;
  readonly row: object | undefined;
}

/** Rows per statement when held rows are written. */
const CHUNK = 2_000;

/**
 * Rows of a read model that is being built: kept in memory over many batches and written once, since nobody reads
 * the tables before they are swapped in. Bounded by the number of values held.
 */
export class HeldRows {
  private readonly folded = new Map<Table, Map<string, Held>>();
  private readonly added = new Map<Table, object[]>();
  private readonly filled = new Set<Table>();
  private touchedBySql = false;
  private values = 0;

  constructor(
    private readonly sql: Sql,
    private readonly limit: number,
  ) {}

  get full(): boolean {
    return this.values > this.limit;
  }

  async take(table: Table, touched: ReadonlyMap<string, object>): Promise<Map<string, object>> {
    const rows = this.rowsOf(table);
    const missing = new Map([...touched].filter(([at]) => !rows.has(at)));
    if (this.touchedBySql || this.filled.has(table)) {
      for (const [at, row] of await loadRows(this.sql, table, missing)) {
        rows.set(at, { row, key: missing.get(at) ?? row, stored: true, dirty: false });
        this.values += table.columns.length;
      }
    }
    const found = new Map<string, object>();
    for (const at of touched.keys()) {
      const row = rows.get(at)?.row;
      if (row) found.set(at, row);
    }
    return found;
  }

  put(table: Table, changed: readonly Changed[]): void {
    const rows = this.rowsOf(table);
    for (const { at, row, key } of changed) {
      const held = rows.get(at);
      if (held) {
        held.row = row;
        held.dirty = true;
      } else {
        rows.set(at, { row, key, stored: false, dirty: true });
        this.values += table.columns.length;
      }
    }
  }

  add(table: Table, rows: readonly object[]): void {
    const added = this.added.get(table) ?? [];
    for (const row of rows) added.push(row);
    this.added.set(table, added);
    this.values += rows.length * table.columns.length;
  }

  /** Before a statement of the projection's own, which sees and may change any row. */
  async yieldTo(): Promise<void> {
    await this.flush();
    this.touchedBySql = true;
  }

  forget(): void {
    this.folded.clear();
    this.added.clear();
    this.values = 0;
  }

  /** Writes everything and forgets it. */
  async flush(): Promise<void> {
    for (const [table, rows] of this.folded) {
      await this.write(table, [...rows.values()]);
    }
    for (const [table, rows] of this.added) {
      await this.inChunks(table, rows, chunk => writeRows(this.sql, table, chunk, { fresh: true }));
    }
    this.forget();
  }

  private async write(table: Table, rows: readonly Held[]): Promise<void> {
    const dirty = rows.filter(held => held.dirty);
    const present = (stored: boolean) =>
      dirty.flatMap(held => (held.stored === stored ? (held.row ?? []) : []));
    const gone = dirty.flatMap(held => (held.stored && !held.row ? held.key : []));
    await this.inChunks(table, present(false), chunk => writeRows(this.sql, table, chunk, { fresh: true }));
    await this.inChunks(table, present(true), chunk => writeRows(this.sql, table, chunk));
    await this.inChunks(table, gone, chunk => removeRows(this.sql, table, chunk));
  }

  private async inChunks(
    table: Table,
    rows: readonly object[],
    write: (chunk: readonly object[]) => Promise<void>,
  ): Promise<void> {
    if (rows.length > 0) this.filled.add(table);
    for (let at = 0; at < rows.length; at += CHUNK) await write(rows.slice(at, at + CHUNK));
  }

  private rowsOf(table: Table): Map<string, Held> {
    const rows = this.folded.get(table) ?? new Map<string, Held>();
    this.folded.set(table, rows);
    return rows;
  }
}

/** A statement that is not a fold sees and changes the tables themselves: what is held is written first. */
export class HoldingSql implements Sql {
  readonly held: HeldRows;

  constructor(
    private readonly sql: Sql,
    limit: number,
  ) {
    this.held = new HeldRows(sql, limit);
  }

  async query<Row extends object>(text: string, values?: unknown[]) {
    await this.held.yieldTo();
    return this.sql.query<Row>(text, values);
  }

  /** Empties a table and forgets what was held. */
  async truncate(table: Table): Promise<void> {
    this.held.forget();
    await this.sql.query(`truncate ${quoted(table.name)}`);
  }
}

export const heldRows = (sql: Sql): HeldRows | undefined =>
  sql instanceof HoldingSql ? sql.held : undefined;
