import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export interface KekInfo {
  readonly epoch: number;
  /** Short print of the key; differs between contexts even for equal bytes. */
  readonly fingerprint: string;
}

/**
 * Key encryption keys of one context, one per epoch, outside every database. The file provider is built in; an
 * HSM (PKCS#11) or a key service (KMS) implements the same five verbs and never lets the key out.
 */
export interface Keks {
  readonly provider: 'file' | 'memory' | 'pkcs11' | 'kms';
  list(): Promise<readonly KekInfo[]>;
  /** Makes the key of a new epoch; an epoch that exists stays as it is. */
  create(epoch: number): Promise<KekInfo>;
  /** @param label authenticated, so that a wrapped key opens only in its own row. */
  wrap(epoch: number, secret: Buffer, label: string): Promise<Buffer>;
  /** @throws {KekGone} when the epoch's key does not exist; any other error: the wrapped bytes were altered */
  unwrap(epoch: number, wrapped: Buffer, label: string): Promise<Buffer>;
  /** Destroys the key of an epoch in this process and at its place. */
  destroy(epoch: number): Promise<void>;
  /** Lets go of copies in this process; the key was destroyed elsewhere. */
  forget(epoch: number): void;
}

export class KekGone extends Error {
  constructor(readonly epoch: number) {
    super(`No key encryption key of epoch ${epoch}`);
    this.name = 'KekGone';
  }
}

const nonceBytes = 12;
const tagBytes = 16;

/** One key encryption key with the two keys derived from it; the context and the epoch are in the derivation. */
export class Kek {
  private readonly wrapping: Buffer;
  readonly fingerprint: string;

  constructor(
    readonly secret: Buffer,
    context: string,
    readonly epoch: number,
  ) {
    const derive = (use: string) =>
      Buffer.from(hkdfSync('sha256', secret, '', `see-hub|${context}|kek|${epoch}|${use}`, 32));
    this.wrapping = derive('wrap');
    this.fingerprint = createHash('sha256').update(derive('fingerprint')).digest('hex').slice(0, 16);
  }

  wrap(secret: Buffer, label: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.wrapping, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(label));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  unwrap(wrapped: Buffer, label: string): Buffer {
    const nonce = wrapped.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.wrapping, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(label));
    decipher.setAuthTag(wrapped.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes + tagBytes)), decipher.final()]);
  }

  wipe(): void {
    this.secret.fill(0);
    this.wrapping.fill(0);
  }
}
