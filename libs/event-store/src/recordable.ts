import type { EventMeta, Mode, Provenance, StoredEvent } from './event-store';
import { EventTooLarge, ProvenanceRefused } from './log-errors';

/** Stored bytes of data and meta together; what is larger belongs into an attachment, not into a fact. */
export const EVENT_BYTES = 1_000_000;

const LONGEST_NAME = 200;
const named = (name: string) =>
  name.length > 0 && name.length <= LONGEST_NAME && !/[\ud800-\udfff\0]/u.test(name);

/** What every adapter checks before it appends; `events` continue the stream after `expectedVersion`. */
export function assertRecordable(
  stream: string,
  expectedVersion: number,
  events: readonly StoredEvent[],
): void {
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new RangeError(`${stream}: an expected version is a whole number from 0, not ${expectedVersion}`);
  }
  if (!named(stream)) throw new RangeError('a stream has a name of 1 to 200 characters');
  events.forEach((event, index) => {
    if (event.stream !== stream || event.version !== expectedVersion + index + 1) {
      throw new RangeError(`${stream}: event ${index} does not continue version ${expectedVersion}`);
    }
    if (!named(event.type)) throw new RangeError(`${stream}: an event type has 1 to 200 characters`);
    if (event.hash.length !== 32) throw new RangeError(`${stream}: event ${index} has no leaf hash`);
    const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.meta);
    if (bytes > EVENT_BYTES) throw new EventTooLarge(event.type, bytes, EVENT_BYTES);
  });
}

/** The provenances a log of each mode takes. */
export const allowedProvenances: Readonly<Record<Mode, readonly Provenance[]>> = {
  sandbox: ['synthetic', 'public'],
  production: ['real'],
};

/** For adapters whose store cannot check it itself. */
export function assertProvenance(mode: Mode, events: readonly StoredEvent[]): void {
  for (const event of events) {
    const { provenance } = JSON.parse(event.meta) as Partial<EventMeta>;
    if (!provenance || !allowedProvenances[mode].includes(provenance)) throw new ProvenanceRefused(mode);
  }
}

/** Whether the events an earlier, unanswered append may have recorded are these: same id, same leaf. */
export function isStored(events: readonly StoredEvent[], found: readonly StoredEvent[]): boolean {
  return (
    found.length === events.length &&
    events.every((event, index) => {
      const other = found[index];
      return other !== undefined && other.id === event.id && other.hash.equals(event.hash);
    })
  );
}
