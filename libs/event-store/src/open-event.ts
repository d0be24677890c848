import type { DomainEvent, EventMeta, LoggedEvent, Position } from './event-store';
import { SchemaUnknown } from './log-errors';
import { currentSchema, upcast, type EventData, type Upcasts } from './upcasts';

/** A stored event, parsed and in today's shape. Sealed fields stay sealed. */
export interface OpenedEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly meta: EventMeta;
  /** The data in the shape it was stored in: `data` itself unless the shape has changed since. */
  readonly stored: EventData;
}

/** @throws {SchemaUnknown} the event was written by a newer hub */
export function openEvent<Event extends DomainEvent = DomainEvent>(
  event: LoggedEvent,
  upcasts: Upcasts,
): OpenedEvent<Event> {
  const { id, stream, version, position, type } = event;
  const meta = JSON.parse(event.meta) as EventMeta;
  const stored = JSON.parse(event.data) as EventData;
  const known = currentSchema(upcasts, type);
  if (!Number.isInteger(meta.schema) || meta.schema < 1 || meta.schema > known) {
    throw new SchemaUnknown(type, meta.schema, known);
  }
  const data = meta.schema === known ? stored : upcast(upcasts, type, meta.schema, stored);
  return { id, stream, version, position, type, data: data, meta, stored };
}

/** JSON pointer (RFC 6901) of an object inside the data as stored: where a sealed envelope was sealed. */
export function storedPointer(event: OpenedEvent, envelope: object): string | undefined {
  const search = (value: unknown, at: string): string | undefined => {
    if (value === envelope) return at;
    if (value === null || typeof value !== 'object') return undefined;
    for (const [key, inner] of Object.entries(value)) {
      const found = search(inner, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(event.stored, '');
}
