import { hash } from 'node:crypto';

/** Bytes of the ids a name is hashed behind; few namespaces are in use at a time. */
let last = { namespace: '', bytes: Buffer.alloc(0) };

function bytesOf(namespace: string): Buffer {
  if (last.namespace !== namespace) {
    last = { namespace, bytes: Buffer.from(namespace.replaceAll('-', ''), 'hex') };
  }
  return last.bytes;
}

/**
 * Name-based UUID (RFC 9562, version 5): the same name in the same namespace is the same id, everywhere. Made a
 * dozen times for each imported row, hence by the one-shot hash and without a buffer for its result.
 */
export function nameId(name: string, namespace: string): string {
  const hex = hash('sha1', Buffer.concat([bytesOf(namespace), Buffer.from(name)]), 'hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
