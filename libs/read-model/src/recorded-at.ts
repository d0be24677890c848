import type { EventStore, LoggedEvent, Position } from '@hub/event-store';
import { EntitySchema } from 'typeorm';
import { foldRows } from './fold';
import type { Projection, Sql } from './projection';

/** Positions recorded within one quarter of an hour; every time zone's midnight is the edge of one. */
interface Quarter {
  /** Quarters since 1970-01-01T00:00Z. */
  readonly quarter: number;
  readonly first_position: string;
  readonly last_position: string;
}

const QUARTER_MS = 900_000;

const quarters = new EntitySchema<Quarter>({
  name: 'recorded_at',
  columns: {
    quarter: { type: 'int', primary: true },
    first_position: { type: 'bigint' },
    last_position: { type: 'bigint' },
  },
});

/** The instant an event was recorded, in milliseconds since 1970. */
function recordedAt(event: LoggedEvent): number {
  const quick = /[{,]"recordedAt":"([^"\\]+)"/.exec(event.meta)?.[1];
  const text = quick ?? (JSON.parse(event.meta) as { recordedAt?: string }).recordedAt;
  return Date.parse(text ?? '');
}

/** Finds the position up to which the log was known at an instant, without reading the log from the beginning. */
export const recordedAtProjection: Projection = {
  name: 'recorded-at',
  fingerprint: '1',
  entities: [quarters],
  wholeStreams: '',
  apply: (batch, sql) =>
    foldRows(
      sql,
      quarters,
      batch,
      event => Math.floor(recordedAt(event) / QUARTER_MS),
      (row, { position }, quarter) => {
        const [first, last] = row
          ? [BigInt(row.first_position), BigInt(row.last_position)]
          : [position, position];
        if (row && first <= position && position <= last) return row;
        return {
          quarter: Number(quarter),
          first_position: String(position < first ? position : first),
          last_position: String(position > last ? position : last),
        };
      },
    ),
};

/**
 * Position of the last event recorded before an instant, 0 if there is none. Clocks may disagree, the order of the
 * log does not: what stands before that event in the log counts as known, whatever its own clock said.
 */
export async function positionAt(sql: Sql, store: EventStore, instant: Date): Promise<Position> {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS);
  const { rows } = await sql.query<{ before: string | null; first: string | null; last: string | null }>(
    `select max(last_position) filter (where quarter < $1) as before,
            max(first_position) filter (where quarter = $1) as first,
            max(last_position) filter (where quarter = $1) as last
       from recorded_at where quarter <= $1`,
    [quarter],
  );
  const { before, first, last } = rows[0] ?? {};
  let found = BigInt(before ?? 0);
  if (!first || !last || BigInt(last) <= found) return found;
  for await (const batch of store.log(BigInt(first) - 1n, { until: BigInt(last) })) {
    for (const event of batch) {
      if (event.position > found && recordedAt(event) < instant.getTime()) found = event.position;
    }
  }
  return found;
}
