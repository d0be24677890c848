import { carefully, type BuildOptions } from './build';
import { readCheckpoints } from './checkpoints';
import { connect, inTransaction } from './connection';
import type { Sql } from './projection';
import { dropReplayed, replay } from './snapshot';
import { quoted } from './table';

/** A table whose rows are not those a fold of the log gives. */
export interface Deviation {
  readonly table: string;
  /** Rows the log gives and the table lacks. */
  readonly missing: number;
  /** Rows the table has and the log does not give. */
  readonly unexpected: number;
}

/**
 * Folds the log anew and compares every row with the live tables, while the live runner waits at the same position.
 * How a number or a JSON value is spelt does not count.
 */
export async function compareWithLog(options: Omit<BuildOptions, 'until'>): Promise<Deviation[]> {
  const { url, schema, store } = options;
  const fresh = await replay({ ...options, until: await store.head() });
  const client = await connect(url, schema);
  try {
    return await inTransaction(client, async () => {
      const standing = await readCheckpoints(client, schema, {
        lock: options.members.map(({ name }) => name),
      });
      const found: Deviation[] = [];
      for (const member of fresh.members) {
        const until = standing.get(member.name)?.position ?? 0n;
        if (until < member.position)
          throw new Error(`${member.name} is behind the log: wait for it and compare again`);
        await carefully(fresh.holder, { ...options, schema: fresh.schema, members: [member], until });
        for (const table of member.tables) found.push(await deviation(client, schema, fresh.schema, table));
      }
      return found.filter(({ missing, unexpected }) => missing + unexpected > 0);
    });
  } finally {
    await client.end().catch(() => undefined);
    await dropReplayed(fresh);
  }
}

async function deviation(sql: Sql, live: string, fresh: string, table: string): Promise<Deviation> {
  const rows = (schema: string) => `select to_jsonb(t) from ${quoted(schema)}.${quoted(table)} t`;
  const { rows: counted } = await sql.query<{ missing: string; unexpected: string }>(
    `select (select count(*) from (${rows(fresh)} except all ${rows(live)}) m) as missing,
            (select count(*) from (${rows(live)} except all ${rows(fresh)}) u) as unexpected`,
  );
  return { table, missing: Number(counted[0]?.missing), unexpected: Number(counted[0]?.unexpected) };
}
