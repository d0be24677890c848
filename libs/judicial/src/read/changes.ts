import { isDeepStrictEqual } from 'node:util';
import { foldRows, type Key, type Sql } from '@hub/read-model';
import type { EntitySchema } from 'typeorm';
import type { TableRows } from './derived';

interface Change {
  readonly key: Key;
  readonly row: object | undefined;
}

/** Rows to write and rows to remove, each table's in one statement. */
export class Changes {
  private readonly tables = new Map<EntitySchema<object>, Map<string, Change>>();

  put<Row extends object>(entity: EntitySchema<Row>, row: Row): void {
    this.note(entity, row, row);
  }

  remove<Row extends object>(entity: EntitySchema<Row>, row: Row): void {
    this.note(entity, row, undefined);
  }

  /** What changed between two sets of rows of the same tables; without the first, all of the second is new. */
  between(before: readonly TableRows[] | undefined, after: readonly TableRows[]): void {
    after.forEach(({ entity, rows }, at) => {
      const known = before?.[at]?.rows ?? [];
      if (known.length === 0) return rows.forEach(row => this.put(entity, row));
      const key = keyOf(entity);
      const old = new Map(known.map(row => [key.text(row), row]));
      for (const row of rows) {
        const name = key.text(row);
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
        (found, { row }) => (found && row && isDeepStrictEqual(found, row) ? found : row),
      );
    }
  }

  private note<Row extends object>(entity: EntitySchema<Row>, row: Row, value: Row | undefined): void {
    const table = entity as unknown as EntitySchema<object>;
    let changes = this.tables.get(table);
    if (!changes) {
      changes = new Map();
      this.tables.set(table, changes);
    }
    const key = keyOf(table);
    changes.set(key.text(row), { key: key.of(row), row: value });
  }
}

/** How the rows of a table are told apart. */
interface RowKey {
  /** Equal for equal keys. */
  text(row: object): string;
  of(row: object): Key;
}

const keys = new WeakMap<EntitySchema<object>, RowKey>();

function describeKey(entity: EntitySchema<object>): RowKey {
  const names = Object.entries(entity.options.columns).flatMap(([name, column]) =>
    (column as { primary?: boolean }).primary ? [name] : [],
  );
  const [only = ''] = names;
  const value = (row: object, name: string) => (row as Readonly<Record<string, string>>)[name] ?? '';
  if (names.length === 1) return { text: row => value(row, only), of: row => value(row, only) };
  return {
    text: row => names.map(name => value(row, name)).join('/'),
    of: row => Object.fromEntries(names.map(name => [name, value(row, name)])),
  };
}

function keyOf(entity: EntitySchema<object>): RowKey {
  let key = keys.get(entity);
  if (!key) {
    key = describeKey(entity);
    keys.set(entity, key);
  }
  return key;
}
