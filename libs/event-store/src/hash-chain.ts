import { hash } from 'node:crypto';
import type { StoredEvent } from './event-store';
import { ChainBroken } from './log-errors';

/** Domain separation of RFC 6962: a leaf can never be taken for an inner node of the tree. */
const LEAF = Buffer.of(0);

type Hashed = Omit<StoredEvent, 'hash'>;

/**
 * Leaf of an event: SHA-256 over 0x00 and seven fields, each preceded by its length in bytes as a 32-bit
 * big-endian integer: id (lower-case UUID), stream, version (decimal), type, data, meta (the stored bytes, all
 * UTF-8), and the leaf of the previous event of the stream (nothing for the first).
 */
export function leafHash(event: Hashed, previous: Buffer | undefined): Buffer {
  const fields = [event.id, event.stream, String(event.version), event.type, event.data, event.meta];
  const lengths = fields.map(field => Buffer.byteLength(field));
  const tail = previous?.length ?? 0;
  const framed = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length + 4, 5 + tail));
  let at = LEAF.copy(framed);
  fields.forEach((field, index) => {
    at = framed.writeUInt32BE(lengths[index] ?? 0, at);
    at += framed.write(field, at, 'utf8');
  });
  at = framed.writeUInt32BE(tail, at);
  previous?.copy(framed, at);
  return hash('sha256', framed, 'buffer');
}

/** Gives each event its leaf, continuing the stream after `previous` (the leaf of its last event). */
export function chain(events: readonly Hashed[], previous: Buffer | undefined): StoredEvent[] {
  let last = previous;
  return events.map(event => {
    last = leafHash(event, last);
    return { ...event, hash: last };
  });
}

/**
 * Re-hashes a whole stream.
 * @throws {ChainBroken} naming the first version that does not follow from the one before
 */
export function verifyChain(stream: string, events: readonly StoredEvent[]): void {
  let previous: Buffer | undefined;
  events.forEach((event, index) => {
    const follows = event.stream === stream && event.version === index + 1;
    if (!follows || !leafHash(event, previous).equals(event.hash)) throw new ChainBroken(stream, index + 1);
    previous = event.hash;
  });
}
