import { createHash } from 'node:crypto';
import { escapeIdentifier, type Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A permanent table: its columns as stored, and the order in which its rows are read and compared. */
export interface KeptTable {
  /** `schema.name`. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Primary key, else all columns. */
  readonly order: readonly string[];
}

export interface TableSum {
  readonly rows: number;
  /** SHA-256 of the rows in COPY's text form, in order. */
  readonly sha256: string;
}

const quoted = (table: string) => table.split('.').map(escapeIdentifier).join('.');

/** The text form of values must not depend on where and when they are read. */
const plainText = `
  set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';
  set local row_security = off;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;`;

/** Reads a consistent state; a row that a policy would hide is an error, not an omission. */
export async function inOneState<Result>(client: Client, act: () => Promise<Result>): Promise<Result> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(plainText);
    return await act();
  } finally {
    await client.query('rollback');
  }
}

/** Loads in one transaction: everything or nothing. */
export async function allOrNothing<Result>(client: Client, act: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    await client.query(plainText);
    const result = await act();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** All schemas that hold tables, but for the server's own. */
export async function schemasOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select distinct n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)' order by 1`,
  );
  return rows.map(row => row.schema);
}

/** Tables of the schemas, each after those it refers to. */
export async function keptTables(client: Client, schemas: readonly string[]): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable & { needs: string[] }>(
    `select n.nspname || '.' || c.relname as table,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select array_agg(a.attname::text order by k.ord) from pg_index i,
          unnest(i.indkey) with ordinality k(attnum, ord), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum), '{}') as order,
       (select coalesce(array_agg(distinct fn.nspname || '.' || f.relname), '{}') from pg_constraint fk
        join pg_class f on f.oid = fk.confrelid join pg_namespace fn on fn.oid = f.relnamespace
        where fk.conrelid = c.oid and fk.contype = 'f' and fk.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) order by 1`,
    [schemas],
  );
  const waiting = rows.map(({ table, columns, order, needs }) => ({
    kept: { table, columns, order: order.length > 0 ? order : columns },
    needs,
  }));
  const ordered: KeptTable[] = [];
  while (waiting.length > 0) {
    const known = new Set(waiting.map(({ kept }) => kept.table));
    const next = waiting.findIndex(({ needs }) => !needs.some(need => known.has(need)));
    const [found] = waiting.splice(Math.max(next, 0), 1);
    if (found) ordered.push(found.kept);
  }
  return ordered;
}

/** The rows of a table in COPY's text form, one line each, in order. */
export async function* rowsOf(client: Client, { table, columns, order }: KeptTable): AsyncGenerator<Buffer> {
  const names = (list: readonly string[]) => list.map(escapeIdentifier).join(', ');
  // Rows without a key are compared by all their columns, as text: json has no order.
  const keyless = order.join() === columns.join();
  const sorted = keyless ? order.map(name => `${escapeIdentifier(name)}::text`).join(', ') : names(order);
  const sql = `copy (select ${names(columns)} from ${quoted(table)} order by ${sorted}) to stdout`;
  for await (const chunk of client.query(copyTo(sql))) yield chunk as Buffer;
}

/** Counts and hashes rows as they pass. */
export class Sum {
  private readonly hash = createHash('sha256');
  private rows = 0;

  add(chunk: Buffer): void {
    this.hash.update(chunk);
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.rows += 1;
  }

  end(): TableSum {
    return { rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

export async function sumOf(client: Client, table: KeptTable): Promise<TableSum> {
  const sum = new Sum();
  for await (const chunk of rowsOf(client, table)) sum.add(chunk);
  return sum.end();
}

/** Where the counters of the schemas stand. */
export async function sequencesOf(
  client: Client,
  schemas: readonly string[],
): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences
     where schemaname = any($1) and last_value is not null`,
    [schemas],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

export async function setSequences(client: Client, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), value]);
  }
}

/** Bytes on disk, to tell how long it will take. */
export async function sizeOf(client: Client, tables: readonly KeptTable[]): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    'select coalesce(sum(pg_table_size(t::regclass)), 0)::text as bytes from unnest($1::text[]) t',
    [tables.map(({ table }) => quoted(table))],
  );
  return Number(rows[0]?.bytes ?? 0);
}
