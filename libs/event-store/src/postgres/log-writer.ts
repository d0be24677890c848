import { Client, type ClientConfig } from 'pg';
import type { Append, FlushResult, Flusher } from './append-queue';
import { isConnectionLoss } from './connection';
import { hashArray, intArray, jsonArray, textArray, uuidArray } from './wire';

const statement = {
  name: 'log-append',
  text: `select base::text, heads from log.append($1::text[], $2::int[], $3::int[], $4::int[], $5::uuid[], $6::text[], $7::json[], $8::json[], $9::bytea[])`,
};

/** The statement could not be prepared (or was not, because the one before it failed): pg would not prepare it again. */
const isUnprepared = (error: unknown) => /^(42|26)/.test(String((error as { code?: unknown }).code));

/** The one connection that appends, several flushes at a time if asked; opened again when it was lost. */
export class LogWriter implements Flusher {
  private client: Promise<Client> | undefined;

  constructor(private readonly config: ClientConfig) {}

  async flush(appends: readonly Append[]): Promise<FlushResult> {
    const client = await (this.client ??= this.connect());
    const events = appends.flatMap(append => append.events);
    const owners = appends.flatMap((append, index) => append.events.map(() => index + 1));
    const answer = client.query<{ base: string; heads: number[] }>({
      ...statement,
      values: [
        textArray(appends.map(append => append.stream)),
        intArray(appends.map(append => append.expectedVersion)),
        intArray(owners),
        intArray(events.map(event => event.version)),
        uuidArray(events.map(event => event.id)),
        textArray(events.map(event => event.type)),
        jsonArray(events.map(event => event.data)),
        jsonArray(events.map(event => event.meta)),
        hashArray(events.map(event => event.hash)),
      ],
    });
    const { rows } = await answer.catch((error: unknown) => {
      if (isConnectionLoss(error) || isUnprepared(error)) this.discard(client);
      throw error;
    });
    const [row] = rows;
    if (!row) throw new Error('log.append gave no answer');
    return { base: BigInt(row.base), heads: row.heads };
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Also of a connection that only went silent: what it may still answer must not be taken for the next answer. */
  private discard(client: Client): void {
    this.client = undefined;
    client.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = new Client({ ...this.config, pipeline: true });
    const forget = () => {
      this.client = undefined;
    };
    client.on('error', forget).on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }
}
