import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DomainEvent } from '@hub/event-store';
import { type Envelope, isEnvelope, sealedAt, type SealedValue } from './envelope';
import { KekGone } from './keks/keks';
import { MemoryKeks } from './keks/memory-keks';
import { MemoryKeystore } from './keystore/memory-keystore';
import { ReleaseLog, type ReleaseRecord } from './release';
import { type OpenOptions, Vault } from './vault';

class Records extends ReleaseLog {
  readonly entries: ReleaseRecord[] = [];
  broken = false;

  async record(entry: ReleaseRecord): Promise<void> {
    if (this.broken) throw new Error('disk full');
    this.entries.push(entry);
  }
}

interface Named extends DomainEvent {
  readonly data: {
    readonly subject: string;
    readonly name?: string;
    readonly note?: string;
    readonly county: string;
  };
}

const sealing = (event: DomainEvent) => {
  const { subject } = (event as Named).data;
  return [
    { pointer: '/name', dataClass: 'identity' as const, subject },
    { pointer: '/note', dataClass: 'narrative' as const, subject },
  ];
};

let records: Records;
let directory: string;
beforeEach(() => {
  records = new Records();
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'vault-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

const open = (options: Partial<OpenOptions> = {}) =>
  Vault.open({
    context: 'victims',
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks('victims'),
    sealing,
    releases: records,
    revocationFile: path.join(directory, 'revocations'),
    createKeys: true,
    ...options,
  });

/** Seals one event and returns it as it would be stored. */
async function stored(vault: Vault, subject: string, values: object) {
  const [id, stream] = [randomUUID(), `person-${subject}`];
  const event = { type: 'PersonNamed', data: { subject, county: 'AL-01', ...values } };
  const data = (await vault.seal(event, { stream, eventId: id, schema: 1 })) as Record<string, unknown>;
  const row = {
    id,
    stream,
    type: event.type,
    data: JSON.stringify(data),
    meta: JSON.stringify({ schema: 1 }),
  };
  const at = (pointer: string) => sealedAt(row, pointer, subject) as SealedValue;
  return { data, row, at, name: at('/name'), note: at('/note') };
}

const release = (vault: Vault, subject: string, classes: ('identity' | 'narrative')[] = ['identity']) =>
  vault.release({
    subject,
    classes,
    purpose: 'assistance',
    actor: 'a1',
    resource: { kind: 'person', id: subject },
  });

describe('a sealed field', () => {
  it('leaves no plaintext in the event, keeps what is not marked, and opens to its value', async () => {
    const vault = await open();
    const subject = randomUUID();
    const { data, row, name } = await stored(vault, subject, { name: 'Ђорђевић' });
    expect(isEnvelope(data['name'])).toBe(true);
    expect(data['county']).toBe('AL-01');
    expect(row.data).not.toContain('Ђорђевић');
    const opener = await release(vault, subject);
    expect(await opener.open(name.envelope, name.where)).toEqual({ value: 'Ђорђевић' });
  });

  it('has the same length for yes and no, and for every value of its bucket', async () => {
    const vault = await open();
    const lengths = new Set<number>();
    for (const name of ['yes', 'no', 'x'.repeat(26)]) {
      lengths.add((await stored(vault, randomUUID(), { name })).name.envelope.c.length);
    }
    expect(lengths.size).toBe(1);
    expect(
      (await stored(vault, randomUUID(), { name: 'x'.repeat(27) })).name.envelope.c.length,
    ).toBeGreaterThan(Math.max(...lengths));
  });

  it('refuses data that already carries an envelope', async () => {
    const vault = await open();
    const { name } = await stored(vault, randomUUID(), { name: 'Ana' });
    await expect(stored(vault, randomUUID(), { county: name.envelope })).rejects.toMatchObject({
      code: 'vault.envelope-given',
    });
  });
});

describe('key release', () => {
  it('writes the access record before a key comes out', async () => {
    const vault = await open();
    const subject = randomUUID();
    await release(vault, subject, ['identity', 'narrative']);
    expect(records.entries).toEqual([
      {
        kind: 'consultation',
        subjects: [subject],
        classes: ['identity', 'narrative'],
        purpose: 'assistance',
        actor: 'a1',
        resource: { kind: 'person', id: subject },
      },
    ]);
  });

  it('gives no opener when the record cannot be written', async () => {
    const vault = await open();
    records.broken = true;
    await expect(release(vault, randomUUID())).rejects.toMatchObject({
      code: 'vault.not-recorded',
      status: 503,
    });
  });

  it('asks for a purpose and an actor', async () => {
    const vault = await open();
    const request = {
      subject: randomUUID(),
      classes: [],
      purpose: '',
      actor: 'a1',
      resource: { kind: 'person' },
    };
    await expect(vault.release(request)).rejects.toMatchObject({
      code: 'vault.purpose-missing',
      status: 403,
    });
    await expect(vault.release({ ...request, purpose: 'p', actor: '' })).rejects.toMatchObject({
      code: 'vault.actor-missing',
    });
    expect(records.entries).toEqual([]);
  });

  it('opens neither another class nor another person, and not after a minute', async () => {
    let now = 0;
    const vault = await open({ clock: () => now });
    const [a, b] = [randomUUID(), randomUUID()];
    const { name, note } = await stored(vault, a, { name: 'Ana', note: 'seen in Vlora' });
    const opener = await release(vault, a);
    expect(await opener.open(note.envelope, note.where)).toEqual({ fault: 'vault.not-released' });
    expect(await (await release(vault, b)).open(name.envelope, name.where)).toEqual({
      fault: 'vault.not-released',
    });
    now = 60_001;
    expect(await opener.open(name.envelope, name.where)).toEqual({ fault: 'vault.release-expired' });
    expect(await (await release(vault, a)).open(name.envelope, name.where)).toEqual({ value: 'Ana' });
  });
});

describe('an epoch that turns meanwhile', () => {
  /** Turns the epoch under each of so many rounds of new keys. */
  class Turning extends MemoryKeystore {
    times = 0;

    constructor(private readonly keks: MemoryKeks) {
      super();
    }

    private async turn(): Promise<void> {
      if (this.times === 0) return;
      this.times -= 1;
      const epoch = Math.max(...(await this.epochs()).map(row => row.epoch));
      await this.openEpoch(epoch + 1, (await this.keks.create(epoch + 1)).fingerprint);
    }

    override async provision(rows: Parameters<MemoryKeystore['provision']>[0]): Promise<void> {
      await this.turn();
      await super.provision(rows);
    }
  }

  it('fails no request, however often it turns', async () => {
    const keks = new MemoryKeks('victims');
    const keystore = new Turning(keks);
    const vault = await open({ keystore, keks });
    keystore.times = 7;
    const { name } = await stored(vault, 'p1', { name: 'Zorka' });
    expect(keystore.times).toBe(0);
    expect(await (await release(vault, 'p1')).open(name.envelope, name.where)).toEqual({ value: 'Zorka' });
  });

  it('is no excuse for a key that is not there: the same epoch refuses twice', async () => {
    const keks = new MemoryKeks('victims');
    const keystore = new MemoryKeystore();
    const vault = await open({ keystore, keks });
    const [{ epoch = 0 } = {}] = await keystore.epochs();
    await keks.destroy(epoch);
    await expect(stored(vault, 'p1', { name: 'Zorka' })).rejects.toThrow(KekGone);
  });
});

describe('an envelope that was tampered with', () => {
  const flip = (envelope: Envelope, byte: number): Envelope => {
    const bytes = Buffer.from(envelope.c, 'base64');
    bytes.writeUInt8(bytes.readUInt8(byte) ^ 1, byte);
    return { ...envelope, c: bytes.toString('base64') };
  };

  it('opens nowhere else: each part of its place is authenticated', async () => {
    const vault = await open();
    const subject = randomUUID();
    const { name } = await stored(vault, subject, { name: 'Ana', note: 'n' });
    const opener = await release(vault, subject, ['identity', 'narrative']);
    const other = { stream: 'person-x', eventId: randomUUID(), type: 'Other', schema: 2, pointer: '/note' };
    for (const [part, value] of Object.entries(other)) {
      expect(await opener.open(name.envelope, { ...name.where, [part]: value })).toEqual({
        fault: 'vault.envelope-tampered',
      });
    }
    expect(await opener.open(name.envelope, name.where)).toEqual({ value: 'Ana' }); // the control
  });

  it('opens for nobody else', async () => {
    const vault = await open();
    const [a, b] = [randomUUID(), randomUUID()];
    const { name } = await stored(vault, a, { name: 'Ana' });
    await stored(vault, b, { name: 'Iva' });
    expect(await (await release(vault, b)).open(name.envelope, { ...name.where, subject: b })).toEqual({
      fault: 'vault.key-missing',
    });
  });

  it('is found whichever byte changed, when cut, malformed, or of an unknown algorithm', async () => {
    const vault = await open();
    const subject = randomUUID();
    const { name } = await stored(vault, subject, { name: 'Ana' });
    const opener = await release(vault, subject);
    const size = Buffer.from(name.envelope.c, 'base64').length;
    for (let byte = 0; byte < size; byte++) {
      expect(await opener.open(flip(name.envelope, byte), name.where)).toEqual({
        fault: 'vault.envelope-tampered',
      });
    }
    const cut = { ...name.envelope, c: name.envelope.c.slice(0, 40) };
    expect(await opener.open(cut, name.where)).toEqual({ fault: 'vault.envelope-malformed' });
    expect(await opener.open('Ana', name.where)).toEqual({ fault: 'vault.envelope-malformed' });
    expect(await opener.open({ ...name.envelope, $e: 9 }, name.where)).toEqual({
      fault: 'vault.envelope-algorithm',
    });
    expect(await opener.open({ ...name.envelope, $e: 2 }, name.where)).toEqual({
      fault: 'vault.envelope-tampered',
    });
  });

  it('shows on the health report with ids only', async () => {
    const vault = await open();
    const subject = randomUUID();
    const { name } = await stored(vault, subject, { name: 'Ana' });
    expect(vault.health().state).toBe('ok');
    const opener = await release(vault, subject);
    await opener.openMany([
      { envelope: flip(name.envelope, 30), where: name.where },
      { envelope: { ...name.envelope, k: randomUUID() }, where: name.where },
    ]);
    const { state, faults } = vault.health();
    expect(state).toBe('faults');
    expect(faults.counts).toEqual({ 'vault.envelope-tampered': 1, 'vault.key-missing': 1 });
    expect(faults.last).toEqual({
      fault: 'vault.key-missing',
      stream: name.where.stream,
      eventId: name.where.eventId,
      pointer: '/name',
    });
  });
});

describe('a forgotten person', () => {
  it('opens to `forgotten` at once, for openers given out before too, and never gets a key again', async () => {
    const vault = await open();
    const [subject, other] = [randomUUID(), randomUUID()];
    const { name } = await stored(vault, subject, { name: 'Ana' });
    const control = await stored(vault, other, { name: 'Iva' });
    const before = await release(vault, subject);
    expect(await before.open(name.envelope, name.where)).toEqual({ value: 'Ana' });

    await vault.erasures.destroy(await vault.erasures.plan(subject));

    expect(await before.open(name.envelope, name.where)).toEqual({ forgotten: true });
    expect(await (await release(vault, subject)).open(name.envelope, name.where)).toEqual({
      forgotten: true,
    });
    await expect(stored(vault, subject, { name: 'Ana' })).rejects.toMatchObject({
      code: 'vault.subject-erased',
    });
    await expect(stored(vault, subject, { note: 'again' })).rejects.toMatchObject({
      code: 'vault.subject-erased',
    });
    await expect(vault.erasures.plan(subject)).rejects.toMatchObject({
      code: 'vault.subject-erased',
      status: 409,
    });
    const opener = await release(vault, other);
    expect(await opener.open(control.name.envelope, control.name.where)).toEqual({ value: 'Iva' });
    expect(vault.health().state).toBe('ok'); // forgetting is no fault
  });
});
