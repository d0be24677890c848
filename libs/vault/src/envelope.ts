import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { StoredEvent } from '@hub/event-store';
import { valueAt, walk } from './pointer';

/** Key class: what is erased together. */
export type DataClass = 'identity' | 'contact' | 'sensitive' | 'narrative' | 'file';
export const dataClasses: readonly DataClass[] = ['identity', 'contact', 'sensitive', 'narrative', 'file'];

/** A sealed value as it stands in the data of an event: algorithm, id of the key, base64(nonce ‖ tag ‖ ciphertext). */
export interface Envelope {
  readonly $e: number;
  readonly k: string;
  readonly c: string;
}

/** The one place an envelope belongs to; all of it is authenticated, so it opens nowhere else. */
export interface Where {
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  /** `meta.schema` of the stored event, whatever an upcast makes of it. */
  readonly schema: number;
  /** JSON pointer into the stored data. */
  readonly pointer: string;
  readonly subject: string;
}

/** What a read model keeps of a sealed field. */
export interface SealedValue {
  readonly envelope: Envelope;
  readonly where: Where;
}

/** Why an envelope does not open though its key was not destroyed. Counted on the health page. */
export type VaultFault =
  | 'vault.envelope-malformed'
  | 'vault.envelope-algorithm'
  | 'vault.envelope-tampered'
  | 'vault.key-missing'
  | 'vault.key-damaged'
  | 'vault.not-released'
  | 'vault.release-expired';

/** A value, or the typed absence of one. Nothing else comes out of an envelope, never a wrong value. */
export type Opened<T = unknown> =
  | { readonly value: T }
  /** The key was destroyed: the person was forgotten. */
  | { readonly forgotten: true }
  | { readonly fault: VaultFault };

/**
 * Algorithms an envelope may name. New values are sealed under `writes`; all others stay readable. Adding one
 * never needs a rewrite of the log.
 */
const algorithms: Readonly<Record<number, 'aes-256-gcm' | 'chacha20-poly1305'>> = {
  1: 'aes-256-gcm',
  2: 'chacha20-poly1305',
};
export const writes = 1;

const nonceBytes = 12;
const tagBytes = 16;
const bucket = 32;

/** A data key at work: one derived key per context and algorithm, wiped when the key is destroyed. */
export class DataKey {
  private readonly derived = new Map<number, Buffer>();
  destroyed = false;

  constructor(
    readonly id: string,
    private readonly context: string,
    private readonly secret: Buffer,
  ) {}

  /** Key for the content of one algorithm; the context is part of the derivation. */
  forAlgorithm(algorithm: number): Buffer {
    if (this.destroyed) throw new Error('The key was destroyed'); // never seal under the zeros left behind
    let key = this.derived.get(algorithm);
    if (!key) {
      key = Buffer.from(
        hkdfSync('sha256', this.secret, '', `see-hub|${this.context}|field|${algorithm}`, 32),
      );
      this.derived.set(algorithm, key);
    }
    return key;
  }

  /** Bytes for a purpose of its own, e.g. one kind of name token. */
  derive(purpose: string): Buffer {
    if (this.destroyed) throw new Error('The key was destroyed');
    return Buffer.from(hkdfSync('sha256', this.secret, '', `see-hub|${this.context}|${purpose}`, 32));
  }

  wipe(): void {
    this.destroyed = true;
    this.secret.fill(0);
    for (const key of this.derived.values()) key.fill(0);
  }
}

function authenticated(context: string, where: Where): Buffer {
  const { stream, eventId, type, schema, pointer, subject } = where;
  return Buffer.from([context, stream, eventId, type, schema, pointer, subject].join('|'));
}

/** Length first, then zeros up to the next bucket: the size of a ciphertext does not tell a yes from a no. */
function pad(value: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const padded = Buffer.alloc(Math.ceil((text.length + 4) / bucket) * bucket);
  padded.writeUInt32BE(text.length, 0);
  text.copy(padded, 4);
  return padded;
}

const unpad = (padded: Buffer): unknown => JSON.parse(padded.toString('utf8', 4, 4 + padded.readUInt32BE(0)));

/** Seals one value for one place. */
export function sealValue(
  key: DataKey,
  context: string,
  value: unknown,
  where: Where,
  algorithm = writes,
): Envelope {
  const cipher = algorithms[algorithm];
  if (!cipher) throw new Error(`No algorithm ${algorithm}`);
  const nonce = randomBytes(nonceBytes);
  const options = { authTagLength: tagBytes };
  const encipher =
    cipher === 'aes-256-gcm'
      ? createCipheriv(cipher, key.forAlgorithm(algorithm), nonce, options)
      : createCipheriv(cipher, key.forAlgorithm(algorithm), nonce, options);
  const padded = pad(value);
  encipher.setAAD(authenticated(context, where), { plaintextLength: padded.length });
  const sealed = Buffer.concat([encipher.update(padded), encipher.final()]);
  return {
    $e: algorithm,
    k: key.id,
    c: Buffer.concat([nonce, encipher.getAuthTag(), sealed]).toString('base64'),
  };
}

/** Opens one envelope at the place it is claimed to stand. */
export function openValue(key: DataKey, context: string, { envelope, where }: SealedValue): Opened {
  if (key.destroyed) return { forgotten: true };
  const cipher = algorithms[envelope.$e];
  if (!cipher) return { fault: 'vault.envelope-algorithm' };
  const bytes = Buffer.from(envelope.c, 'base64');
  const length = bytes.length - nonceBytes - tagBytes;
  if (length < bucket || length % bucket !== 0) return { fault: 'vault.envelope-malformed' };
  const secret = key.forAlgorithm(envelope.$e);
  const nonce = bytes.subarray(0, nonceBytes);
  const options = { authTagLength: tagBytes };
  const decipher =
    cipher === 'aes-256-gcm'
      ? createDecipheriv(cipher, secret, nonce, options)
      : createDecipheriv(cipher, secret, nonce, options);
  try {
    decipher.setAAD(authenticated(context, where), { plaintextLength: length });
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const padded = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return { value: unpad(padded) };
  } catch {
    return { fault: 'vault.envelope-tampered' };
  }
}

/** Whether a value of stored data claims to be sealed. Whether it truly is, only opening tells. */
export function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null || !('$e' in value)) return false;
  const { $e, k, c } = value as { $e: unknown; k?: unknown; c?: unknown };
  return typeof $e === 'number' && typeof k === 'string' && typeof c === 'string';
}

type Stored = Pick<StoredEvent, 'id' | 'stream' | 'type' | 'data' | 'meta'>;

const placeIn = (event: Stored) => ({
  stream: event.stream,
  eventId: event.id,
  type: event.type,
  schema: (JSON.parse(event.meta) as { schema: number }).schema,
});

/**
 * The sealed field of a stored event, for a read model; undefined where nothing sealed stands. It reads the
 * stored bytes, since an upcast may have moved the field and the place is authenticated.
 */
export function sealedAt(event: Stored, pointer: string, subject: string): SealedValue | undefined {
  const envelope = valueAt(JSON.parse(event.data), pointer);
  return isEnvelope(envelope) ? { envelope, where: { ...placeIn(event), pointer, subject } } : undefined;
}

/** All sealed fields of a stored event by pointer. */
export function envelopesIn(event: Pick<StoredEvent, 'data'>): ReadonlyMap<string, Envelope> {
  const found = new Map<string, Envelope>();
  walk(JSON.parse(event.data), (value, pointer) => {
    if (isEnvelope(value)) found.set(pointer, value);
    return !isEnvelope(value);
  });
  return found;
}
