import type { LoggedEvent, OpenedEvent } from '@hub/event-store';
import { openEvent } from '@hub/event-store';
import { isEnvelope, type SealedValue } from '@hub/vault';
import { sealing } from '../sealing';
import type { CaseEvent } from '../case/events';
import { upcasts } from '../upcasts';

/** What a page shows where keys were destroyed. */
export const FORGOTTEN = '\u0000forgotten';

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && 'envelope' in value && 'where' in value;

/** Everything sealed in some data. */
export function sealedIn(data: unknown): SealedValue[] {
  if (isSealed(data)) return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(sealedIn);
}

/** The data with what is known in clear. */
export function opened(data: unknown, known: ReadonlyMap<SealedValue, unknown>): unknown {
  if (isSealed(data)) return known.get(data) ?? data;
  if (Array.isArray(data)) return data.map(one => opened(one, known));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, inner]) => [name, opened(inner, known)]));
}

type Subjects = ReadonlyMap<string, string>;

function placed(value: unknown, pointer: string, event: OpenedEvent<CaseEvent>, subjects: Subjects): unknown {
  if (isEnvelope(value)) {
    const { stream, id: eventId, type, meta } = event;
    const subject = subjects.get(pointer) ?? '';
    return { envelope: value, where: { stream, eventId, type, schema: meta.schema, pointer, subject } };
  }
  if (Array.isArray(value)) return value.map((one, at) => placed(one, `${pointer}/${at}`, event, subjects));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([name, one]) => [
    name,
    placed(one, `${pointer}/${name}`, event, subjects),
  ]);
  return Object.fromEntries(inner) as unknown;
}

/** One event of a case as it was recorded; what is sealed in it knows the place it was sealed for. */
export function recording(logged: LoggedEvent) {
  const event = openEvent<CaseEvent>(logged, upcasts);
  const { id, version, meta, type, data, stream } = event;
  const fields = sealing({ type, data }, stream);
  const subjects = new Map(fields.map(({ pointer, subject }) => [pointer, subject]));
  return { id, version, meta, event: { type, data: placed(data, '', event, subjects) } as CaseEvent };
}

export type Recording = ReturnType<typeof recording>;
