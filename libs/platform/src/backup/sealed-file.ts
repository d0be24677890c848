import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * A file encrypted in chunks (the STREAM construction): magic, salt, then frames of `length | ciphertext | tag`.
 * Each frame's nonce holds its number and whether it is the last, so frames cannot be swapped, dropped or cut off.
 */
const magic = Buffer.from('HUB BACKUP 1\n');
const saltLength = 32;
const tagLength = 16;
const chunkLength = 64 * 1024;
const algorithm = 'aes-256-gcm';

/** The file is not what it says, was altered or cut off, or another key is needed. */
export class SealBroken extends Error {
  constructor(reason: string) {
    super(`the backup cannot be opened: ${reason}`);
    this.name = 'SealBroken';
  }
}

/** @param purpose binds the key to context and part: a file of another database does not open */
const deriveKey = (master: Buffer, salt: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', master, salt, `hub backup 1|${purpose}`, 32));

function nonceOf(frame: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(frame), 0);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Plain bytes in, sealed file out. */
export class Sealing extends Transform {
  private readonly header: Buffer;
  private readonly key: Buffer;
  private waiting: Buffer[] = [];
  private length = 0;
  private frame = 0;

  constructor(master: Buffer, purpose: string) {
    super();
    const salt = randomBytes(saltLength);
    this.header = Buffer.concat([magic, salt]);
    this.key = deriveKey(master, salt, purpose);
    this.push(this.header);
  }

  private seal(plain: Buffer, last: boolean): void {
    const cipher = createCipheriv(algorithm, this.key, nonceOf(this.frame++, last));
    cipher.setAAD(this.header);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    this.push(length);
    this.push(sealed);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting.push(chunk);
    this.length += chunk.length;
    if (this.length <= chunkLength) return done();
    let bytes = Buffer.concat(this.waiting);
    // One chunk is always held back: only the end tells which is the last.
    for (; bytes.length > chunkLength; bytes = bytes.subarray(chunkLength)) {
      this.seal(bytes.subarray(0, chunkLength), false);
    }
    this.waiting = [bytes];
    this.length = bytes.length;
    done();
  }

  override _flush(done: TransformCallback): void {
    this.seal(Buffer.concat(this.waiting), true);
    done();
  }
}

/** Sealed file in, plain bytes out. Fails with {@link SealBroken} before it gives out a byte that is not authentic. */
export class Opening extends Transform {
  private bytes = Buffer.alloc(0);
  private header: Buffer | undefined;
  private key: Buffer | undefined;
  private frame = 0;
  private ended = false;

  constructor(
    private readonly master: Buffer,
    private readonly purpose: string,
  ) {
    super();
  }

  private readHeader(): boolean {
    const length = magic.length + saltLength;
    if (this.bytes.length < length) return false;
    this.header = this.bytes.subarray(0, length);
    if (!this.header.subarray(0, magic.length).equals(magic))
      throw new SealBroken('it is not a backup of the hub');
    this.key = deriveKey(this.master, this.header.subarray(magic.length), this.purpose);
    this.bytes = this.bytes.subarray(length);
    return true;
  }

  private open(sealed: Buffer, key: Buffer, header: Buffer, last: boolean): Buffer | undefined {
    const decipher = createDecipheriv(algorithm, key, nonceOf(this.frame, last));
    decipher.setAAD(header).setAuthTag(sealed.subarray(-tagLength));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  /** @returns whether a whole frame was there */
  private readFrame(key: Buffer, header: Buffer): boolean {
    if (this.bytes.length < 4) return false;
    const length = this.bytes.readUInt32BE();
    if (length < tagLength || length > chunkLength + tagLength) throw new SealBroken('it was altered');
    if (this.bytes.length < 4 + length) return false;
    if (this.ended) throw new SealBroken('something follows its end');
    const sealed = this.bytes.subarray(4, 4 + length);
    this.bytes = this.bytes.subarray(4 + length);
    const middle = this.open(sealed, key, header, false);
    const plain = middle ?? this.open(sealed, key, header, true);
    if (!plain) throw new SealBroken('it was altered, or another key or database is needed');
    this.ended = middle === undefined;
    this.frame += 1;
    if (plain.length > 0) this.push(plain);
    return true;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    try {
      if (!this.header && !this.readHeader()) return done();
      const { key, header } = this;
      while (key && header && this.readFrame(key, header));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.ended && this.bytes.length === 0) return done();
    done(new SealBroken(this.header ? 'its end is missing' : 'it is not a backup of the hub'));
  }
}
