import { Pool, type ClientBase, type PoolClient } from 'pg';
import { roleName } from './schema/roles';

export type Clock = () => Date;

export interface AccessDatabaseOptions {
  readonly context: string;
  readonly url: string;
  /** Connections at most; 10 unless told otherwise. */
  readonly connections?: number;
  /** For tests: replaces the clock of the database. */
  readonly clock?: Clock;
}

/** Connections to schema `access`, working as `<context>_access`, and the clock all limits are measured by. */
export class AccessDatabase {
  readonly context: string;
  readonly pool: Pool;
  private readonly clock?: Clock;

  constructor({ context, url, connections = 10, clock }: AccessDatabaseOptions) {
    this.context = context;
    this.clock = clock;
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      options: `-c role=${roleName(context, 'access')} -c search_path=pg_catalog`,
      application_name: `${context} access`,
    });
    // An idle connection that the server closed is replaced at the next query; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  /** Time by the database: the application's clock may be wrong, and there may be two of them. */
  async now(client: Pick<ClientBase, 'query'> = this.pool): Promise<Date> {
    if (this.clock) return this.clock();
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now ?? new Date(NaN);
  }

  /** Time by this process, for what needs no limit measured: one round trip less. */
  instant(): Date {
    return this.clock?.() ?? new Date();
  }

  /** The instant a query returned together with its rows, unless a test's clock replaces it. */
  at(read: Date): Date {
    return this.clock?.() ?? read;
  }

  async transaction<Result>(work: (client: PoolClient, now: Date) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(client, await this.now(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
