import { randomBytes } from 'node:crypto';
import { Kek, KekGone, type KekInfo, type Keks } from './keks';

/** Keys that live as long as the process: for tests and benches. */
export class MemoryKeks implements Keks {
  readonly provider = 'memory';
  private readonly keks = new Map<number, Kek>();

  constructor(private readonly context: string) {}

  async list(): Promise<readonly KekInfo[]> {
    return [...this.keks.values()].map(({ epoch, fingerprint }) => ({ epoch, fingerprint }));
  }

  async create(epoch: number): Promise<KekInfo> {
    const kek = this.keks.get(epoch) ?? new Kek(randomBytes(32), this.context, epoch);
    this.keks.set(epoch, kek);
    return { epoch, fingerprint: kek.fingerprint };
  }

  async wrap(epoch: number, secret: Buffer, label: string): Promise<Buffer> {
    return this.kek(epoch).wrap(secret, label);
  }

  async unwrap(epoch: number, wrapped: Buffer, label: string): Promise<Buffer> {
    return this.kek(epoch).unwrap(wrapped, label);
  }

  async destroy(epoch: number): Promise<void> {
    this.keks.get(epoch)?.wipe();
    this.keks.delete(epoch);
  }

  forget(): void {
    // The only copy is the key itself.
  }

  private kek(epoch: number): Kek {
    const kek = this.keks.get(epoch);
    if (!kek) throw new KekGone(epoch);
    return kek;
  }
}
