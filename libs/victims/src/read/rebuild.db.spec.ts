import { CriteriaBook, jurisdictions } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { MemoryEventStore, type DomainEvent } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { LogScribe, tableHashes, temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { dataClasses } from '@hub/vault';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { anyAttempts, caseOf, eventId } from '../contract/any-case';
import type { PersonFact } from '../person/identity';
import { erased, Person, type PersonState } from '../person/person';
import { projections } from '../projections';

const book = jurisdictions.slice(0, 1).map(one => new CriteriaBook(victimCriteria, one))[0];
const idOf = (name: string) => v5(name, '1c0c4d6e-7d55-4f3e-9f4e-3f8b1f6f0a11');
const envelope = (name: string) => ({ $e: 1, k: idOf(name), c: name });

/** The same choices at every run. */
function choices(seed: number) {
  let state = seed;
  const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  return {
    chance: (share: number) => next() < share,
    one: <T>(of: readonly T[]) => of[Math.floor(next() * of.length)],
  };
}

/** A register of persons who are merged and separated as the use cases would, and the facts of their cases. */
class Country {
  readonly persons = new Map<string, PersonState>();
  private readonly cases: { stream: string; person?: string; rest: { id: string; event: DomainEvent }[] }[];
  private count = 0;

  constructor(
    private readonly scribe: LogScribe,
    private readonly pick: ReturnType<typeof choices>,
  ) {
    this.cases = fc.sample(anyAttempts, { numRuns: 110, seed: 7 }).map((attempts, n) => ({
      stream: `case-${idOf(`case/${n}`)}`,
      rest: caseOf(attempts).events.map((event, at) => ({ id: eventId(at + 1), event })),
    }));
  }

  private async tell(person: string, fact: PersonFact): Promise<void> {
    const state = this.persons.get(person) ?? Person.initial;
    const id = idOf(`fact/${this.count++}`);
    this.persons.set(person, Person.evolve(state, fact, { id, version: 0, actor: 'ana' }));
    await this.scribe.write(`person-${person}`, id, fact);
  }

  private state = (person: string) => this.persons.get(person) ?? Person.initial;

  async register(): Promise<void> {
    const person = idOf(`person/${this.persons.size}`);
    await this.tell(person, { type: 'PersonRegistered', data: { on: '2024' } });
    const data = { tokens: [], family_name: envelope(`name of ${person}`) };
    await this.tell(person, { type: 'IdentityRecorded', data });
  }

  async merge(): Promise<void> {
    const [survivor, absorbed] = [
      this.pick.one([...this.persons.keys()]),
      this.pick.one([...this.persons.keys()]),
    ];
    const [to, from] = [this.state(survivor), this.state(absorbed)];
    const impossible = survivor === absorbed || to.into !== undefined || from.into !== undefined;
    if (impossible || to.absorbed.includes(absorbed)) return;
    await this.tell(survivor, { type: 'PersonMerged', data: { absorbed, with: from.absorbed, note: 'n' } });
    await this.tell(absorbed, { type: 'PersonAbsorbed', data: { into: survivor } });
  }

  async separate(): Promise<void> {
    const survivor = this.pick.one([...this.persons.keys()]);
    const { absorbed } = this.state(survivor);
    if (absorbed.length === 0) return;
    const person = this.pick.one(absorbed);
    await this.tell(survivor, { type: 'PersonSeparated', data: { person, note: 'n' } });
    if (this.state(person).into !== survivor) return;
    await this.tell(person, { type: 'PersonRestored', data: { from: survivor } });
  }

  /** The next fact of some case; false when all are told. */
  async goOn(): Promise<boolean> {
    const open = this.cases.filter(({ rest }) => rest.length > 0);
    if (open.length === 0) return false;
    const one = this.pick.one(open);
    one.person ??= this.pick.one([...this.persons.keys()]);
    const next = one.rest.shift()!;
    // Ids of the example are those of every other example: each case gets its own.
    const own = (text: string) =>
      text
        .replaceAll(eventId(-999), one.person ?? '')
        .replaceAll('"note":"note"', `"note":${JSON.stringify(envelope(one.stream))}`)
        .replaceAll(/00000000-0000-4000-8000-\d{12}/g, found => idOf(one.stream + found));
    await this.scribe.write(
      one.stream,
      own(next.id),
      JSON.parse(own(JSON.stringify(next.event))) as DomainEvent,
    );
    return true;
  }

  /** Some are forgotten; their cases go on without anything sealed. */
  async forgetSome(): Promise<void> {
    for (const person of [...this.persons.keys()]
      .filter(id => this.state(id).into === undefined)
      .slice(0, 6)) {
      await this.tell(person, { type: 'ErasureRequested', data: { ground: 'retention_expired' } });
      const plan = { ledgerSeq: 1, subject: person, classes: dataClasses, deks: [] };
      await this.tell(person, {
        type: 'SubjectKeyDestroyed',
        data: { ...plan, ground: 'retention_expired' },
      });
      for (const { stream, person: whose } of this.cases) {
        const event = { type: 'CaseAssigned', data: { to: 'zoe' } };
        if (whose === person && this.pick.chance(0.5))
          await this.scribe.write(stream, idOf(`late/${this.count++}`), event);
      }
    }
    expect([...this.persons.values()].filter(erased)).toHaveLength(6);
  }
}

let database: TemporaryDatabase;
let models: ReadModels;
let store: MemoryEventStore;

beforeEach(async () => {
  database = await temporaryDatabase('rebuild');
  store = new MemoryEventStore();
  models = new ReadModels({ store, url: database.url, projections: projections(book), keepSnapshotsMs: 0 });
  await models.start();
});
afterEach(async () => {
  await models.stop();
  await database.drop();
});

it('a rebuild gives the rows that live projection gave, now and as of any position, over thousands of facts', async () => {
  const pick = choices(20_261_201);
  const country = new Country(new LogScribe(store), pick);
  const acts = [() => country.register(), () => country.merge(), () => country.separate()];
  for (let n = 0; n < 12; n++) await country.register();
  let middle: { at: bigint; hashes: object } | undefined;
  while (await country.goOn()) {
    if (pick.chance(0.06)) await pick.one(acts)();
    const head = await store.head();
    // Batches of the live fold are whatever gathers meanwhile.
    if (pick.chance(0.008)) expect(await models.waitFor(head, 20_000)).toBe(true);
    if (middle || head < 1_000n) continue;
    expect(await models.waitFor(head, 20_000)).toBe(true);
    middle = { at: head, hashes: await tableHashes(database.url, 'read') };
  }
  await country.forgetSome();
  const head = await store.head();
  expect(head).toBeGreaterThan(2_000n);
  expect(await models.waitFor(head, 20_000)).toBe(true);
  const live = await tableHashes(database.url, 'read');
  expect(Object.keys(live)).toHaveLength(6);
  expect(Object.values(live).filter(hash => hash.startsWith('0 '))).toHaveLength(1); // no organisation has facts

  await models.rebuild();
  expect(await tableHashes(database.url, 'read')).toEqual(live);
  await models.query(
    `update case_file set queries = queries + 1 where case_id = (select min(case_id::text)::uuid from case_file)`,
  );
  expect((await tableHashes(database.url, 'read')).case_file).not.toBe(live.case_file);

  const then = await models.asOf(middle?.at ?? 0n);
  const { rows } = await then.query<{ schema: string }>('select current_schema() as schema');
  expect(await tableHashes(database.url, rows[0]?.schema ?? '')).toEqual(middle?.hashes);
  await then.drop();
});
