import { randomBytes, randomUUID } from 'node:crypto';
import { DataKey } from './envelope';
import { Gathering } from './gathering';
import { KekGone, type Keks } from './keks/keks';
import {
  EpochRetired,
  type KeyRow,
  type Keystore,
  type KeystoreNotice,
  type SubjectKeys,
} from './keystore/keystore';
import { VaultRefusal } from './refusal';

/** Longest time a key, once unwrapped, may serve without a look at the keystore. */
export const cacheMs = 60_000;
const cachedSubjects = 20_000;

interface KeyWanted {
  readonly subject: string;
  readonly class: string;
  readonly generation: number;
}

/** What this process knows of one person's keys, at most `cacheMs` old. */
export interface Cached extends SubjectKeys {
  readonly loadedAt: number;
  /** Unwrapped keys by id; an id of `keys` that is absent here was not asked for yet. */
  readonly open: Map<string, DataKey>;
}

/** Ties a wrapped key to its row: exchanged between rows it no longer opens. */
const label = (context: string, row: KeyRow) =>
  ['dek', context, row.id, row.subject, row.class, row.generation].join('|');

const byGeneration = (a: KeyRow, b: KeyRow) => b.generation - a.generation;

/** Data keys in use by this process: made, unwrapped, cached for a minute, wiped when they are destroyed. */
export class KeyRing {
  private readonly cache = new Map<string, Cached>();
  private readonly loading = new Gathering<string, Cached>(subjects => this.loadAll(subjects));
  private readonly making = new Gathering<KeyWanted, void>(wanted => this.makeAll(wanted));
  private epoch?: number;

  constructor(
    private readonly context: string,
    private readonly keystore: Keystore,
    private readonly keks: Keks,
    private readonly clock: () => number = Date.now,
  ) {}

  notice(notice: KeystoreNotice): void {
    switch (notice.kind) {
      case 'destroyed':
        return this.evict(notice.subject);
      case 'epoch-destroyed':
        return this.keks.forget(notice.epoch);
      case 'unsure':
        return this.cache.clear();
    }
  }

  /** The person's keys were destroyed: wipes them here, also under the hands of openers. */
  evict(subject: string): void {
    for (const key of this.cache.get(subject)?.open.values() ?? []) key.wipe();
    this.cache.delete(subject);
  }

  /** @param fresh past the cache */
  async of(subject: string, fresh = false): Promise<Cached> {
    const cached = fresh ? undefined : this.cache.get(subject);
    if (cached && this.clock() - cached.loadedAt < cacheMs) return cached;
    return this.loading.ask(subject);
  }

  /**
   * Unwraps one key the person has.
   * @returns undefined when its wrapped bytes do not open
   */
  async unwrap(cached: Cached, row: KeyRow): Promise<DataKey | undefined> {
    const known = cached.open.get(row.id);
    if (known || !row.wrapped) return known;
    const secret = await this.unwrapRow(row);
    // Two asked at once: the first stays, so that eviction finds the one in use.
    const key = cached.open.get(row.id) ?? (secret && new DataKey(row.id, this.context, secret));
    if (key) cached.open.set(row.id, key);
    return key;
  }

  /** The key new values of a class are sealed under; made when the class has none. */
  async current(subject: string, dataClass: string): Promise<DataKey> {
    let cached = await this.of(subject);
    if (cached.closed.has(dataClass)) throw new VaultRefusal('vault.subject-erased', 409);
    let row = newest(cached, dataClass);
    if (!row) {
      await this.making.ask({ subject, class: dataClass, generation: 1 });
      cached = await this.of(subject, true);
      row = newest(cached, dataClass);
    }
    if (!row || cached.closed.has(dataClass)) throw new VaultRefusal('vault.subject-erased', 409);
    const key = await this.unwrap(cached, row);
    if (!key) throw new VaultRefusal('vault.key-damaged', 503);
    return key;
  }

