import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Notes of c2sp.org/signed-note with Ed25519 signatures. */
const ED25519 = Buffer.of(1);
/** Fixed head of an Ed25519 public key in SPKI form (RFC 8410); the 32 bytes of the key follow. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const MARK = '— ';

/** A key that notes are verified with; written `name+<id, hex>+<base64 of 0x01 and the 32 bytes>`. */
export interface VerificationKey {
  readonly name: string;
  readonly id: string;
  readonly key: KeyObject;
}

const rawKey = (key: KeyObject): Buffer => {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return createPublicKey(key.type === 'private' ? key : key.export({ format: 'pem', type: 'spki' }))
    .export({ format: 'der', type: 'spki' })
    .subarray(SPKI.length);
};

const idOf = (name: string, raw: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(ED25519).update(raw).digest().subarray(0, 4);

/** The verification key of a signing (or public) key under a name. */
export function verificationKeyOf(name: string, key: KeyObject): string {
  if (!/^[^\s+]+$/u.test(name)) throw new Error(`a key name has neither spaces nor plus signs: ${name}`);
  const raw = rawKey(key);
  return `${name}+${idOf(name, raw).toString('hex')}+${Buffer.concat([ED25519, raw]).toString('base64')}`;
}

/** @throws when the text is not an Ed25519 verification key or its id does not belong to it */
export function parseVerificationKey(text: string): VerificationKey {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const raw = bytes.subarray(1);
  if (raw.length !== 32 || bytes[0] !== 1 || idOf(name, raw).toString('hex') !== id) {
    throw new Error('not an Ed25519 verification key');
  }
  return { name, id, key: createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' }) };
}

/** Signs a text (ending in a newline) under a key name. */
export function signNote(text: string, name: string, key: KeyObject): string {
  const id = idOf(name, rawKey(key));
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
  return `${text}\n${MARK}${name} ${signature}\n`;
}

/**
 * Text of a note once a known key has signed it.
 * `unknown`: no signature of a key we know; `forged`: a signature of a known key that does not verify, or no note.
 */
export type OpenedNote = { readonly text: string } | 'unknown' | 'forged';

export function openNote(note: string, keys: readonly VerificationKey[]): OpenedNote {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) return 'forged';
  const text = note.slice(0, at + 1);
  let verified = false;
  for (const line of note.slice(at + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    const known = keys.find(key => key.name === name && key.id === bytes.subarray(0, 4).toString('hex'));
    if (!known) continue;
    if (!verify(null, Buffer.from(text), known.key, bytes.subarray(4))) return 'forged';
    verified = true;
  }
  return verified ? { text } : 'unknown';
}
