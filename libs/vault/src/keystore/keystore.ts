/** A wrapped data key, or the tombstone of one (`wrapped` null). */
export interface KeyRow {
  readonly id: string;
  readonly subject: string;
  /** Data class, or `index` for the roots of the name index. */
  readonly class: string;
  readonly generation: number;
  /** Epoch of the key it is wrapped by. */
  readonly epoch: number;
  readonly wrapped: Buffer | null;
}

export interface KeyRef {
  readonly id: string;
  readonly class: string;
  readonly generation: number;
}

/**
 * The destruction of a person's keys as the log promises it: data of the event that a context appends before
 * any key is touched, line of the revocation file, row of the keystore's ledger.
 */
export interface KeyDestruction {
  readonly ledgerSeq: number;
  readonly subject: string;
  /** Classes closed for ever, whether a key of theirs existed or not. */
  readonly classes: readonly string[];
  readonly deks: readonly KeyRef[];
}

/** What identifies a destruction. With the person, since a keystore that lost its tail might give a number twice. */
export const ledgerEntry = ({ ledgerSeq, subject }: Pick<KeyDestruction, 'ledgerSeq' | 'subject'>) =>
  `${ledgerSeq} ${subject}`;

export interface SubjectKeys {
  readonly keys: readonly KeyRow[];
  /** Classes in which no key may ever be made again. */
  readonly closed: ReadonlySet<string>;
}

export interface EpochRow {
  readonly epoch: number;
  readonly fingerprint: string;
  readonly state: 'current' | 'retiring' | 'destroyed';
  readonly createdAt: Date;
  readonly escrowedAt: Date | null;
  readonly destroyedAt: Date | null;
}

/** Up to where a log was read for promises, and the leaf that stood there: another log has another leaf. */
export interface ReadMark {
  readonly position: bigint;
  readonly leaf: Buffer;
}

/** What other processes did to the keystore. */
export type KeystoreNotice =
  | { readonly kind: 'destroyed'; readonly subject: string }
  | { readonly kind: 'epoch-destroyed'; readonly epoch: number }
  /** Notices may have been missed: drop what is cached. */
  | { readonly kind: 'unsure' };

/** The epoch a key was wrapped under is no longer the one new keys take. */
export class EpochRetired extends Error {
  constructor(readonly epoch: number) {
    super(`Epoch ${epoch} takes no new keys`);
    this.name = 'EpochRetired';
  }
}

/** Where wrapped keys and tombstones lie: a database of its own, with a backup of its own. */
export interface Keystore {
  keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKeys>>;
  /**
   * Stores new keys in one round; what exists already stays. Keys of a closed class are left out.
   * @throws {EpochRetired}
   */
  provision(rows: readonly KeyRow[]): Promise<void>;

  epochs(): Promise<readonly EpochRow[]>;
  /** Makes an epoch the one new keys take; the one before retires. */
  openEpoch(epoch: number, fingerprint: string): Promise<void>;
  /** Re-wraps up to `limit` keys of earlier epochs in one transaction; returns how many it found. */
  rewrap(current: number, limit: number, change: (row: KeyRow) => Promise<Buffer>): Promise<number>;
  /** Live keys that need the key of an epoch. */
  liveIn(epoch: number): Promise<number>;
  epochDestroyed(epoch: number): Promise<void>;
  epochEscrowed(epoch: number): Promise<void>;

  /** Writes the intent to destroy and gives it its number. */
  intend(subject: string, classes: readonly string[]): Promise<KeyDestruction>;
  /** `ledgerEntry` of all intents, done or not. */
  intents(): Promise<ReadonlySet<string>>;
  /** `ledgerEntry` of all destructions carried out. */
  ledger(): Promise<ReadonlySet<string>>;
  /** The same with what was destroyed and when, in the order of their numbers. */
  destructions(): Promise<readonly (KeyDestruction & { readonly destroyedAt: Date })[]>;
  /**
   * Tombstones in one transaction, under a lock that lets one destruction happen at a time. `before` runs inside
   * it first; nothing happens when it fails. Repeating one is harmless.
   */
  destroy(destruction: KeyDestruction, before: () => Promise<void>): Promise<{ readonly repeated: boolean }>;

  /** The last place of the log up to which every promise is known to be carried out; kept with the ledger itself. */
  readMark(): Promise<ReadMark | undefined>;
  setReadMark(mark: ReadMark): Promise<void>;

  /** Notices of other processes, until close. */
  listen(notice: (notice: KeystoreNotice) => void): Promise<void>;
  close(): Promise<void>;
}
