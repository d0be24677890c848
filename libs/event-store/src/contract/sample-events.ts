import { randomUUID } from 'node:crypto';
import type { EventStore, LoggedEvent, Position, Provenance, StoredEvent } from '../event-store';
import { chain } from '../hash-chain';

export const newStream = (): string => `sample-${randomUUID()}`;

export interface Sample {
  readonly count?: number;
  /** The events of the stream so far. */
  readonly after?: readonly StoredEvent[];
  readonly data?: string;
  readonly provenance?: Provenance;
}

export function metaText(provenance: Provenance = 'synthetic'): string {
  return JSON.stringify({
    command: randomUUID(),
    actor: 'system:contract',
    provenance,
    codebook: '1.0.0',
    schema: 1,
    recordedAt: '2026-01-02T03:04:05.678Z',
  });
}

/** Events that continue a stream, each with its own id and leaf. */
export function sample(
  stream: string,
  { count = 1, after = [], data, provenance }: Sample = {},
): StoredEvent[] {
  const drafts = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    stream,
    version: after.length + index + 1,
    type: 'SampleTaken',
    data: data ?? `{"n": ${after.length + index + 1},  "text":"bytes  are kept"}`,
    meta: metaText(provenance),
  }));
  return chain(drafts, after.at(-1)?.hash);
}

/** Appends to a new stream and says what was stored. */
export async function recordNew(
  store: EventStore,
  what: Sample = {},
): Promise<{ stream: string; events: StoredEvent[]; position: Position }> {
  const stream = newStream();
  const events = sample(stream, what);
  return { stream, events, position: await store.append(stream, 0, events) };
}

export async function collect(log: AsyncIterable<LoggedEvent[]>): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  for await (const batch of log) all.push(...batch);
  return all;
}

/** Collects from a live log until `count` events have come. */
export async function take(log: AsyncIterable<LoggedEvent[]>, count: number): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  if (count === 0) return all;
  for await (const batch of log) {
    all.push(...batch);
    if (all.length >= count) return all;
  }
  return all;
}

export const idsOf = (events: readonly { id: string }[]): string[] => events.map(event => event.id);

export const withoutPosition = (events: readonly LoggedEvent[]): StoredEvent[] =>
  events.map(({ id, stream, version, type, data, meta, hash }) => ({
    id,
    stream,
    version,
    type,
    data,
    meta,
    hash,
  }));