  /** Makes the next generation of a key; values sealed before stay readable under the earlier one. */
  async renew(subject: string, dataClass: string): Promise<DataKey> {
    const generation = (newest(await this.of(subject, true), dataClass)?.generation ?? 0) + 1;
    await this.making.ask({ subject, class: dataClass, generation });
    await this.of(subject, true);
    return this.current(subject, dataClass);
  }

  /** Wraps a live key anew for a later epoch. */
  async rewrapped(row: KeyRow, epoch: number): Promise<Buffer> {
    if (!row.wrapped) throw new Error('A tombstone has no key');
    const secret = await this.keks.unwrap(row.epoch, row.wrapped, label(this.context, row));
    return this.keks.wrap(epoch, secret, label(this.context, row));
  }

  private async unwrapRow(row: KeyRow): Promise<Buffer | undefined> {
    for (let known = row; ;) {
      try {
        return await this.keks.unwrap(known.epoch, known.wrapped as Buffer, label(this.context, known));
      } catch (error) {
        if (!(error instanceof KekGone)) return undefined;
      }
      // Re-wrapped under a later epoch since we read it: read again, for as long as the epochs move on.
      const { keys } = await this.of(row.subject, true);
      const again = keys.find(({ id }) => id === row.id);
      if (!again?.wrapped || again.epoch === known.epoch) return undefined;
      known = again;
    }
  }

  private async loadAll(subjects: readonly string[]): Promise<readonly Cached[]> {
    const loadedAt = this.clock();
    const found = await this.keystore.keysOf([...new Set(subjects)]);
    const kept = new Map([...found].map(([subject, keys]) => [subject, this.keep(subject, keys, loadedAt)]));
    return subjects.map(subject => kept.get(subject) as Cached);
  }

  private keep(subject: string, { keys, closed }: SubjectKeys, loadedAt: number): Cached {
    // One map for good: whoever opens with a key of it loses it on eviction.
    const open = this.cache.get(subject)?.open ?? new Map<string, DataKey>();
    for (const [id, key] of open) {
      if (keys.some(row => row.id === id && row.wrapped)) continue;
      key.wipe();
      open.delete(id);
    }
    const cached = { keys, closed, loadedAt, open };
    this.cache.delete(subject);
    this.cache.set(subject, cached);
    if (this.cache.size > cachedSubjects) this.dropOldest();
    return cached;
  }

  private dropOldest(): void {
    for (const [subject] of this.cache) {
      this.cache.delete(subject);
      return;
    }
  }

  private async makeAll(wanted: readonly KeyWanted[]): Promise<readonly void[]> {
    // Every erasure turns the epoch: tried again for as long as the epochs move on.
    for (let refused: number | undefined; ;) {
      const epoch = this.epoch ?? (await this.currentEpoch());
      try {
        const rows = await Promise.all(unique(wanted).map(key => this.newRow(key, epoch)));
        await this.keystore.provision(rows);
        return wanted.map(() => undefined);
      } catch (error) {
        if (!(error instanceof EpochRetired || error instanceof KekGone) || epoch === refused) throw error;
        refused = epoch;
        this.epoch = undefined;
      }
    }
  }

  private async newRow(wanted: KeyWanted, epoch: number): Promise<KeyRow> {
    const row = { ...wanted, id: randomUUID(), epoch, wrapped: null };
    const secret = randomBytes(32);
    const wrapped = await this.keks.wrap(epoch, secret, label(this.context, row));
    secret.fill(0);
    return { ...row, wrapped };
  }

  private async currentEpoch(): Promise<number> {
    const current = (await this.keystore.epochs()).find(({ state }) => state === 'current');
    if (!current) throw new VaultRefusal('vault.kek-missing', 503);
    this.epoch = current.epoch;
    return current.epoch;
  }
}

function newest({ keys }: SubjectKeys, dataClass: string): KeyRow | undefined {
  return keys.filter(row => row.class === dataClass && row.wrapped).sort(byGeneration)[0];
}

function unique(wanted: readonly KeyWanted[]): KeyWanted[] {
  return [...new Map(wanted.map(key => [`${key.subject}|${key.class}|${key.generation}`, key])).values()];
}
