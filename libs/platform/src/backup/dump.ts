import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { OpsFailure } from '../ops/command';
import { Sealing } from './sealed-file';
import { inOneState, keptTables, rowsOf, schemasOf, sequencesOf, sizeOf, Sum, type TableSum } from './tables';

/** What a part of a backup holds: the tables of one database. */
export interface PartContent {
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly sequences: Readonly<Record<string, string>>;
}

export interface PartPlan {
  readonly url: string;
  /** Schemas that are kept. */
  readonly schemas: readonly string[];
  /** Schemas that are built anew from the log. Any other schema with tables is a mistake of the plan. */
  readonly disposable: (schema: string) => boolean;
}

export interface DumpTarget {
  readonly file: string;
  readonly key: Buffer;
  readonly purpose: string;
  /** First line of the content. */
  readonly head: object;
  /** Bytes read so far and in all. */
  readonly progress: (done: number, total: number) => void;
}

const line = (content: object) => Buffer.from(`${JSON.stringify(content)}\n`);
const endOfRows = Buffer.from('\\.\n');

async function refuseUnknownSchemas(client: Client, plan: PartPlan): Promise<void> {
  const unknown = (await schemasOf(client)).filter(
    name => !plan.schemas.includes(name) && !plan.disposable(name),
  );
  if (unknown.length > 0) {
    throw new OpsFailure(
      `the backup plan does not say whether to keep schema ${unknown.join(', ')}: nothing was saved`,
    );
  }
}

/** Row-level policies belong to read models; under one, even the owner may see less than there is. */
async function refusePolicies(client: Client, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class
     where relrowsecurity and relnamespace in (select oid from pg_namespace where nspname = any($1))`,
    [schemas],
  );
  if (rows[0]) throw new OpsFailure(`${rows[0].table} is under row-level security: nothing was saved`);
}

/** `{head}` · for each table `{table}`, its rows, `\.` · `{end}` with sums: readable by eye once decrypted. */
async function* content(
  client: Client,
  plan: PartPlan,
  { head, progress }: DumpTarget,
  result: (content: PartContent) => void,
): AsyncGenerator<Buffer> {
  const tables = await keptTables(client, plan.schemas);
  const total = await sizeOf(client, tables);
  const sums: Record<string, TableSum> = {};
  let done = 0;
  yield line(head);
  for (const table of tables) {
    yield line({ table: table.table, columns: table.columns, order: table.order });
    const sum = new Sum();
    for await (const chunk of rowsOf(client, table)) {
      sum.add(chunk);
      done += chunk.length;
      progress(done, total);
      yield chunk;
    }
    yield endOfRows;
    sums[table.table] = sum.end();
  }
  const part = { tables: sums, sequences: await sequencesOf(client, plan.schemas) };
  result(part);
  yield line({ end: true, ...part });
}

async function syncedInPlace(draft: string, file: string): Promise<void> {
  const handle = await fs.promises.open(draft, 'r+');
  await handle.sync();
  await handle.close();
  await fs.promises.rename(draft, file);
  if (process.platform === 'win32') return;
  const directory = await fs.promises.open(path.dirname(file), 'r');
  await directory.sync();
  await directory.close();
}

/** Writes the permanent tables of one database, as they are at one moment, into a sealed file. */
export async function dumpPart(plan: PartPlan, target: DumpTarget): Promise<PartContent> {
  const draft = `${target.file}.part`;
  const client = new Client({ connectionString: plan.url, application_name: 'hub-backup' });
  await client.connect();
  try {
    let part: PartContent = { tables: {}, sequences: {} };
    await inOneState(client, async () => {
      await refuseUnknownSchemas(client, plan);
      await refusePolicies(client, plan.schemas);
      const rows = Readable.from(content(client, plan, target, content => (part = content)));
      const sealed = new Sealing(target.key, target.purpose);
      await pipeline(rows, createGzip({ level: 3 }), sealed, fs.createWriteStream(draft, { mode: 0o600 }));
    });
    await syncedInPlace(draft, target.file);
    return part;
  } catch (error) {
    await fs.promises.rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}
