import { binaryEvent, type EventData, type RecordedEvent } from '@eventstore/db-client';
import type { LoggedEvent, StoredEvent } from '../event-store';

/**
 * How an event lies in EventStoreDB. The client parses whatever it takes for JSON, which would lose the bytes the leaf
 * covers: the data are stored as octets, and id, leaf and the text of meta lie inside the metadata. The id the server
 * sees is taken from the leaf, because the server answers events with equal ids as if they had just been stored: equal
 * ids must mean equal bytes.
 */
interface Metadata {
  readonly id: string;
  /** Hexadecimal. */
  readonly leaf: string;
  readonly meta: string;
}

/** What the server answers for events it read without their place in the whole log (servers before 22.6). */
const NO_POSITION = 2n ** 64n - 1n;

/** A UUID of version 8 (RFC 9562) made of the first bytes of the leaf. */
export function serverId(leaf: Buffer): string {
  const bytes = Buffer.from(leaf.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function toServer({ id, type, data, meta, hash }: StoredEvent): EventData {
  const metadata: Metadata = { id, leaf: hash.toString('hex'), meta };
  return binaryEvent({ id: serverId(hash), type, data: Buffer.from(data), metadata });
}

const isMetadata = (value: unknown): value is Metadata => {
  const { id, leaf, meta } = (value ?? {}) as Partial<Metadata>;
  return [id, leaf, meta].every(field => typeof field === 'string');
};

/** @throws when somebody else than the hub wrote the event, or the server is too old to tell its position */
export function fromServer(event: RecordedEvent): LoggedEvent {
  const { streamId, revision, type, data, metadata, position } = event;
  if (!isMetadata(metadata) || !(data instanceof Uint8Array)) {
    throw new Error(`${streamId}: event ${revision} (${type}) was not written by the hub`);
  }
  if (!position || position.commit === NO_POSITION) {
    throw new Error('the server does not tell positions in a stream: EventStoreDB 22.6 or newer is needed');
  }
  return {
    id: metadata.id,
    stream: streamId,
    version: Number(revision) + 1,
    position: position.commit,
    type,
    data: Buffer.from(data).toString('utf8'),
    meta: metadata.meta,
    hash: Buffer.from(metadata.leaf, 'hex'),
  };
}

/** The server's own records: statistics, metadata of streams, links. */
export const isSystemEvent = ({ streamId, type }: { streamId: string; type: string }): boolean =>
  streamId.startsWith('$') || type.startsWith('$');
