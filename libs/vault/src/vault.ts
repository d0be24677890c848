import type { DomainEvent, EventStore, Sealer } from '@hub/event-store';
import { type DataClass, isEnvelope, sealValue, type Where } from './envelope';
import { Erasures } from './erasure/erasures';
import { openPromises } from './erasure/ledger';
import { RevocationFile } from './erasure/revocation-file';
import { finishRewrap, rewrap, type RewrapOptions, type RewrapReport } from './erasure/rewrap';
import { type Cached, KeyRing } from './key-ring';
import type { Keks } from './keks/keks';
import type { Keystore } from './keystore/keystore';
import { NameTokens } from './names/name-tokens';
import { replaceAt, valueAt, walk } from './pointer';
import { VaultRefusal } from './refusal';
import { checkRequest, FaultCount, Opener, type ReleaseLog, type ReleaseRequest } from './release';

/** A field to seal: where it stands in the data, under which class, about whom. */
export interface SealedField {
  readonly pointer: string;
  readonly dataClass: DataClass;
  readonly subject: string;
}

/** Which fields of an event a context seals. Pointers that name nothing are passed over. */
export type Sealing = (event: DomainEvent, stream: string) => readonly SealedField[];

export interface VaultOptions {
  /** `victims` or `judicial`; part of every derivation and of the data authenticated with each value. */
  readonly context: string;
  readonly keystore: Keystore;
  readonly keks: Keks;
  readonly sealing: Sealing;
  readonly releases: ReleaseLog;
  /** Append-only file outside the backups of log and keystore. */
  readonly revocationFile: string;
  /** Before old keys are destroyed, whoever asks for it: see `RewrapOptions`. */
  readonly beforeDestroy?: () => Promise<void>;
  /** Milliseconds since 1970; for tests. */
  readonly clock?: () => number;
}

export interface OpenOptions extends VaultOptions {
  /** The log, whose promises to destroy are carried out before anything is opened. */
  readonly log?: EventStore;
  /** Make the first key encryption key where there is none (sandbox); production makes it with `ops keys create`. */
  readonly createKeys?: boolean;
  /** `hold` gives a vault that refuses everything and says why, so that the health page can be served. */
  readonly onRefusal?: 'throw' | 'hold';
}

export interface VaultHealth {
  readonly state: 'ok' | 'faults' | 'held';
  /** Why it is held. */
  readonly code?: string;
  readonly params?: VaultRefusal['params'];
  readonly faults: FaultCount['report'];
}

/** Seals the personal fields of events and releases the keys to open them, each release written down first. */
export class Vault implements Sealer {
  /** Keys of this process. */
  readonly ring: KeyRing;
  /** Blind tokens of names, made in commands and for searches. */
  readonly names: NameTokens;
  readonly erasures: Erasures;
  private readonly faults = new FaultCount();
  private readonly clock: () => number;
  private held?: VaultRefusal;

  private constructor(readonly options: VaultOptions) {
    const { context, keystore, keks, clock = Date.now } = options;
    this.clock = clock;
    this.ring = new KeyRing(context, keystore, keks, clock);
    this.names = new NameTokens(this.ring);
    const now = () => new Date(clock());
    this.erasures = new Erasures(keystore, this.ring, new RevocationFile(options.revocationFile), now);
  }

  /**
   * Checks the key encryption keys against the keystore, finishes what log and revocation file promise, and only
   * then lets anything be sealed or opened.
   * @throws {VaultRefusal} e.g. `vault.kek-missing`, `vault.ledger-behind`; see `onRefusal`
   */
  static async open(options: OpenOptions): Promise<Vault> {
    const vault = new Vault(options);
    try {
      await checkKeks(options);
      await vault.keepPromises(options.log);
      await options.keystore.listen(notice => vault.ring.notice(notice));
    } catch (error) {
      if (options.onRefusal !== 'hold' || !(error instanceof VaultRefusal)) {
        await vault.close(); // nobody else has it
        throw error;
      }
      vault.held = error;
    }
    return vault;
  }

  /** The data of an event with its marked fields sealed for exactly this event. */
  async seal(
    event: DomainEvent,
    where: { readonly stream: string; readonly eventId: string; readonly schema: number },
  ): Promise<object> {
    this.refuseWhileHeld();
    refuseEnvelopes(event.data);
    const fields = this.options
      .sealing(event, where.stream)
      .filter(({ pointer }) => valueAt(event.data, pointer) !== undefined);
    if (fields.length === 0) return event.data;
    const keys = await Promise.all(fields.map(field => this.ring.current(field.subject, field.dataClass)));
    const data = structuredClone(event.data);
    fields.forEach(({ pointer, subject }, index) => {
      const key = keys[index];
      if (!key) return;
      const place: Where = { ...where, type: event.type, pointer, subject };
      replaceAt(data, pointer, sealValue(key, this.options.context, valueAt(data, pointer), place));
    });
    return data;
  }

