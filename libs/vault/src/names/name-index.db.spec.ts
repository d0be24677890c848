import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type DomainEvent, History, type LoggedEvent, MemoryEventStore } from '@hub/event-store';
import { type TemporaryDatabase, temporaryDatabase } from '@hub/testing';
import { sealedAt } from '../envelope';
import { MemoryKeks } from '../keks/memory-keks';
import { MemoryKeystore } from '../keystore/memory-keystore';
import { ReleaseLog, type ReleaseRecord } from '../release';
import { Vault } from '../vault';
import { findPersons, type PersonQuery } from './find-persons';
import { type NameFact, NameIndex, openName } from './name-index';
import { migrateNames } from './name-rows';
import type { PersonName } from './person-name';

class Records extends ReleaseLog {
  readonly entries: ReleaseRecord[] = [];
  broken = false;
  async record(entry: ReleaseRecord): Promise<void> {
    if (this.broken) throw new Error('access log away');
    this.entries.push(entry);
  }
}

const parts = ['given', 'family', 'birth'] as const;
const sealed: Readonly<Record<string, readonly string[]>> = {
  PersonNamed: ['/tokens', ...parts.map(part => `/${part}`)],
  FileNumbered: ['/tokens', '/number'],
};
const sealing = (event: DomainEvent, stream: string) =>
  (sealed[event.type] ?? []).map(pointer => ({
    pointer,
    dataClass: 'identity' as const,
    subject: stream.slice('person-'.length),
  }));

/** As a context would: the sealed tokens of the event, and the parts of the name beside them. */
function names(event: LoggedEvent): NameFact[] {
  if (!sealed[event.type]) return [];
  const subject = event.stream.slice('person-'.length);
  const tokens = sealedAt(event, '/tokens', subject);
  const text = sealedAt(event, '/number', subject);
  if (tokens && text) return [{ subject, tokens, exact: { use: 'file-number', text } }];
  const name = Object.fromEntries(
    parts.flatMap(part => {
      const sealed = sealedAt(event, `/${part}`, subject);
      return sealed ? [[part, sealed]] : [];
    }),
  );
  return tokens ? [{ subject, tokens, name }] : [];
}

const person = { stream: 'person', initial: 0, evolve: (state: number) => state + 1 };
const act = () => ({ command: randomUUID(), actor: 'a1', provenance: 'synthetic' as const });

let database: TemporaryDatabase;
let directory: string;
let owner: Client;
beforeAll(async () => {
  database = await temporaryDatabase('names');
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'names-'));
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `do $$ begin create role namesspec_projector login password 'index'; exception when duplicate_object then null; end $$`,
  );
  await migrateNames(owner, { context: 'namesspec' });
  await migrateNames(owner, { context: 'namesspec' }); // safe to repeat
});
afterAll(async () => {
  await owner.end();
  await database.drop();
  fs.rmSync(directory, { recursive: true });
});

let records: Records;
let store: MemoryEventStore;
let vault: Vault;
let history: History;
let index: NameIndex;
beforeEach(async () => {
  await owner.query('truncate names.tokens; update names.progress set position = 0');
  records = new Records();
  store = new MemoryEventStore();
  vault = await Vault.open({
    context: 'victims',
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks('victims'),
    sealing,
    releases: records,
    revocationFile: path.join(directory, randomUUID()),
    createKeys: true,
  });
  history = new History(store, { sealer: vault, upcasts: {}, codebook: '1.0.0' });
  index = newIndex();
});
afterEach(async () => {
  await index.close();
  await store.close();
});

const newIndex = () =>
  new NameIndex({ url: database.urlFor('namesspec_projector', 'index'), store, vault, names });

async function record(name: PersonName, id: string = randomUUID()): Promise<string> {
  const tokens = await vault.names.of(name);
  await history.change(person, id, () => [{ type: 'PersonNamed', data: { ...name, tokens } }], act());
  return id;
}

const caughtUp = async () => expect(await index.waitFor(await store.head(), 5000)).toBe(true);

const query = (wanted: PersonName, over: Partial<PersonQuery> = {}): PersonQuery => ({
  person: wanted,
  mode: 'duplicates',
  request: { purpose: 'duplicate-check', actor: 'a1' },
  read: async (subject, opener) => {
    const [event] = await store.load(`person-${subject}`);
    const [fact] = event ? names(event) : [];
    return fact?.name && openName(fact.name, opener);
  },
  ...over,
});
const find = (wanted: PersonName, over: Partial<PersonQuery> = {}) =>
  findPersons({ index, vault }, query(wanted, over));

const ana = { given: 'Ana', family: 'Petrović', birth: '1999-05-17' };

