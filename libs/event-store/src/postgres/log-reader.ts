import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type ClientConfig } from 'pg';
import type { LoggedEvent, Position, StreamsOptions } from '../event-store';
import { LogUnavailable } from '../log-errors';
import { isConnectionLoss } from './connection';

type Row = [
  position: string,
  id: string,
  stream: string,
  version: number,
  type: string,
  data: string,
  meta: string,
  hash: Buffer,
];

interface Statement {
  readonly name: string;
  readonly text: string;
}

const columns = 'position, id, stream, version, type, data::text, meta::text, hash';
const loadSql = {
  name: 'log-load',
  text: `select ${columns} from log.events where stream = $1 order by version`,
};
const pageSql = {
  name: 'log-page',
  text: `select ${columns} from log.events where position > $1 order by position limit $2`,
};
const pageWithoutSql = {
  name: 'log-page-without',
  text: `select ${columns} from log.events where position > $1 and not starts_with(stream, $3) order by position limit $2`,
};
/**
 * Sorted rather than read by the index on streams, which would fetch every event from a page of its own. A hash is
 * compared much faster than a name; names are compared only where hashes are equal.
 */
const byStreamSql = `declare by_stream no scroll cursor for
  select ${columns} from log.events where starts_with(stream, $1) and position <= $2
   order by hashtextextended(stream, 0), stream, version`;
const headSql = { name: 'log-head', text: 'select position from log.events order by position desc limit 1' };

const CONNECTIONS = 4;
/** What a sort of the whole log may take before it goes to disk. */
const SORT_MEMORY = '64MB';
const FIRST_BACK_OFF = 50;
const LONGEST_BACK_OFF = 1_000;

const toEvent = ([position, id, stream, version, type, data, meta, hash]: Row): LoggedEvent => ({
  position: BigInt(position),
  id,
  stream,
  version,
  type,
  data,
  meta,
  hash,
});

/** Reads the log through a small pool of its own; the stored JSON stays text. */
export class LogReader {
  private readonly pool: Pool;

  constructor(
    config: ClientConfig,
    private readonly patience: number,
  ) {
    this.pool = new Pool({ ...config, max: CONNECTIONS });
    this.pool.on('error', () => undefined); // an idle connection was lost; the pool opens another
  }

  load = (stream: string): Promise<LoggedEvent[]> => this.events(loadSql, [stream]);

  /** @param signal with it a server that is away is waited for until abort, without it as long as patience lasts */
  page(
    { after, without }: { readonly after: Position; readonly without?: string },
    limit: number,
    signal?: AbortSignal,
  ): Promise<LoggedEvent[]> {
    const values = [String(after), limit];
    if (without === undefined) return this.events(pageSql, values, signal);
    return this.events(pageWithoutSql, [...values, without], signal);
  }

  /**
   * Events of all streams of a kind, those of one stream together and in order.
   * @throws when the server goes away meanwhile: the order cannot be taken up again
   */
  async *byStream(kind: string, { until, limit = 1_000 }: StreamsOptions): AsyncGenerator<LoggedEvent[]> {
    const client = await this.pool.connect();
    const fetch = () => client.query<Row>({ text: `fetch ${limit} from by_stream`, rowMode: 'array' });
    let lost = true;
    try {
      await client.query('begin read only');
      await client.query(`set local work_mem = '${SORT_MEMORY}'`);
      await client.query(byStreamSql, [kind, String(until)]);
      for (let ahead = fetch(); ;) {
        const { rows } = await ahead;
        if (rows.length === 0) break;
        ahead = fetch(); // while the consumer works on what is there
        ahead.catch(() => undefined); // reported when it is awaited; the consumer may leave before
        yield rows.map(toEvent);
      }
      lost = false;
    } finally {
      if (!lost) await client.query('rollback');
      client.release(lost);
    }
  }

  async head(): Promise<Position> {
    const [row] = await this.rows<[string]>(headSql, []);
    return BigInt(row?.[0] ?? 0);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async events(sql: Statement, values: unknown[], signal?: AbortSignal): Promise<LoggedEvent[]> {
    return (await this.rows<Row>(sql, values, signal)).map(toEvent);
  }

  private async rows<R extends unknown[]>(
    sql: Statement,
    values: unknown[],
    signal?: AbortSignal,
  ): Promise<R[]> {
    const deadline = signal ? Infinity : Date.now() + this.patience;
    for (let backOff = FIRST_BACK_OFF; ; backOff = Math.min(backOff * 2, LONGEST_BACK_OFF)) {
      try {
        return (await this.pool.query<R>({ ...sql, values, rowMode: 'array' })).rows;
      } catch (error) {
        if (!isConnectionLoss(error) || this.pool.ending) throw error;
        if (Date.now() + backOff > deadline)
          throw new LogUnavailable((error as Error).message, { cause: error });
        await sleep(backOff, undefined, { signal });
      }
    }
  }
}
