import type { InTurn } from './in-turn';
import type { Sql } from './projection';
import { loadRows, removeRows, writeRows } from './rows';
import { SetAside } from './set-aside';
import { quoted, type Table } from './table';
import { WrittenKeys } from './written-keys';

interface Held {
  row: object | undefined;
  readonly key: object;
  /** The table has a row of this key, or will have once what leaves is written. */
  stored: boolean;
  dirty: boolean;
  /** Number of the batch that asked for it last. */
  turn: number;
}

/** A folded row, or undefined where it was removed, under the text of its key. */
export interface Changed {
  readonly at: string;
  readonly key: object;
  readonly row: object | undefined;
}

type Rows = Map<string, Held>;

/** Rows per statement where COPY cannot be used. */
const CHUNK = 2_000;

/**
 * Rows of a read model that is being built. Nobody reads the tables before they are swapped in, so a row stays in
 * memory while events go on to touch it and is written when it has become cold, on a second connection, while the
 * next batches are folded.
 */
export class HeldRows {
  private folded = new Map<Table, Rows>();
  private leaving = new Map<Table, Rows>();
  private added = new Map<Table, object[]>();
  private readonly set = new SetAside();
  private readonly written = new WrittenKeys();
  private touchedBySql = false;
  private values = 0;
  private turn = 0;
  private writing: Promise<void> = Promise.resolve();

  /** @param limit values held before cold rows are written */
  constructor(
    private readonly reader: Sql,
    private readonly writer: InTurn,
    private readonly limit: number,
  ) {}

  async take(table: Table, touched: ReadonlyMap<string, object>): Promise<Map<string, object>> {
    const rows = rowsOf(this.folded, table);
    const missing = new Map<string, object>();
    for (const [at, key] of touched) {
      const held = rows.get(at) ?? this.callBack(table, at, rows) ?? this.takeUp(table, at, key, rows);
      if (held) held.turn = this.turn;
      else missing.set(at, key);
    }
    await this.load(table, rows, this.touchedBySql ? missing : this.written.among(table, missing));
    const found = new Map<string, object>();
    for (const at of touched.keys()) {
      const row = rows.get(at)?.row;
      if (row) found.set(at, row);
    }
    return found;
  }

  private async load(table: Table, rows: Rows, missing: ReadonlyMap<string, object>): Promise<void> {
    for (const [at, row] of await loadRows(this.reader, table, missing)) {
      rows.set(at, { row, key: missing.get(at) ?? row, stored: true, dirty: false, turn: this.turn });
      this.values += table.columns.length;
    }
  }

  /** A row that is on its way out is needed again: what is being written is what it holds. */
  private callBack(table: Table, at: string, rows: Rows): Held | undefined {
    const left = this.leaving.get(table)?.get(at);
    if (!left) return undefined;
    const held = { ...left, stored: left.row !== undefined, dirty: false };
    rows.set(at, held);
    this.values += table.columns.length;
    return held;
  }

  private takeUp(table: Table, at: string, key: object, rows: Rows): Held | undefined {
    const row = this.set.take(table, at);
    if (!row) return undefined;
    const held = { row, key, stored: false, dirty: true, turn: this.turn };
    rows.set(at, held);
    this.values += table.columns.length;
    return held;
  }