describe('the name index', () => {
  it('proposes the same person in the other script, with the reason, each candidate a consultation', async () => {
    index.start();
    const id = await record(ana);
    await record({ given: 'Marko', family: 'Babić', birth: '1999-05-17' });
    await caughtUp();
    records.entries.length = 0;
    expect(await find({ given: 'Ана', family: 'Петровић', birth: '1999-05-17' })).toEqual([
      {
        subject: id,
        kinds: ['a', 'b', 'c', 'd', 'e', 'f'],
        reasons: ['names-other-spelling', 'birth-identical'],
        score: expect.closeTo(0.97),
      },
    ]);
    expect(records.entries).toMatchObject([
      { purpose: 'duplicate-check', actor: 'a1', subjects: [id], resource: { kind: 'person', id } },
    ]);
  });

  it('opens no candidate when the access log is away', async () => {
    index.start();
    await record(ana);
    await caughtUp();
    records.broken = true;
    await expect(find(ana)).rejects.toMatchObject({ code: 'vault.not-recorded' });
  });

  it('finds by two components and refuses one', async () => {
    index.start();
    const id = await record(ana);
    await caughtUp();
    for (const wanted of [
      { given: 'Ana', family: 'Petrovic' },
      { family: 'Petrović', birth: '1999' },
      { given: 'Ана', birth: '1999-05-17' },
    ]) {
      expect(await find(wanted, { mode: 'search' })).toMatchObject([{ subject: id }]);
    }
    await expect(find({ family: 'Petrović' }, { mode: 'search' })).rejects.toMatchObject({
      code: 'vault.search-needs-two',
      status: 422,
    });
  });

  it('leaves out the person asked about and those the asker may not see, unopened', async () => {
    index.start();
    const [one, two, three] = [await record(ana), await record(ana), await record(ana)];
    await caughtUp();
    records.entries.length = 0;
    const mayOpen = async (subject: string) => subject !== two;
    expect(await find(ana, { exclude: one, mayOpen })).toMatchObject([{ subject: three }]);
    expect(records.entries.map(({ subjects }) => subjects)).toEqual([[three]]);
  });

  it('opens five candidates at most', async () => {
    index.start();
    for (let n = 0; n < 8; n++) await record(ana);
    await caughtUp();
    records.entries.length = 0;
    expect(await find(ana)).toHaveLength(5);
    expect(records.entries).toHaveLength(5);
  });

  it('is rebuilt by the system with one access entry per batch, and holds no name', async () => {
    for (let n = 0; n < 10; n++) await record({ ...ana, birth: `1999-05-${10 + n}` });
    records.entries.length = 0;
    index.start();
    await caughtUp();
    expect(records.entries).toMatchObject([{ actor: 'system:index', purpose: 'name-index' }]);
    expect(records.entries[0]?.subjects).toHaveLength(10);
    const before = (await owner.query('select * from names.tokens order by token, subject')).rows;
    expect(before.length).toBeGreaterThan(80);
    expect(JSON.stringify(before)).not.toMatch(/ana|petrovi/i);
    await index.rebuild();
    await caughtUp();
    expect((await owner.query('select * from names.tokens order by token, subject')).rows).toEqual(before);
  });

  it('forgets an earlier name when it is corrected', async () => {
    index.start();
    const id = await record(ana);
    await record({ ...ana, family: 'Jovanović', birth: '1971-01-01' }, id);
    await caughtUp();
    expect(await index.find(await vault.names.of(ana))).toEqual([]);
    expect(
      await index.find(await vault.names.of({ ...ana, family: 'Jovanović', birth: '1971-01-01' })),
    ).toMatchObject([{ subject: id }]);
  });

  it('loses a forgotten person with the promise, and never takes them back in a rebuild', async () => {
    index.start();
    const [id, control] = [await record(ana), await record({ ...ana, given: 'Marko' })];
    await caughtUp();
    const destruction = await vault.erasures.plan(id);
    await history.change(person, id, () => [{ type: 'SubjectKeyDestroyed', data: destruction }], act());
    await caughtUp(); // before the keys are touched
    const left = async () =>
      (await owner.query<{ subject: string }>('select distinct subject from names.tokens')).rows.map(
        row => row.subject,
      );
    expect(await left()).toEqual([control]);
    await vault.erasures.destroy(destruction);
    await index.rebuild();
    await caughtUp();
    expect(await left()).toEqual([control]);
    expect(vault.health().state).toBe('ok');
  });

  it('makes tokens anew from the names after the root key was rotated', async () => {
    index.start();
    const id = await record(ana);
    await caughtUp();
    const old = await vault.names.of(ana);
    await vault.names.rotate();
    await index.rebuild();
    await caughtUp();
    expect(await index.find(old)).toEqual([]);
    expect(await index.find(await vault.names.of(ana))).toMatchObject([{ subject: id }]);
  });

  it('makes the token of a whole text anew after the root key was rotated', async () => {
    index.start();
    const id = randomUUID();
    const tokens = [await vault.names.exact('file-number', 'P 1/2026')];
    await history.create(
      person,
      id,
      () => [{ type: 'FileNumbered', data: { number: 'P 1/2026', tokens } }],
      act(),
    );
    await caughtUp();
    expect(await index.find(tokens)).toMatchObject([{ subject: id }]);
    await vault.names.rotate();
    await index.rebuild();
    await caughtUp();
    expect(await index.find(tokens)).toEqual([]);
    expect(await index.find([await vault.names.exact('file-number', 'P1/2026')])).toMatchObject([
      { subject: id },
    ]);
  });

  it('waits while the access log is away and goes on by itself', async () => {
    records.broken = true;
    index.start();
    const id = await record(ana);
    expect(await index.waitFor(await store.head(), 50)).toBe(false);
    expect(await index.find(await vault.names.of(ana))).toEqual([]);
    records.broken = false;
    await caughtUp();
    expect(await index.find(await vault.names.of(ana))).toMatchObject([{ subject: id }]);
  });

  it('is kept by two processes without a gap or a double', async () => {
    const second = newIndex();
    index.start();
    second.start();
    const ids = [];
    for (let n = 0; n < 30; n++) ids.push(await record({ ...ana, birth: `19${60 + n}-01-01` }));
    await caughtUp();
    const { rows } = await owner.query<{ subject: string }>('select distinct subject from names.tokens');
    expect(rows.map(row => row.subject).sort()).toEqual([...ids].sort());
    await second.close();
  });
});
