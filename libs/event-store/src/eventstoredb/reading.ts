import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamRecordedEvent,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import type { LoggedEvent, Position } from '../event-store';
import { fromServer, isSystemEvent } from './stored-form';

// Every reading asks for a number of records and takes them all: one left half-way would keep its call, and with it the
// client, open for ever.

/** Records read at once to find the last one that is the hub's. */
const TAIL = 32;

/** Where the server begins: reading forwards includes the record at a position, a subscription does not. */
export const placeOf = (position: Position) =>
  position === 0n ? START : { commit: position, prepare: position };

export async function readStream(client: EventStoreDBClient, stream: string): Promise<LoggedEvent[]> {
  const records: RecordedEvent[] = [];
  try {
    for await (const { event } of client.readStream(stream, { fromRevision: START, direction: FORWARDS })) {
      if (event) records.push(event);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return records.map(fromServer);
}

async function readAll(
  client: EventStoreDBClient,
  options: NonNullable<Parameters<EventStoreDBClient['readAll']>[0]>,
): Promise<AllStreamRecordedEvent[]> {
  const records: AllStreamRecordedEvent[] = [];
  for await (const { event } of client.readAll(options)) if (event) records.push(event);
  return records;
}

/** At most `limit` events of the hub after a position; fewer only at the head. */
export async function readPage(
  client: EventStoreDBClient,
  after: Position,
  limit: number,
): Promise<LoggedEvent[]> {
  const page: LoggedEvent[] = [];
  for (let from = after; page.length < limit;) {
    const maxCount = limit + 1; // one of them is the record at `from` itself
    const records = await readAll(client, { direction: FORWARDS, fromPosition: placeOf(from), maxCount });
    const ours = records.filter(record => record.position.commit > from && !isSystemEvent(record));
    page.push(...ours.map(fromServer));
    from = records.at(-1)?.position.commit ?? from;
    if (records.length < maxCount) break;
  }
  return page.slice(0, limit);
}

export async function readHead(client: EventStoreDBClient): Promise<Position> {
  let fromPosition: typeof END | { commit: bigint; prepare: bigint } = END;
  for (;;) {
    const records = await readAll(client, { direction: BACKWARDS, fromPosition, maxCount: TAIL });
    const last = records.find(record => !isSystemEvent(record));
    if (last) return last.position.commit;
    const earliest = records.at(-1)?.position;
    if (!earliest || records.length < TAIL) return 0n;
    fromPosition = earliest; // excluded: backwards the server begins before a position
  }
}