  /** Makes the keys of many persons in one round, before their facts are recorded. */
  async prepare(
    persons: readonly { readonly subject: string; readonly classes: readonly DataClass[] }[],
  ): Promise<void> {
    await Promise.all(
      persons.flatMap(({ subject, classes }) => classes.map(name => this.ring.current(subject, name))),
    );
  }

  /**
   * Writes the access record, then gives out an opener for the persons and classes asked for.
   * @throws {VaultRefusal} `vault.not-recorded` (503) when the record could not be written: no key, no plaintext
   */
  async release(request: ReleaseRequest): Promise<Opener> {
    this.refuseWhileHeld();
    checkRequest(request);
    const { subject, kind = 'consultation', ...entry } = request;
    const subjects = typeof subject === 'string' ? [subject] : subject;
    try {
      await this.options.releases.record({ ...entry, kind, subjects });
    } catch (error) {
      throw new VaultRefusal('vault.not-recorded', 503, {}, error);
    }
    const { ring, faults, clock } = this;
    const since = clock();
    const cached = await Promise.all(subjects.map(async id => [id, await ring.of(id)] as [string, Cached]));
    const parts = { context: this.options.context, ring, faults, clock };
    return new Opener(parts, new Map(cached), new Set(request.classes), since);
  }

  /** Next epoch for all keys, online; ends what an erasure began. See rewrap.ts. */
  rewrap(options?: RewrapOptions): Promise<RewrapReport> {
    return rewrap({ ...this.options, ring: this.ring }, { ...this.beforeDestroy(), ...options });
  }

  /** Finishes a re-wrap that a crash cut off; for the start of a server. Held, it leaves everything as it is. */
  async finishRewrap(options?: RewrapOptions): Promise<RewrapReport | undefined> {
    const epochs = this.held ? [] : await this.options.keystore.epochs();
    if (!epochs.some(({ state }) => state === 'retiring')) return undefined;
    return finishRewrap({ ...this.options, ring: this.ring }, { ...this.beforeDestroy(), ...options });
  }

  health(): VaultHealth {
    const faults = this.faults.report;
    if (this.held) return { state: 'held', code: this.held.code, params: this.held.params, faults };
    return { state: faults.last ? 'faults' : 'ok', faults };
  }

  close(): Promise<void> {
    return this.options.keystore.close();
  }

  private async keepPromises(log: EventStore | undefined): Promise<void> {
    const { keystore } = this.options;
    if (!log) return void (await this.erasures.reconcile([]));
    const { promises, mark } = await openPromises(log, keystore, this.erasures.filed());
    await this.erasures.reconcile(promises);
    if (mark) await keystore.setReadMark(mark);
  }

  private beforeDestroy(): RewrapOptions {
    const { beforeDestroy } = this.options;
    return beforeDestroy ? { beforeDestroy } : {};
  }

  private refuseWhileHeld(): void {
    if (this.held) throw this.held;
  }
}

async function checkKeks({ keystore, keks, createKeys }: OpenOptions): Promise<void> {
  const epochs = await keystore.epochs();
  if (epochs.length === 0) {
    if (!createKeys) throw new VaultRefusal('vault.kek-missing', 503, { epoch: 1 });
    const { fingerprint } = await keks.create(1);
    return keystore.openEpoch(1, fingerprint);
  }
  const present = new Map((await keks.list()).map(({ epoch, fingerprint }) => [epoch, fingerprint]));
  for (const { epoch, fingerprint, state } of epochs) {
    // A retiring epoch whose key is gone: the crash came after its destruction and before the note of it.
    if (state === 'destroyed' || (state === 'retiring' && !present.has(epoch))) continue;
    if (!present.has(epoch)) throw new VaultRefusal('vault.kek-missing', 503, { epoch });
    if (present.get(epoch) !== fingerprint)
      throw new VaultRefusal('vault.kek-of-another-keystore', 503, { epoch });
  }
}

/** An envelope in fresh data is a copy that could never open, or a forgery. */
function refuseEnvelopes(data: object): void {
  walk(data, value => {
    if (isEnvelope(value)) throw new VaultRefusal('vault.envelope-given', 422);
    return true;
  });
}
