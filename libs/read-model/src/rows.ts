import type { Sql } from './projection';
import { rowsAsJson } from './row-json';
import { quoted, type Table } from './table';

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
  const name = quoted(table.name);
  const on = table.key.map(column => `t.${quoted(column)} = k.${quoted(column)}`).join(' and ');
  const { rows } = await sql.query<{ at: string; row: object }>(
    `select k.ordinality as at, row_to_json(t) as row
       from json_populate_recordset(null::${name}, $1::json) with ordinality k join ${name} t on ${on}`,
    [rowsAsJson([...keys.values()])],
  );
  return new Map(rows.map(({ at, row }) => [names[Number(at) - 1] ?? '', row]));
}

/** Writes whole rows in one statement, typed by the table itself. `fresh` rows are known not to exist yet. */
export async function writeRows(
  sql: Sql,
  table: Table,
  rows: readonly object[],
  options: { fresh?: boolean } = {},
): Promise<void> {
  if (rows.length === 0) return;
  const name = quoted(table.name);
  const columns = table.columns.map(quoted).join(', ');
  const others = table.columns.filter(column => !table.key.includes(column)).map(quoted);
  const update = others.map(column => `${column} = excluded.${column}`).join(', ');
  const conflict = options.fresh
    ? ''
    : `on conflict (${table.key.map(quoted).join(', ')}) do ${update ? `update set ${update}` : 'nothing'}`;
  await sql.query(
    `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $1::json) ${conflict}`,
    [rowsAsJson(rows)],
  );
}

export async function removeRows(sql: Sql, table: Table, keys: readonly object[]): Promise<void> {
  if (keys.length === 0) return;
  const name = quoted(table.name);
  const on = table.key.map(column => `t.${quoted(column)} = k.${quoted(column)}`).join(' and ');
  await sql.query(
    `delete from ${name} t using json_populate_recordset(null::${name}, $1::json) k where ${on}`,
    [rowsAsJson(keys)],
  );
}
