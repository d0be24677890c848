import { DataSource } from 'typeorm';
import type { Projection, Sql } from './projection';
import { quoted, tableOf } from './table';

/** Tables of projections, by projection. Two projections must not share one: only one of them would keep it. */
export function tablesOf(projections: readonly Projection[]): Map<string, string[]> {
  const owner = new Map<string, string>([['checkpoint', 'the runner']]);
  return new Map(
    projections.map(projection => {
      const tables = projection.entities.map(entity => tableOf(entity).name);
      for (const table of tables) {
        const other = owner.get(table);
        if (other) throw new Error(`table ${table} belongs to both ${other} and ${projection.name}`);
        owner.set(table, projection.name);
      }
      return [projection.name, tables];
    }),
  );
}

/** Creates the tables of projections from their entities in a schema of our own that nobody else uses. */
export async function createTables(
  url: string,
  schema: string,
  projections: readonly Projection[],
  sql: Sql,
): Promise<void> {
  const entities = projections.flatMap(projection => [...projection.entities]);
  if (entities.length > 0) {
    const source = new DataSource({
      type: 'postgres',
      url,
      schema,
      entities,
      installExtensions: false,
      applicationName: 'hub-read-model',
      extra: { max: 1 },
    });
    await source.initialize();
    try {
      await source.synchronize();
    } finally {
      await source.destroy();
    }
  }
  for (const statement of projections.flatMap(projection => projection.definitions ?? []))
    await sql.query(statement);
}

/** Secondary indexes are built after the rows are there, which is several times faster than keeping them up to date. */
export async function setIndexesAside(sql: Sql, schema: string): Promise<string[]> {
  const { rows } = await sql.query<{ name: string; definition: string }>(
    `select i.relname as name, pg_get_indexdef(x.indexrelid) as definition
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
      where n.nspname = $1 and not x.indisunique
        and not exists (select from pg_constraint c where c.conindid = x.indexrelid)`,
    [schema],
  );
  for (const { name } of rows) await sql.query(`drop index ${quoted(schema)}.${quoted(name)}`);
  return rows.map(({ definition }) => definition);
}
