import type { Table } from './table';

/** Characters of rows set aside, at one byte each nearly always. */
const ROOM = 192 * 1024 * 1024;

/** Rows that events will touch again later, as text: a tenth of the objects they are made of. */
export class SetAside {
  private readonly tables = new Map<Table, Map<string, string>>();
  private room = ROOM;

  /** @returns false when there is no room left */
  put(table: Table, at: string, row: object): boolean {
    if (this.room <= 0) return false;
    const text = JSON.stringify(row);
    this.room -= text.length;
    const rows = this.tables.get(table) ?? new Map<string, string>();
    this.tables.set(table, rows.set(at, text));
    return true;
  }

  take(table: Table, at: string): object | undefined {
    const rows = this.tables.get(table);
    const text = rows?.get(at);
    if (!rows || text === undefined) return undefined;
    rows.delete(at);
    this.room += text.length;
    return JSON.parse(text) as object;
  }

  /** All rows, each gone once it is given. */
  *drain(): Generator<{ table: Table; at: string; key: object; row: object }> {
    for (const [table, rows] of this.tables) {
      for (const at of [...rows.keys()]) {
        const row = this.take(table, at);
        if (row) yield { table, at, row, key: keyOf(table, row) };
      }
    }
  }

  clear(): void {
    this.tables.clear();
    this.room = ROOM;
  }
}

const keyOf = ({ key }: Table, row: object) =>
  Object.fromEntries(key.map(({ name }) => [name, (row as Readonly<Record<string, unknown>>)[name]]));
