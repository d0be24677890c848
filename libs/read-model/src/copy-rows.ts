import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { quoted, type Table } from './table';
import { copyField } from './wire';

/** Characters per piece of text, about. */
const PIECE = 65_536;

function* pieces(table: Table, rows: readonly object[]): Generator<string> {
  let text = '';
  for (const row of rows as readonly Record<string, unknown>[]) {
    let separator = '';
    for (const { name, encode } of table.columns) {
      text += separator + copyField(encode(row[name]));
      separator = '\t';
    }
    text += '\n';
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  if (text) yield text;
}

/** Adds rows that do not exist yet the fastest way there is. */
export async function copyRows(client: Client, table: Table, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = table.columns.map(column => quoted(column.name)).join(', ');
  const copy = client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`));
  await pipeline(Readable.from(pieces(table, rows)), copy);
}
