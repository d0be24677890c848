import { Client } from 'pg';

/**
 * Every table of a schema by name, as the number of its rows and a hash over all of them: equal for equal rows, however
 * they are stored and in whatever order.
 */
export async function tableHashes(url: string, schema: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = $1 and tablename <> 'checkpoint' order by 1`,
      [schema],
    );
    const hashes: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ hash: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(one, '' order by one), '')) as hash
           from (select md5(to_jsonb(t)::text) as one from "${schema}"."${name}" t) hashed`,
      );
      hashes[name] = rows[0]?.hash ?? '';
    }
    return hashes;
  } finally {
    await client.end();
  }
}
