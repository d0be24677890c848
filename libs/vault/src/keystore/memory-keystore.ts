import {
  EpochRetired,
  type EpochRow,
  ledgerEntry,
  type KeyDestruction,
  type KeyRow,
  type Keystore,
  type ReadMark,
  type SubjectKeys,
} from './keystore';

type Changing<T> = { -readonly [Name in keyof T]: T[Name] };

/** A keystore that lives as long as the process, for tests; refuses what the database refuses. */
export class MemoryKeystore implements Keystore {
  private readonly keys = new Map<string, Changing<KeyRow>>();
  private readonly epochRows: Changing<EpochRow>[] = [];
  private readonly intended = new Set<string>();
  private readonly done = new Map<string, KeyDestruction & { readonly destroyedAt: Date }>();
  private seq = 0;
  private mark?: ReadMark;

  async keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKeys>> {
    return new Map(subjects.map(subject => [subject, this.of(subject)]));
  }

  async provision(rows: readonly KeyRow[]): Promise<void> {
    for (const row of rows) {
      if (this.epochRows.find(({ state }) => state === 'current')?.epoch !== row.epoch) {
        throw new EpochRetired(row.epoch);
      }
      const { keys, closed } = this.of(row.subject);
      const same = (key: KeyRow) => key.class === row.class && key.generation === row.generation;
      if (!closed.has(row.class) && !keys.some(same)) this.keys.set(row.id, { ...row });
    }
  }

  async epochs(): Promise<readonly EpochRow[]> {
    return this.epochRows.map(row => ({ ...row }));
  }

  async openEpoch(epoch: number, fingerprint: string): Promise<void> {
    if (this.epochRows.some(row => row.epoch === epoch)) return;
    for (const row of this.epochRows) if (row.state === 'current') row.state = 'retiring';
    const createdAt = new Date();
    this.epochRows.push({
      epoch,
      fingerprint,
      state: 'current',
      createdAt,
      escrowedAt: null,
      destroyedAt: null,
    });
  }

  async rewrap(current: number, limit: number, change: (row: KeyRow) => Promise<Buffer>): Promise<number> {
    const rows = [...this.keys.values()].filter(row => row.epoch < current && row.wrapped).slice(0, limit);
    for (const row of rows) {
      row.wrapped = await change(row);
      row.epoch = current;
    }
    return rows.length;
  }

  async liveIn(epoch: number): Promise<number> {
    return [...this.keys.values()].filter(row => row.epoch === epoch && row.wrapped).length;
  }

  async epochDestroyed(epoch: number): Promise<void> {
    const row = this.epochRows.find(found => found.epoch === epoch && found.state === 'retiring');
    if (row) Object.assign(row, { state: 'destroyed', destroyedAt: new Date() });
  }

  async epochEscrowed(epoch: number): Promise<void> {
    const row = this.epochRows.find(found => found.epoch === epoch);
    if (row) row.escrowedAt = new Date();
  }

  async intend(subject: string, classes: readonly string[]): Promise<KeyDestruction> {
    const deks = this.of(subject)
      .keys.filter(key => key.wrapped && classes.includes(key.class))
      .map(({ id, class: name, generation }) => ({ id, class: name, generation }));
    const promise = { ledgerSeq: ++this.seq, subject, classes, deks };
    this.intended.add(ledgerEntry(promise));
    return promise;
  }

  async intents(): Promise<ReadonlySet<string>> {
    return this.intended;
  }

  async ledger(): Promise<ReadonlySet<string>> {
    return new Set(this.done.keys());
  }

  async destructions() {
    return [...this.done.values()].sort((a, b) => a.ledgerSeq - b.ledgerSeq);
  }

  async destroy(
    destruction: KeyDestruction,
    before: () => Promise<void>,
  ): Promise<{ readonly repeated: boolean }> {
    await before();
    const { ledgerSeq, subject, classes, deks } = destruction;
    const entry = ledgerEntry(destruction);
    if (this.done.has(entry)) return { repeated: true };
    this.done.set(entry, { ...destruction, destroyedAt: new Date() });
    this.intended.add(entry);
    this.seq = Math.max(this.seq, ledgerSeq);
    for (const dek of deks) {
      if (!this.keys.has(dek.id)) this.keys.set(dek.id, { ...dek, subject, epoch: 1, wrapped: null });
    }
    for (const key of this.keys.values()) {
      if (key.subject === subject && classes.includes(key.class)) key.wrapped = null;
    }
    return { repeated: false };
  }

  async readMark(): Promise<ReadMark | undefined> {
    return this.mark;
  }

  async setReadMark(mark: ReadMark): Promise<void> {
    this.mark = mark;
  }

  async listen(): Promise<void> {
    // Nobody else can see this store.
  }

  async close(): Promise<void> {
    // Nothing is open.
  }

  private of(subject: string): { keys: KeyRow[]; closed: Set<string> } {
    const keys = [...this.keys.values()].filter(key => key.subject === subject).map(key => ({ ...key }));
    const closed = new Set(keys.filter(key => !key.wrapped).map(key => key.class));
    for (const entry of this.done.values()) {
      if (entry.subject === subject) for (const name of entry.classes) closed.add(name);
    }
    return { keys, closed };
  }
}
