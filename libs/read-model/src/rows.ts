import type { Sql } from './projection';
import { quoted, type Column, type Table } from './table';
import { textArray } from './wire';

/** Rows by the names of their columns. */
type Row = Readonly<Record<string, unknown>>;

const texts = (columns: readonly Column[], rows: readonly object[]) =>
  columns.map(column => textArray(rows.map(row => column.encode((row as Row)[column.name]))));

/** `unnest` of one text array per column under the names c0, c1 …; the statement casts to the types of the table. */
const unnested = (columns: readonly Column[]) =>
  `unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')})`;
const aliases = (columns: readonly Column[]) => columns.map((_, index) => `c${index}`).join(', ');
const cast = (column: Column, index: number) => `u.c${index}::${column.type}`;
/**
 * One look-up by key for each `u`. Tables that are being filled have no statistics yet; `offset 0` keeps the planner
 * from reading them whole for every batch.
 */
const byKey = ({ name, key }: Table, what: string) => {
  const same = key.map((column, index) => `t.${quoted(column.name)} = ${cast(column, index)}`).join(' and ');
  return `select ${what} from ${quoted(name)} t where ${same} offset 0`;
};

/**
 * Loads rows by key, under the name the key has in the map; dates, times and numbers come as JSON has them, so that
 * they can be written back as they are.
 */
export async function loadRows(
  sql: Sql,
  table: Table,
  keys: ReadonlyMap<string, object>,
): Promise<Map<string, object>> {
  if (keys.size === 0) return new Map();
  const names = [...keys.keys()];
  const { rows } = await sql.query<{ at: string; row: object }>(
    `select u.n as at, found.row
       from ${unnested(table.key)} with ordinality u(${aliases(table.key)}, n)
       cross join lateral (${byKey(table, 'row_to_json(t) as row')}) found`,
    texts(table.key, [...keys.values()]),
  );
  return new Map(rows.map(({ at, row }) => [names[Number(at) - 1] ?? '', row]));
}

/** Writes whole rows in one statement. `fresh` rows are known not to exist yet. */
export async function writeRows(
  sql: Sql,
  table: Table,
  rows: readonly object[],
  options: { fresh?: boolean } = {},
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, key } = table;
  const names = (some: readonly Column[]) => some.map(column => quoted(column.name)).join(', ');
  const others = columns.filter(column => !key.includes(column)).map(column => quoted(column.name));
  const update = others.map(column => `${column} = excluded.${column}`).join(', ');
  const conflict = options.fresh
    ? ''
    : `on conflict (${names(key)}) do ${update ? `update set ${update}` : 'nothing'}`;
  await sql.query(
    `insert into ${quoted(table.name)} (${names(columns)})
     select ${columns.map(cast).join(', ')} from ${unnested(columns)} u(${aliases(columns)}) ${conflict}`,
    texts(columns, rows),
  );
}

export async function removeRows(sql: Sql, table: Table, keys: readonly object[]): Promise<void> {
  if (keys.length === 0) return;
  await sql.query(
    `delete from ${quoted(table.name)} where ctid = any(array(
       select found.ctid from ${unnested(table.key)} u(${aliases(table.key)})
        cross join lateral (${byKey(table, 't.ctid')}) found))`,
    texts(table.key, keys),
  );
}
