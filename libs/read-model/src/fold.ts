import type { EntitySchema } from 'typeorm';
import { heldRows, type Changed } from './held-rows';
import type { Sql } from './projection';
import { loadRows, removeRows, writeRows } from './rows';
import { tableOf, type Table } from './table';

/** Key columns of a row by name; a plain value where the key is one column. */
export type Key = string | number | Readonly<Record<string, string | number>>;

const named = (table: Table, key: Key): Readonly<Record<string, string | number>> =>
  typeof key === 'object' ? key : { [table.key[0]?.name ?? '']: key };

/** Text that is equal for equal keys. */
function keyText(table: Table, row: Readonly<Record<string, unknown>>): string {
  if (table.key.length === 1) return String(row[table.key[0]?.name ?? '']);
  return JSON.stringify(table.key.map(({ name }) => String(row[name])));
}

interface Step<Event> {
  readonly event: Event;
  readonly key: Key;
  readonly at: string;
}

interface Touched<Event> {
  readonly steps: readonly Step<Event>[];
  /** Key of every touched row, under its text. */
  readonly keys: ReadonlyMap<string, object>;
}

function touch<Event>(
  table: Table,
  batch: readonly Event[],
  keyOf: (event: Event) => Key | readonly Key[] | undefined,
): Touched<Event> {
  const keys = new Map<string, object>();
  const steps: Step<Event>[] = [];
  const add = (event: Event, key: Key) => {
    const byName = named(table, key);
    const at = keyText(table, byName);
    keys.set(at, byName);
    steps.push({ event, key, at });
  };
  for (const event of batch) {
    const key = keyOf(event);
    if (isList(key)) for (const one of key) add(event, one);
    else if (key !== undefined) add(event, key);
  }
  return { steps, keys };
}

const isList = (key: Key | readonly Key[] | undefined): key is readonly Key[] => Array.isArray(key);

/**
 * Folds a batch into the rows it touches: loads them, folds in memory, writes the changed ones in one statement.
 * `keyOf` names the rows an event touches; `evolve` gets the row as it stands (undefined: none yet) and returns the
 * whole new row, the same row for no change, or undefined to remove it. Values are plain JSON: dates as
 * `YYYY-MM-DD`, instants as ISO 8601, JSON columns as objects. Never change the row you are given.
 */
export async function foldRows<Event, Row extends object>(
  sql: Sql,
  entity: EntitySchema<Row>,
  batch: readonly Event[],
  keyOf: (event: Event) => Key | readonly Key[] | undefined,
  evolve: (row: Row | undefined, event: Event, key: Key) => Row | undefined,
): Promise<void> {
  const table = tableOf(entity);
  const { steps, keys } = touch(table, batch, keyOf);
  if (steps.length === 0) return;
  const held = heldRows(sql);
  const loaded = await (held ? held.take(table, keys) : loadRows(sql, table, keys));
  const rows = new Map(loaded) as Map<string, Row | undefined>;
  for (const { event, key, at } of steps) rows.set(at, evolve(rows.get(at), event, key));
  const changed = [...keys].flatMap(([at, key]): Changed[] => {
    const row = rows.get(at);
    return row === loaded.get(at) ? [] : [{ at, key, row }];
  });
  if (held) return held.put(table, changed);
  const gone = changed.flatMap(({ row, key }) => (row ? [] : [key]));
  await writeRows(
    sql,
    table,
    changed.flatMap(({ row }) => row ?? []),
  );
  await removeRows(sql, table, gone);
}

/** Adds rows that cannot exist yet (one per event, say); a table is either folded or only added to. */
export async function addRows<Row extends object>(
  sql: Sql,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const table = tableOf(entity);
  const held = heldRows(sql);
  if (held) return held.add(table, rows);
  await writeRows(sql, table, rows, { fresh: true });
}
