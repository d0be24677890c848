import {
  type DataClass,
  type DataKey,
  type Opened,
  type SealedValue,
  type VaultFault,
  isEnvelope,
  openValue,
} from './envelope';
import { type Cached, type KeyRing, cacheMs } from './key-ring';
import { VaultRefusal } from './refusal';

/** Why keys are wanted, by whom and for which object: what the access log keeps of it. */
export interface ReleaseRequest {
  /** Person, or all persons of one page or one batch. */
  readonly subject: string | readonly string[];
  readonly classes: readonly DataClass[];
  /** From the context's list of purposes, or one of the system's (`name-index`). */
  readonly purpose: string;
  /** Account id, `system:<name>` or `ops:<user>`. */
  readonly actor: string;
  readonly office?: string;
  readonly resource: { readonly kind: string; readonly id?: string };
  /** `consultation` unless told otherwise. */
  readonly kind?: 'consultation' | 'disclosure' | 'combination';
  /** Who receives it, for a disclosure. */
  readonly recipient?: string;
}

export type ReleaseRecord = Omit<ReleaseRequest, 'subject' | 'kind'> & {
  readonly kind: 'consultation' | 'disclosure' | 'combination';
  readonly subjects: readonly string[];
};

/**
 * Where every release of keys is written down before it happens. Implemented by the access log. An abstract
 * class so that it is its own injection token.
 */
export abstract class ReleaseLog {
  /** Durable when it resolves; when it rejects no key is released. */
  abstract record(entry: ReleaseRecord): Promise<void>;
}

/** Faults met by this process since its start, for the health page: ids only. */
export class FaultCount {
  private readonly counts = new Map<VaultFault, number>();
  private last?: {
    readonly fault: VaultFault;
    readonly stream: string;
    readonly eventId: string;
    readonly pointer: string;
  };

  add(fault: VaultFault, { where: { stream, eventId, pointer } }: SealedValue): { fault: VaultFault } {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    this.last = { fault, stream, eventId, pointer };
    return { fault };
  }

  get report() {
    return {
      counts: Object.fromEntries(this.counts) as Partial<Record<VaultFault, number>>,
      last: this.last,
    };
  }
}

/** Opens what one release allows: its subjects, its classes, for a minute. */
export class Opener {
  constructor(
    private readonly parts: {
      readonly context: string;
      readonly ring: KeyRing;
      readonly faults: FaultCount;
      readonly clock: () => number;
    },
    private readonly released: ReadonlyMap<string, Cached>,
    private readonly classes: ReadonlySet<string>,
    private readonly since: number,
  ) {}

  /** The value, `forgotten`, or a fault; never throws for what stands in an envelope, never a wrong value. */
  async open<T = unknown>(envelope: unknown, where: SealedValue['where']): Promise<Opened<T>> {
    if (!isEnvelope(envelope)) {
      return this.parts.faults.add('vault.envelope-malformed', { envelope: { $e: 0, k: '', c: '' }, where });
    }
    const sealed = { envelope, where };
    const key = await this.keyFor(sealed);
    if ('forgotten' in key) return key;
    if ('fault' in key) return this.parts.faults.add(key.fault, sealed);
    const opened = openValue(key.key, this.parts.context, sealed);
    return 'fault' in opened ? this.parts.faults.add(opened.fault, sealed) : (opened as Opened<T>);
  }

  /** Opens many, in order. */
  openMany<T = unknown>(sealed: readonly SealedValue[]): Promise<Opened<T>[]> {
    return Promise.all(sealed.map(({ envelope, where }) => this.open<T>(envelope, where)));
  }

  private async keyFor(
    sealed: SealedValue,
  ): Promise<{ key: DataKey } | { forgotten: true } | { fault: VaultFault }> {
    const { envelope, where } = sealed;
    if (this.parts.clock() - this.since > cacheMs) return { fault: 'vault.release-expired' };
    let cached = this.released.get(where.subject);
    if (!cached) return { fault: 'vault.not-released' };
    const named = ({ id }: { id: string }) => id === envelope.k;
    if (!cached.keys.some(named)) cached = await this.parts.ring.of(where.subject, true); // made since by another process
    const row = cached.keys.find(named);
    // Without its row nobody can tell the class: a person forgotten wholly or in part has lost it for good.
    if (!row) return cached.closed.size > 0 ? { forgotten: true } : { fault: 'vault.key-missing' };
    if (!row.wrapped) return { forgotten: true };
    if (!this.classes.has(row.class)) return { fault: 'vault.not-released' };
    const key = await this.parts.ring.unwrap(cached, row);
    if (!key) return { fault: 'vault.key-damaged' };
    return key.destroyed ? { forgotten: true } : { key };
  }
}

/** Refuses a request that could not be justified later. */
export function checkRequest({ purpose, actor }: ReleaseRequest): void {
  if (!purpose) throw new VaultRefusal('vault.purpose-missing', 403);
  if (!actor) throw new VaultRefusal('vault.actor-missing', 403);
}
