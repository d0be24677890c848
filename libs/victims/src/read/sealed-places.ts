import { storedPointer, type OpenedEvent } from '@hub/event-store';
import { isEnvelope, type SealedValue } from '@hub/vault';

const hasEnvelope = /"\$e":/;

/**
 * The data of an event with every envelope accompanied by the place it belongs to: what a read model keeps, so
 * that the value can be opened later, by whoever may.
 */
export function withPlaces<Data extends object>(event: OpenedEvent, raw: string, subject: string): Data {
  if (!hasEnvelope.test(raw)) return event.data as Data;
  const { id: eventId, stream, type, meta } = event;
  const place = (value: unknown): unknown => {
    if (isEnvelope(value)) {
      const pointer = storedPointer(event, value) ?? '';
      const where = { stream, eventId, type, schema: meta.schema, pointer, subject };
      return { envelope: value, where } satisfies SealedValue;
    }
    if (Array.isArray(value)) return value.map(place);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, place(inner)]));
  };
  return place(event.data) as Data;
}

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && 'envelope' in value && isEnvelope(value.envelope);

/** Stands where a value was whose key is destroyed. */
export const FORGOTTEN = { forgotten: true } as const;

/** Plain data in which the sealed values of some classes of keys are forgotten. */
export function forget(data: unknown): unknown {
  if (isSealed(data)) return FORGOTTEN;
  if (Array.isArray(data)) return data.map(forget);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, inner]) => [name, forget(inner)]));
}