  put(table: Table, changed: readonly Changed[]): void {
    const rows = rowsOf(this.folded, table);
    for (const { at, row, key } of changed) {
      const held = rows.get(at);
      if (held) {
        held.row = row;
        held.dirty = true;
      } else {
        rows.set(at, { row, key, stored: false, dirty: true, turn: this.turn });
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

  /**
   * After a batch: when much is held, cold rows begin to leave; all rows, where few are cold. Rows that will be asked
   * for again (`again`) are set aside as long as there is room, those that are not there yet are written.
   */
  async endTurn(again = false): Promise<void> {
    this.turn++;
    if (this.values <= this.limit) return;
    let hot = 0;
    for (const [table, rows] of this.folded) {
      for (const { turn } of rows.values()) if (turn === this.turn - 1) hot += table.columns.length;
    }
    const from = hot > this.limit / 2 ? Infinity : this.turn - 1;
    if (again) this.setAside(from);
    await this.leave(({ turn }) => turn < from);
  }

  private setAside(from: number): void {
    for (const [table, rows] of this.folded) {
      for (const [at, { row, stored, turn }] of rows) {
        if (!row || stored || turn >= from || !this.set.put(table, at, row)) continue;
        rows.delete(at);
        this.values -= table.columns.length;
      }
    }
  }

  /** Writes everything and waits for it. */
  async flush(): Promise<void> {
    await this.leave(() => true);
    await this.writeSetAside();
    await this.settled();
  }

  private async writeSetAside(): Promise<void> {
    for (const { table, at, key, row } of this.set.drain()) {
      rowsOf(this.folded, table).set(at, { row, key, stored: false, dirty: true, turn: this.turn });
      this.values += table.columns.length;
      if (this.values > this.limit) await this.leave(() => true);
    }
    await this.leave(() => true);
  }

  /** Before a statement of the projection's own: it sees all rows and, unless it only reads, may change them. */
  async yieldTo(statement: string): Promise<void> {
    const onlyReads = /^\s*select\b/i.test(statement);
    await this.writeSetAside();
    await this.leave(() => true, onlyReads);
    await this.settled();
    if (!onlyReads) this.touchedBySql = true;
  }

  async forget(): Promise<void> {
    await this.settled().catch(() => undefined);
    this.folded = new Map();
    this.added = new Map();
    this.set.clear();
    this.values = 0;
  }

  private async settled(): Promise<void> {
    await this.writing;
    this.leaving = new Map();
  }

  /** Begins to write rows, and lets go of them unless they are kept. */
  private async leave(leaves: (held: Held) => boolean, keep = false): Promise<void> {
    await this.settled();
    const leaving = new Map<Table, Rows>();
    for (const [table, rows] of this.folded) {
      const going = rowsOf(leaving, table);
      for (const [at, held] of rows) {
        if (!leaves(held) || (keep && !held.dirty)) continue;
        going.set(at, held);
        if (keep && held.row) {
          rows.set(at, { ...held, stored: true, dirty: false });
        } else {
          rows.delete(at);
          this.values -= table.columns.length;
        }
      }
    }
    for (const [table, rows] of this.added) this.values -= rows.length * table.columns.length;
    const added = this.added;
    this.added = new Map();
    this.leaving = leaving;
    this.writing = this.write(leaving, added);
    this.writing.catch(() => undefined); // reported when it is awaited
  }

  private async write(leaving: Map<Table, Rows>, added: Map<Table, object[]>): Promise<void> {
    for (const [table, rows] of leaving) {
      for (const [at, { row }] of rows) if (row) this.written.add(table, at);
    }
    for (const [table, rows] of leaving) {
      const dirty = [...rows.values()].filter(held => held.dirty);
      const present = (stored: boolean) =>
        dirty.flatMap(held => (held.stored === stored ? (held.row ?? []) : []));
      const gone = dirty.flatMap(held => (held.stored && !held.row ? held.key : []));
      await this.writer.copy(table, present(false));
      for (const chunk of chunks(present(true))) await writeRows(this.writer, table, chunk);
      for (const chunk of chunks(gone)) await removeRows(this.writer, table, chunk);
    }
    for (const [table, rows] of added) await this.writer.copy(table, rows);
  }
}

function* chunks(rows: readonly object[]): Generator<readonly object[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK);
}

function rowsOf(tables: Map<Table, Rows>, table: Table): Rows {
  const rows = tables.get(table) ?? new Map<string, Held>();
  tables.set(table, rows);
  return rows;
}

/** A statement that is not a fold sees and changes the tables themselves: what is held is written first. */
export class HoldingSql implements Sql {
  readonly held: HeldRows;

  constructor(
    private readonly reader: Sql,
    writer: InTurn,
    limit: number,
  ) {
    this.held = new HeldRows(reader, writer, limit);
  }

  async query<Row extends object>(text: string, values?: unknown[]) {
    await this.held.yieldTo(text);
    return this.reader.query<Row>(text, values);
  }

  /** Empties a table and forgets what was held. */
  async truncate(table: Table): Promise<void> {
    await this.held.forget();
    await this.reader.query(`truncate ${quoted(table.name)}`);
  }
}

export const heldRows = (sql: Sql): HeldRows | undefined =>
  sql instanceof HoldingSql ? sql.held : undefined;
