import { openEvent, storedPointer, type LoggedEvent } from '@hub/event-store';
import { isEnvelope, type SealedValue } from '@hub/vault';
import type { CaseEvent } from '../case/events';
import { sealing } from '../sealing';
import { upcasts } from '../upcasts';

/** Stands where a value is that only a purpose opens. */
const SEALED = { sealed: true } as const;

const isSealed = (value: object) => isEnvelope(value) || ('envelope' in value && isEnvelope(value.envelope));

/** Plain data without what is sealed in it: that there is something is told, never what. */
export function masked(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (isSealed(data)) return SEALED;
  if (Array.isArray(data)) return data.map(masked);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, masked(value)]));
}

/** One sealed value of a fact: where it stands, and whose it is. */
export interface SealedPlace {
  readonly fact: string;
  readonly type: string;
  readonly pointer: string;
  readonly sealed: SealedValue;
}

function envelopesBelow(value: unknown, pointer: string): [pointer: string, envelope: object][] {
  if (typeof value !== 'object' || value === null) return [];
  if (isEnvelope(value)) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, inner]) => envelopesBelow(inner, `${pointer}/${name}`));
}

/** Blind-index tokens are sealed too, and are nobody's to read. */
const isToken = (pointer: string) => pointer.endsWith('/tokens');

/** What is sealed in an event of a case. */
export function sealedPlaces(logged: LoggedEvent): SealedPlace[] {
  const event = openEvent<CaseEvent>(logged, upcasts);
  const { id: fact, stream, type, meta } = event;
  const subjects = new Map(
    sealing({ type, data: event.data }, stream).map(({ pointer, subject }) => [pointer, subject]),
  );
  return envelopesBelow(event.data, '').flatMap(([pointer, envelope]) => {
    const subject = subjects.get(pointer);
    if (subject === undefined || !isEnvelope(envelope) || isToken(pointer)) return [];
    const stored = storedPointer(event, envelope) ?? pointer;
    const where = { stream, eventId: fact, type, schema: meta.schema, pointer: stored, subject };
    return [{ fact, type, pointer, sealed: { envelope, where } }];
  });
}
