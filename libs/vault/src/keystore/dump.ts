import type { ClientBase } from 'pg';
import { VaultRefusal } from '../refusal';

const tables = ['epochs', 'deks', 'intents', 'ledger'] as const;
const format = 'hub-keystore 1';

/**
 * The keystore as lines of JSON, for its own backup: wrapped keys and tombstones, worthless without the key
 * encryption keys. Consistent, though the hub goes on. Never put it beside a backup of the log.
 */
export async function* dumpKeystore(client: ClientBase): AsyncGenerator<string> {
  await client.query('begin isolation level repeatable read read only');
  try {
    yield JSON.stringify({ format });
    for (const table of tables) yield* dumpTable(client, table);
  } finally {
    await client.query('rollback');
  }
}

async function* dumpTable(client: ClientBase, table: Batch['table']): AsyncGenerator<string> {
  await client.query(
    `declare kept no scroll cursor for select row_to_json(t)::text as line from keys.${table} t`,
  );
  for (let more = true; more;) {
    const { rows } = await client.query<{ line: string }>('fetch 5000 from kept');
    for (const { line } of rows) yield `{"table":"${table}","row":${line}}`;
    more = rows.length > 0;
  }
  await client.query('close kept');
}

/**
 * Loads a dump into a keystore that has just been migrated and is empty. What was destroyed since the dump comes
 * back with it: `Erasures.replay` must follow before anything is opened, and the vault refuses until it has.
 * @param client connected as the owner
 */
export async function loadKeystore(
  client: ClientBase,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  let rows = 0;
  await client.query('begin');
  try {
    const { rowCount } = await client.query('select from keys.epochs limit 1');
    if (rowCount !== 0) throw new VaultRefusal('vault.keystore-not-empty', 409);
    // The guard tells fresh keys from old epochs; a dump holds both.
    await client.query('alter table keys.deks disable trigger deks_insert');
    for await (const batch of batches(lines)) {
      await insert(client, batch);
      rows += batch.rows.length;
    }
    await client.query('alter table keys.deks enable trigger deks_insert');
    await client.query(`select setval('keys.ledger_seq', greatest(1, (select max(seq) from keys.intents)))`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return rows;
}

interface Batch {
  readonly table: (typeof tables)[number];
  readonly rows: object[];
}

async function insert(client: ClientBase, { table, rows }: Batch): Promise<void> {
  await client.query(
    `insert into keys.${table} select * from json_populate_recordset(null::keys.${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}

function parse(line: string): { table: Batch['table']; row: object } {
  const { table, row } = JSON.parse(line) as { table?: string; row?: object };
  const known = tables.find(name => name === table);
  if (!known || !row) throw new VaultRefusal('vault.keystore-dump-unknown', 422);
  return { table: known, row };
}

function checkHeader(line: string): void {
  if ((JSON.parse(line) as { format?: string }).format === format) return;
  throw new VaultRefusal('vault.keystore-dump-unknown', 422);
}

async function* batches(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Batch> {
  let batch: Batch | undefined;
  let header = true;
  for await (const line of lines) {
    if (header) {
      checkHeader(line);
      header = false;
      continue;
    }
    const { table, row } = parse(line);
    const full = batch !== undefined && (batch.table !== table || batch.rows.length >= 1000);
    if (batch && full) yield batch;
    if (!batch || full) batch = { table, rows: [] };
    batch.rows.push(row);
  }
  if (batch) yield batch;
}
