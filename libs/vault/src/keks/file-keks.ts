import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { VaultRefusal } from '../refusal';
import { Kek, KekGone, type KekInfo, type Keks } from './keks';

export interface FileKeksOptions {
  /** Outside every database and every backup set. */
  readonly directory: string;
  readonly context: string;
  readonly mode: 'sandbox' | 'production';
}

interface KekFile {
  readonly context: string;
  readonly mode: string;
  readonly epoch: number;
  readonly key: string;
}

const fileName = (epoch: number) => `kek-${epoch}.json`;

function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return; // directories cannot be opened there
  const handle = fs.openSync(directory, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}

/** Key encryption keys as files of mode 0400, one per epoch. */
export class FileKeks implements Keks {
  readonly provider = 'file';
  private readonly keks = new Map<number, Kek>();

  constructor(private readonly options: FileKeksOptions) {
    fs.mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  }

  async list(): Promise<readonly KekInfo[]> {
    return fs
      .readdirSync(this.options.directory)
      .map(file => /^kek-(\d+)\.json$/.exec(file)?.[1])
      .filter(epoch => epoch !== undefined)
      .map(epoch => this.info(Number(epoch)))
      .sort((a, b) => a.epoch - b.epoch);
  }

  async create(epoch: number): Promise<KekInfo> {
    if (!fs.existsSync(this.file(epoch))) this.store(epoch, randomBytes(32));
    return this.info(epoch);
  }

  /** Puts a key back that custodians restored from their shares. */
  async restore(epoch: number, secret: Buffer): Promise<KekInfo> {
    if (fs.existsSync(this.file(epoch))) throw new VaultRefusal('vault.kek-exists', 409, { epoch });
    this.store(epoch, secret);
    return this.info(epoch);
  }

  /** The bare key of an epoch, only ever to be split among custodians. */
  secretForEscrow(epoch: number): Buffer {
    return Buffer.from(this.kek(epoch).secret);
  }

  async wrap(epoch: number, secret: Buffer, label: string): Promise<Buffer> {
    return this.kek(epoch).wrap(secret, label);
  }

  async unwrap(epoch: number, wrapped: Buffer, label: string): Promise<Buffer> {
    return this.kek(epoch).unwrap(wrapped, label);
  }

  async destroy(epoch: number): Promise<void> {
    this.forget(epoch);
    const file = this.file(epoch);
    if (!fs.existsSync(file)) return;
    fs.chmodSync(file, 0o600);
    const handle = fs.openSync(file, 'r+');
    fs.writeSync(handle, randomBytes(fs.fstatSync(handle).size), 0, undefined, 0);
    fs.fsyncSync(handle);
    fs.closeSync(handle);
    fs.rmSync(file);
    syncDirectory(this.options.directory);
  }

  forget(epoch: number): void {
    this.keks.get(epoch)?.wipe();
    this.keks.delete(epoch);
  }

  private info(epoch: number): KekInfo {
    const { fingerprint } = this.kek(epoch);
    return { epoch, fingerprint };
  }

  private file(epoch: number): string {
    return path.join(this.options.directory, fileName(epoch));
  }

  private store(epoch: number, secret: Buffer): void {
    const { directory, context, mode } = this.options;
    const content: KekFile = { context, mode, epoch, key: secret.toString('base64') };
    const temporary = path.join(directory, `.${fileName(epoch)}-${process.pid}`);
    const handle = fs.openSync(temporary, 'wx', 0o400);
    fs.writeSync(handle, JSON.stringify(content));
    fs.fsyncSync(handle);
    fs.closeSync(handle);
    try {
      fs.linkSync(temporary, this.file(epoch)); // unlike rename it never replaces the key another process just made
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(temporary);
    }
    syncDirectory(directory);
  }

  private kek(epoch: number): Kek {
    const known = this.keks.get(epoch);
    if (known) return known;
    const { context, mode } = this.options;
    const found = this.read(epoch);
    if (found.context !== context) throw new VaultRefusal('vault.kek-of-another-context', 503, { epoch });
    if (found.mode !== mode) throw new VaultRefusal('vault.kek-of-another-mode', 503, { epoch });
    const secret = Buffer.from(found.key, 'base64');
    if (secret.length !== 32 || found.epoch !== epoch)
      throw new VaultRefusal('vault.kek-damaged', 503, { epoch });
    const kek = new Kek(secret, context, epoch);
    this.keks.set(epoch, kek);
    return kek;
  }

  private read(epoch: number): KekFile {
    const file = this.file(epoch);
    let content: string;
    try {
      content = fs.readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new KekGone(epoch);
      throw new VaultRefusal('vault.kek-unreadable', 503, { epoch }, error);
    }
    if (process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0) {
      throw new VaultRefusal('vault.kek-open-to-others', 503, { epoch });
    }
    try {
      return JSON.parse(content) as KekFile;
    } catch {
      throw new VaultRefusal('vault.kek-damaged', 503, { epoch });
    }
  }
}
