import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';

/** A line for the access log before it has a position and a leaf. */
export interface Entry {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  /** Account id, `system:<name>` or `ops:<operating-system user>`. */
  readonly actor: string;
  readonly office?: string;
  readonly purpose?: string;
  readonly at: Date;
}

/** Appends lines to the access log inside the caller's transaction. @returns position of the last one */
export async function append(client: Pick<ClientBase, 'query'>, entries: readonly Entry[]): Promise<bigint> {
  const meta = ({ actor, office, purpose, at }: Entry) =>
    JSON.stringify({ actor, office, purpose, schema: 1, recordedAt: at.toISOString() });
  const { rows } = await client.query<{ position: string }>(
    'select access.append($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as position',
    [
      entries.map(() => randomUUID()),
      entries.map(entry => entry.stream),
      entries.map(entry => entry.type),
      entries.map(entry => JSON.stringify(entry.data)),
      entries.map(meta),
    ],
  );
  return BigInt(rows[0]?.position ?? 0);
}
