import { dataClasses } from '../envelope';
import type { KeyRing } from '../key-ring';
import { ledgerEntry, type KeyDestruction, type Keystore } from '../keystore/keystore';
import { VaultRefusal } from '../refusal';
import { checkLedger } from './ledger';
import type { RevocationFile } from './revocation-file';

/**
 * Forgetting a person, in the one order that survives a crash anywhere:
 * 1. `plan` writes the intent and names the keys; 2. the context appends `SubjectKeyDestroyed` with that plan as
 * its data; 3. `destroy` writes the revocation file, then the tombstones, and tells all processes;
 * 4. `rewrap` (rewrap.ts) makes old tuples, WAL and keystore backups worthless.
 */
export class Erasures {
  constructor(
    private readonly keystore: Keystore,
    private readonly ring: KeyRing,
    private readonly revocations: RevocationFile,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** What the revocation file holds. @throws {VaultRefusal} `vault.revocations-damaged` (503) */
  filed(): readonly KeyDestruction[] {
    return this.revocations.entries();
  }

  /** @throws {VaultRefusal} `vault.subject-erased` (409) when all the classes were closed before */
  async plan(subject: string, classes: readonly string[] = dataClasses): Promise<KeyDestruction> {
    const { closed } = await this.ring.of(subject, true);
    if (classes.every(name => closed.has(name))) throw new VaultRefusal('vault.subject-erased', 409);
    return this.keystore.intend(subject, classes);
  }

  /** Carries out what the log has promised. Repeating it is harmless. */
  async destroy(promise: KeyDestruction): Promise<{ readonly repeated: boolean }> {
    const result = await this.keystore.destroy(promise, async () =>
      this.revocations.append(promise, this.now()),
    );
    this.ring.evict(promise.subject);
    return result;
  }

  /**
   * Finishes what log and revocation file promise and a crash left undone.
   * @returns how many destructions were carried out now
   * @throws {VaultRefusal} `vault.ledger-behind` (503) when the keystore never heard of one of them: it was
   * restored from an older backup, and `replay` is a decision of the operator
   */
  async reconcile(destroyedEvents: readonly KeyDestruction[]): Promise<number> {
    const promised = this.union(destroyedEvents);
    const ledger = await checkLedger(this.keystore, promised);
    if (ledger.state === 'behind') {
      throw new VaultRefusal('vault.ledger-behind', 503, { missing: ledger.missing.length });
    }
    return this.carryOut(promised);
  }

  /** The restore's first step: carries out every promise, also those an older keystore never heard of. */
  async replay(destroyedEvents: readonly KeyDestruction[]): Promise<number> {
    return this.carryOut(this.union(destroyedEvents));
  }

  /** Past promises cost nothing: only what is missing in the keystore or in the file is done. */
  private async carryOut(promised: readonly KeyDestruction[]): Promise<number> {
    const [done, filed] = [
      await this.keystore.ledger(),
      new Set(this.revocations.entries().map(ledgerEntry)),
    ];
    const open = promised.map(promise => ({ promise, entry: ledgerEntry(promise) }));
    for (const { promise, entry } of open) {
      if (!done.has(entry) || !filed.has(entry)) await this.destroy(promise);
    }
    return open.filter(({ entry }) => !done.has(entry)).length;
  }

  private union(destroyedEvents: readonly KeyDestruction[]): readonly KeyDestruction[] {
    const all = [...this.revocations.entries(), ...destroyedEvents];
    const each = new Map(all.map(promise => [ledgerEntry(promise), promise])).values();
    return [...each].sort((a, b) => a.ledgerSeq - b.ledgerSeq);
  }
}
