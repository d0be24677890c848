import { Client, type ClientConfig } from 'pg';
import type { Append, FlushResult, Flusher } from './append-queue';
import { isConnectionLoss } from './connection';
import { hashArray, intArray, jsonArray, textArray, uuidArray } from './wire';

const statement = {
  name: 'log-append',
  rowMode: 'array' as const,
  text: `select log.append($1::text[], $2::int[], $3::int[], $4::int[], $5::uuid[], $6::text[], $7::json[], $8::json[], $9::bytea[])::text`,
};

/** The statement could not be prepared (or was not, because the one before it failed): pg would not prepare it again. */
const isUnprepared = (error: unknown) => /^(42|26)/.test(String((error as { code?: unknown }).code));

interface Connection {
  readonly client: Client;
  readonly opened: Promise<unknown>;
}

/** The one connection that appends, several flushes at a time if asked; opened again when it was lost. */
export class LogWriter implements Flusher {
  private connection: Connection | undefined;

  constructor(private readonly config: ClientConfig) {}

  async flush(appends: readonly Append[]): Promise<FlushResult> {
    const connection = (this.connection ??= this.connect());
    try {
      await connection.opened;
      const { rows } = await connection.client.query<[string]>({ ...statement, values: valuesOf(appends) });
      const [base = '', ...heads] = rows[0]?.[0].slice(1, -1).split(',') ?? [];
      return { base: BigInt(base), heads: heads.map(Number) };
    } catch (error) {
      // Also a connection that only went silent: what it may still answer must not be taken for the next answer.
      if (isConnectionLoss(error) || isUnprepared(error)) this.forget(connection);
      throw error;
    }
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    await connection?.opened.catch(() => undefined);
    await connection?.client.end().catch(() => undefined);
  }

  private connect(): Connection {
    const client = new Client({ ...this.config, pipeline: true });
    const connection = { client, opened: client.connect() };
    client.on('error', () => this.forget(connection)).on('end', () => this.forget(connection));
    return connection;
  }

  /** The next flush opens another, unless one was opened since. */
  private forget(connection: Connection): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    connection.client.end().catch(() => undefined);
  }
}

function valuesOf(appends: readonly Append[]): Buffer[] {
  const events = appends.flatMap(append => append.events);
  return [
    textArray(appends.map(append => append.stream)),
    intArray(appends.map(append => append.expectedVersion)),
    intArray(appends.flatMap((append, index) => append.events.map(() => index + 1))),
    intArray(events.map(event => event.version)),
    uuidArray(events.map(event => event.id)),
    textArray(events.map(event => event.type)),
    jsonArray(events.map(event => event.data)),
    jsonArray(events.map(event => event.meta)),
    hashArray(events.map(event => event.hash)),
  ];
}
