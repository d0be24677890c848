import { isDeepStrictEqual } from 'node:util';
import { foldRows, type Key, type Sql } from '@hub/read-model';
import type { EntitySchema } from 'typeorm';
import type { TableRows } from './derived';

/** Rows to write and rows to remove, each table's in one statement. */
export class Changes {
  private readonly tables = new Map<EntitySchema<object>, Map<string, { key: Key; row?: object }>>();

  put<Row extends object>(entity: EntitySchema<Row>, row: Row): void {
    this.note(entity, row, row);
  }

  remove<Row extends object>(entity: EntitySchema<Row>, row: Row): void {
    this.note(entity, row, undefined);
  }

  /** What changed between two sets of rows of the same tables. */
  between(before: readonly TableRows[], after: readonly TableRows[]): void {
    after.forEach(({ entity, rows }, at) => {
      const old = new Map((before[at]?.rows ?? []).map(row => [this.nameOf(entity, row), row]));
      for (const row of rows) {
        const name = this.nameOf(entity, row);
        if (!isDeepStrictEqual(old.get(name), row)) this.put(entity, row);
        old.delete(name);
      }
      for (const row of old.values()) this.remove(entity, row);
    });
  }

  async write(sql: Sql): Promise<void> {
    for (const [entity, changes] of this.tables) {
      await foldRows(
        sql,
        entity,
        [...changes.values()],
        change => change.key,
        (found, change) => (isDeepStrictEqual(found, change.row) ? found : change.row),
      );
    }
  }

  private note<Row extends object>(entity: EntitySchema<Row>, row: Row, value: Row | undefined): void {
    const table = entity as unknown as EntitySchema<object>;
    const changes = this.tables.get(table) ?? new Map<string, { key: Key; row?: object }>();
    this.tables.set(table, changes);
    const key = keyOf(table, row);
    changes.set(JSON.stringify(key), { key, ...(value && { row: value }) });
  }

  private nameOf(entity: EntitySchema<object>, row: object): string {
    return JSON.stringify(keyOf(entity, row));
  }
}

const keys = new WeakMap<EntitySchema<object>, readonly string[]>();

function keyOf(entity: EntitySchema<object>, row: object): Readonly<Record<string, string>> {
  let columns = keys.get(entity);
  if (!columns) {
    columns = Object.entries(entity.options.columns).flatMap(([name, column]) =>
      (column as { primary?: boolean }).primary ? [name] : [],
    );
    keys.set(entity, columns);
  }
  const values = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(columns.map(name => [name, String(values[name])]));
}
