import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { OpsFailure } from '../ops/command';
import type { PartContent } from './dump';
import { PartReader } from './part-reader';
import { Opening, SealBroken } from './sealed-file';
import { allOrNothing, keptTables, setSequences, sumOf, type KeptTable } from './tables';

export interface LoadSource {
  readonly file: string;
  readonly key: Buffer;
  readonly purpose: string;
  /** Checks the first line; throws when this is not the part it should be. */
  readonly checkHead: (head: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly progress: (bytes: number) => void;
}

export interface LoadTarget {
  readonly url: string;
  readonly schemas: readonly string[];
  /** Tables that the migration itself fills: what the backup holds takes their place. */
  readonly seeded: readonly string[];
}

const quoted = (table: string) => table.split('.').map(escapeIdentifier).join('.');

async function isEmpty(client: Client, table: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${quoted(table)} limit 1`);
  return rowCount === 0;
}

/** A restore never mixes with what is there. */
async function refuseUnlessEmpty(
  client: Client,
  tables: readonly KeptTable[],
  seeded: readonly string[],
): Promise<void> {
  for (const { table } of tables) {
    if (seeded.includes(table) || (await isEmpty(client, table))) continue;
    throw new OpsFailure(`the database is not empty (${table} has rows): restore into a new one`);
  }
}

interface TableState {
  readonly trigger: string;
  readonly table: string;
  /** As in pg_trigger: O = origin, A = always, R = replica. */
  readonly enabled: 'O' | 'A' | 'R';
}

const again = { O: 'enable', A: 'enable always', R: 'enable replica' } as const;

/** Guards against change would refuse the past they once let in: off while it is loaded, then as they were. */
async function withGuardsDown<Result>(
  client: Client,
  tables: readonly KeptTable[],
  act: () => Promise<Result>,
): Promise<Result> {
  const names = tables.map(({ table }) => quoted(table));
  const { rows: triggers } = await client.query<TableState>(
    `select quote_ident(tgname) as trigger, tgrelid::regclass::text as table, tgenabled as enabled from pg_trigger
     where tgrelid = any($1::regclass[]::oid[]) and not tgisinternal and tgenabled <> 'D'`,
    [names],
  );
  for (const { table, trigger } of triggers)
    await client.query(`alter table ${table} disable trigger ${trigger}`);
  const result = await act();
  for (const { table, trigger, enabled } of triggers) {
    await client.query(`alter table ${table} ${again[enabled]} trigger ${trigger}`);
  }
  return result;
}

interface Loaded {
  readonly content: PartContent;
  /** With the columns and the order of the backup, which may come from an older version. */
  readonly tables: readonly KeptTable[];
}

async function loadTables(
  client: Client,
  reader: PartReader,
  known: readonly KeptTable[],
  seeded: readonly string[],
): Promise<Loaded> {
  const tables: KeptTable[] = [];
  for (;;) {
    const next = await reader.json<(KeptTable & { end?: false }) | (PartContent & { end: true })>();
    if (next.end) return { content: next, tables };
    if (!known.some(({ table }) => table === next.table)) {
      const advice = 'restore with the version that made it';
      throw new OpsFailure(`the backup holds ${next.table}, which this version does not know: ${advice}`);
    }
    if (seeded.includes(next.table)) await client.query(`delete from ${quoted(next.table)}`);
    const columns = next.columns.map(escapeIdentifier).join(', ');
    const rows = client.query(copyFrom(`copy ${quoted(next.table)} (${columns}) from stdin`));
    await pipeline(Readable.from(reader.rows()), rows);
    tables.push(next);
  }
}

/** The same bytes in the same order, table by table. */
async function compare(client: Client, { content, tables }: Loaded): Promise<void> {
  for (const table of tables) {
    const expected = content.tables[table.table];
    const found = await sumOf(client, table);
    if (found.rows !== expected?.rows || found.sha256 !== expected.sha256) {
      throw new OpsFailure(`${table.table} does not equal the backup after loading: nothing was restored`);
    }
  }
}

async function* counted(file: string, progress: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 2 ** 18 })) {
    progress((chunk as Buffer).length);
    yield chunk as Buffer;
  }
}

/** Opens a sealed part. Errors of any stage arrive at whoever reads. */
export function openPart(source: Pick<LoadSource, 'file' | 'key' | 'purpose' | 'progress'>): Readable {
  const opened = createGunzip();
  pipeline(counted(source.file, source.progress), new Opening(source.key, source.purpose), opened).catch(
    (error: unknown) => opened.destroy(asSealError(error)),
  );
  return opened;
}

function asSealError(error: unknown): Error {
  const { code } = error as { code?: string };
  return code?.startsWith('Z_') ? new SealBroken('its content is damaged') : (error as Error);
}

/**
 * Loads a part into a migrated, empty database and compares every table with the sums of the backup; all of it in one
 * transaction.
 */
export async function loadPart(source: LoadSource, target: LoadTarget): Promise<PartContent> {
  const client = new Client({ connectionString: target.url, application_name: 'hub-restore' });
  await client.connect();
  const opened = openPart(source);
  try {
    return await allOrNothing(client, async () => {
      const known = await keptTables(client, target.schemas);
      await refuseUnlessEmpty(client, known, target.seeded);
      const reader = new PartReader(opened);
      await source.checkHead(await reader.json());
      return withGuardsDown(client, known, async () => {
        const loaded = await loadTables(client, reader, known, target.seeded);
        await reader.finish();
        await setSequences(client, loaded.content.sequences);
        await compare(client, loaded);
        return loaded.content;
      });
    });
  } finally {
    opened.destroy();
    await client.end();
  }
}
