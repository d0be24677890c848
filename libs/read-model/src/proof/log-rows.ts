import type { EventStore, LoggedEvent } from '@hub/event-store';
import type { Sql } from '../projection';
import { tableName } from './leaves';

/** The stored events of a log, in the order of their positions. */
export interface LogRows {
  /** Position of the last event now. */
  head(): Promise<bigint>;
  read(until: bigint): AsyncIterable<readonly LoggedEvent[]>;
}

interface Row {
  readonly position: string;
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
  readonly hash: Buffer;
}

const PAGE = 5_000;

/**
 * Rows of a log in PostgreSQL, exactly as stored. The table is read by the verifier itself and not through the store,
 * so that one verifier serves the event log and the access log.
 */
export function postgresRows(sql: Sql, table = 'log.events'): LogRows {
  const name = tableName(table);
  const page = async (after: bigint, until: bigint): Promise<LoggedEvent[]> => {
    const { rows } = await sql.query<Row>(
      `select position, id, stream, version, type, data::text, meta::text, hash from ${name}
        where position > $1 and position <= $2 order by position limit ${PAGE}`,
      [after, until],
    );
    return rows.map(row => ({ ...row, position: BigInt(row.position) }));
  };
  return {
    head: async () => {
      const { rows } = await sql.query<{ head: string | null }>(`select max(position) as head from ${name}`);
      return BigInt(rows[0]?.head ?? 0);
    },
    async *read(until) {
      // The next page is fetched while this one is hashed.
      let next = page(0n, until);
      for (;;) {
        const rows = await next;
        const last = rows.at(-1);
        if (!last) return;
        next = page(last.position, until);
        next.catch(() => undefined); // reported when it is awaited
        yield rows;
      }
    },
  };
}

/** Rows of any store. */
export const storeRows = (store: EventStore): LogRows => ({
  head: () => store.head(),
  read: until => store.log(0n, { limit: PAGE, until }),
});
