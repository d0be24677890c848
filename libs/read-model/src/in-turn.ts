import type { Client } from 'pg';
import { copyRows } from './copy-rows';
import type { Sql } from './projection';
import type { Table } from './table';

/** One connection shared by several read models: their statements wait for one another. */
export class InTurn implements Sql {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly client: Client) {}

  query<Row extends object>(text: string, values?: unknown[]) {
    return this.after(() => this.client.query<Row>(text, values));
  }

  copy(table: Table, rows: readonly object[]): Promise<void> {
    return this.after(() => copyRows(this.client, table, rows));
  }

  private after<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
