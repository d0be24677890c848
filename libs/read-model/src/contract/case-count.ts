import { randomUUID } from 'node:crypto';
import { chain, type EventStore, type LoggedEvent, type Position } from '@hub/event-store';
import { EntitySchema } from 'typeorm';
import { addRows, foldRows } from '../fold';
import type { Projection } from '../projection';

/** A small context for the tests of this room: cases that are registered, counted and closed. */
export type CaseFact = { type: 'CaseRegistered' | 'CaseCounted' | 'CaseClosed' | 'Poison'; amount?: number };

const versions = new WeakMap<EventStore, Map<string, { version: number; hash: Buffer | undefined }>>();

export async function record(
  store: EventStore,
  caseId: string,
  facts: readonly CaseFact[],
  recordedAt = '2026-03-01T10:00:00.000Z',
): Promise<Position> {
  const streams = versions.get(store) ?? new Map<string, { version: number; hash: Buffer | undefined }>();
  versions.set(store, streams);
  const stream = `case-${caseId}`;
  const at = streams.get(stream) ?? { version: 0, hash: undefined };
  const events = facts.map(({ type, amount = 1 }, index) => ({
    id: randomUUID(),
    stream,
    version: at.version + index + 1,
    type,
    data: JSON.stringify({ amount, note: 'Љубљана ž "quoted" \\' }),
    meta: JSON.stringify({
      command: randomUUID(),
      actor: 'system:test',
      provenance: 'synthetic',
      codebook: '1.0.0',
      schema: 1,
      recordedAt,
    }),
  }));
  const chained = chain(events, at.hash);
  const position = await store.append(stream, at.version, chained);
  streams.set(stream, { version: at.version + facts.length, hash: chained.at(-1)?.hash });
  return position;
}

/** Deterministic cases: `count` events over `cases` streams, interleaved. */
export async function recordMany(store: EventStore, count: number, cases: number): Promise<Position> {
  const ids = Array.from({ length: cases }, () => randomUUID());
  let position = 0n;
  for (let index = 0; index < count; index++) {
    const id = ids[(index * 7 + (index % 3)) % cases] ?? '';
    const type = index < cases ? 'CaseCounted' : index % 11 === 0 ? 'CaseClosed' : 'CaseCounted';
    position = await record(store, id, [{ type, amount: index }]);
  }
  return position;
}

export interface CaseRow {
  case_id: string;
  events: number;
  total: string;
  closed_on: string | null;
  last: { type: string } | null;
}

export const caseTable = new EntitySchema<CaseRow>({
  name: 'case_count',
  columns: {
    case_id: { type: 'uuid', primary: true },
    events: { type: 'int' },
    total: { type: 'numeric' },
    closed_on: { type: 'date', nullable: true },
    last: { type: 'json', nullable: true },
  },
  indices: [{ name: 'case_count_events', columns: ['events'] }],
});

interface EntryRow {
  event_id: string;
  position: string;
  type: string;
}

const entryTable = new EntitySchema<EntryRow>({
  name: 'entry',
  columns: {
    event_id: { type: 'uuid', primary: true },
    position: { type: 'bigint' },
    type: { type: 'text' },
  },
});

const idOf = (event: LoggedEvent) => event.stream.slice('case-'.length);

/** The row a case has after one more event; a closed case that is counted again is removed. */
export function evolveCase(row: CaseRow | undefined, event: LoggedEvent): CaseRow | undefined {
  if (event.type === 'Poison') throw new Error('cannot take Blerta Kola');
  const { amount } = JSON.parse(event.data) as { amount: number };
  if (row?.closed_on && event.type === 'CaseCounted') return undefined;
  return {
    case_id: idOf(event),
    events: (row?.events ?? 0) + 1,
    total: String(Number(row?.total ?? 0) + amount),
    closed_on: event.type === 'CaseClosed' ? '2026-03-29' : null,
    last: { type: event.type },
  };
}

export const caseCount = (fingerprint = '1'): Projection => ({
  name: 'case-count',
  fingerprint,
  entities: [caseTable],
  apply: (batch, sql) => foldRows(sql, caseTable, batch, idOf, evolveCase),
});

/** Writes one row per event: a second application of an event violates the key. */
export const entries: Projection = {
  name: 'entries',
  fingerprint: '1',
  entities: [entryTable],
  apply: (batch, sql) =>
    addRows(
      sql,
      entryTable,
      batch.map(({ id, position, type }) => ({ event_id: id, position: String(position), type })),
    ),
};

/** Counts with statements of its own: a second application shows in the sum. */
export const tally: Projection = {
  name: 'tally',
  fingerprint: '1',
  entities: [
    new EntitySchema<{ type: string; n: number }>({
      name: 'tally',
      columns: { type: { type: 'text', primary: true }, n: { type: 'int' } },
    }),
  ],
  apply: async (batch, sql) => {
    await sql.query(
      `insert into tally (type, n) select t, count(*) from unnest($1::text[]) t group by t
       on conflict (type) do update set n = tally.n + excluded.n`,
      [batch.map(event => event.type)],
    );
  },
};

export async function wholeLog(store: EventStore, until?: Position): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const batch of store.log(0n, { until: until ?? (await store.head()) })) events.push(...batch);
  return events;
}

/** What `case_count` must hold, folded without database, runner or batches. */
export function naiveFold(events: readonly LoggedEvent[]): Map<string, CaseRow> {
  const rows = new Map<string, CaseRow>();
  for (const event of events) {
    const row = evolveCase(rows.get(idOf(event)), event);
    if (row) rows.set(idOf(event), row);
    else rows.delete(idOf(event));
  }
  return rows;
}
