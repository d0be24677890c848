import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { quoted, type Table } from './table';
import { copyLine } from './wire';

/** Rows per piece of text. */
const PIECE = 200;

function* pieces(table: Table, rows: readonly object[]): Generator<string> {
  for (let at = 0; at < rows.length; at += PIECE) {
    const lines = rows
      .slice(at, at + PIECE)
      .map(row =>
        copyLine(table.columns.map(({ name, encode }) => encode((row as Record<string, unknown>)[name]))),
      );
    yield lines.join('');
  }
}

/** Adds rows that do not exist yet the fastest way there is. */
export async function copyRows(client: Client, table: Table, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = table.columns.map(column => quoted(column.name)).join(', ');
  const copy = client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`));
  await pipeline(Readable.from(pieces(table, rows)), copy);
}
