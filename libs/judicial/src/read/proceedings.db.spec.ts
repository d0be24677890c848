import { randomUUID } from 'node:crypto';
import { MemoryEventStore, openEvent } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import fc from 'fast-check';
import { Case, evolveCase, noCase, type CaseState } from '../case/case';
import { carried } from '../case/carried';
import type { CaseEvent, CourseEvent } from '../case/events';
import { settle } from '../case/settlement';
import { Settlements } from '../case/settlements';
import type { PersonEvent } from '../person/events';
import { Person } from '../person/person';
import { bookOf, act, idOf, persons } from '../testing/names';
import { course } from '../testing/courses';
import { plainHistory } from '../testing/plain-sealer';
import { upcasts } from '../upcasts';
import { Coding } from './coding';
import { derivedRows, stagesByPerson, type Parts } from './derived';
import { descriptionTables } from './description-tables';
import { FIRST, firsts } from './firsts';
import type { StageRow } from './person-stages';
import { proceedings } from './proceedings';

const book = bookOf('AL');
let database: TemporaryDatabase;
let models: ReadModels | undefined;

beforeEach(async () => {
  database = await temporaryDatabase('judicial');
});
afterEach(async () => {
  await models?.stop();
  models = undefined;
  await database.drop();
});

const open = async (store: MemoryEventStore) => {
  models = new ReadModels({ store, url: database.url, projections: [proceedings(book)] });
  await models.start();
  return models;
};

/** One row as JSON has it, comparable whatever way it took. */
const plain = (row: object) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !name.endsWith('_at'))
        .map(([name, value]) => [
          name,
          typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
        ])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
    ),
  );

async function rowsOf(read: ReadModels, table: string): Promise<string[]> {
  const { rows } = await read.query<{ row: object }>(`select row_to_json(t) as row from ${table} t`);
  return rows.map(({ row }) => plain(row)).sort();
}

/** The log folded case by case with nothing but the aggregate. */
async function naive(store: MemoryEventStore) {
  const cases = new Map<string, CaseState>();
  const merged = new Map<string, string>();
  for await (const batch of store.log(0n)) {
    for (const event of batch) {
      const { stream, id, type, data, meta } = openEvent(event, upcasts);
      if (stream.startsWith('case-')) {
        const caseId = stream.slice(5);
        const next = evolveCase(cases.get(caseId) ?? noCase, { type, data } as CaseEvent, {
          id,
          actor: meta.actor,
        });
        cases.set(caseId, next);
      } else if (type === 'PersonAbsorbed') merged.set(stream.slice(7), (data as { into: string }).into);
      else if (type === 'PersonRestored') merged.delete(stream.slice(7));
    }
  }
  return { cases, merged };
}

async function expectNaiveFold(store: MemoryEventStore, read: ReadModels) {
  const { cases, merged } = await naive(store);
  const parts: Parts = { coding: new Coding(book), descriptions: descriptionTables(book) };
  const standing = [...cases].filter(([, state]) => state.proceeding.opened);
  const tables = new Map<string, string[]>();
  for (const [id, state] of standing) {
    for (const { entity, rows } of derivedRows(parts, id, state)) {
      const name = entity.options.name;
      tables.set(name, [...(tables.get(name) ?? []), ...rows.map(plain)]);
    }
  }
  for (const [name, expected] of tables)
    expect([name, await rowsOf(read, name)]).toEqual([name, expected.sort()]);
  const stages = new Map<string, StageRow[]>();
  for (const [id, state] of standing) {
    for (const [person, rows] of stagesByPerson(parts, id, state)) {
      const root = merged.get(person) ?? person;
      stages.set(root, [...(stages.get(root) ?? []), ...rows]);
    }
  }
  const counted = new Map<string, string[]>();
  for (const [person, rows] of stages) {
    const thb = firsts(rows, row => row.thb);
    const use = firsts(rows, row => row.use);
    for (const { stage, ...row } of rows) {
      const flags = { first_thb: thb.get(row.id) ?? 0, first_use: use.get(row.id) ?? 0 };
      counted.set(stage, [...(counted.get(stage) ?? []), plain({ ...row, person, ...flags })]);
    }
  }
  for (const [stage, expected] of counted)
    expect([stage, await rowsOf(read, `count_${stage}`)]).toEqual([stage, expected.sort()]);
  const { rows } = await read.query<{ id: string }>('select id from case_file');
  expect(rows.map(row => row.id).sort()).toEqual(standing.map(([id]) => id).sort());
  return { cases: standing.length, stages: [...counted.values()].flat().length };
}

describe('the read model of proceedings', () => {
  it('equals a naive fold of the log: courses, corrections, errors, joinders, merged and un-merged persons', async () => {
    const store = new MemoryEventStore();
    const history = plainHistory(store);
    const read = await open(store);
    const tell = (person: string, event: PersonEvent, name: string) =>
      history.change(Person, person, () => [event], act(name));
    const courses = fc.sample(course('db', 60), { numRuns: 16, seed: 7 });
    const ids = courses.map((_, at) => idOf(`case/${at}`));
    for (const person of persons) {
      await tell(person, { type: 'PersonRegistered', data: { kind: 'natural' } }, `p/${person}`);
    }
    const writing = courses.map(async ({ recorded }, at) => {
      for (const [step, { event }] of recorded.entries()) {
        await history.change(Case, ids[at] ?? '', () => [event], act(`e/${at}/${step}`));
      }
    });
    await Promise.all(writing);
    // Every third case has a fact corrected, every fifth one taken back, one does not exist at all.
    for (const [at, id] of ids.entries()) {
      const { state } = await history.read(Case, id);
      const suspect = state.facts.find(fact => fact.event.type === 'SuspectRegistered');
      const last = state.facts.at(-1);
      const amend = async (event: CaseEvent, name: string) =>
        history.change(Case, id, () => [event], act(name));
      if (at % 3 === 0 && suspect) {
        const fact = { ...suspect.event, data: { ...suspect.event.data, on: '2020-02-03' } } as CourseEvent;
        await amend(
          { type: 'FactCorrected', data: { corrects: suspect.id, fact, reason: 'typing_error' } },
          `c/${at}`,
        );
      }
      if (at % 5 === 0 && last) {
        await amend({ type: 'RecordedInError', data: { fact: last.id, reason: 'duplicate' } }, `x/${at}`);
      }
      const first = state.facts[0];
      if (at === 7 && first) {
        await amend({ type: 'RecordedInError', data: { fact: first.id, reason: 'wrong_case' } }, `y/${at}`);
      }
    }
    // One case is joined to another: target first, then the reactor's other half.
    const [into = '', from = ''] = [ids[1], ids[2]];
    const source = (await history.read(Case, from)).state;
    const defendants = source.proceeding.defendants.map(d => carried(d, from));
    const joined: CaseEvent = {
      type: 'CaseJoined',
      data: { on: '2026-01-01', from, legalBasis: [], defendants },
    };
    await history.change(Case, into, () => [joined], act('join'));
    await history.change(Case, from, state => settle(state, { into, on: '2026-01-01' }), act('settle'));
    const [ana = '', bojan = ''] = persons;
    const absorb = (n: number) => tell(bojan, { type: 'PersonAbsorbed', data: { into: ana } }, `absorb/${n}`);
    await absorb(1);
    let head = await store.head();
    expect(await read.waitFor(head, 20_000)).toBe(true);
    const size = await expectNaiveFold(store, read);
    expect(size.cases).toBeGreaterThan(10);
    expect(size.stages).toBeGreaterThan(30);
    await tell(bojan, { type: 'PersonRestored', data: { from: ana } }, 'restore');
    head = await store.head();
    expect(await read.waitFor(head, 20_000)).toBe(true);
    await expectNaiveFold(store, read);
    await read.rebuild();
    await expectNaiveFold(store, read);
  });

  it('closes at the next start the other half of a joinder or severance that a crash cut off', async () => {
    const store = new MemoryEventStore();
    const history = plainHistory(store);
    const read = await open(store);
    const [from, joined, split] = [idOf('from'), idOf('joined'), idOf('split')];
    const [first, second] = [randomUUID(), randomUUID()];
    const data = { office: 'al-spak', openedOn: '2024-01-01', origin: 'border', legalBasis: ['AL-110a'] };
    const suspect = (person: string): CaseEvent => ({
      type: 'SuspectRegistered',
      data: { person, kind: 'natural', on: '2024-02-01', legalBasis: ['AL-110a'] },
    });
    const opened = (reference: string): CaseEvent => ({ type: 'CaseOpened', data: { ...data, reference } });
    await history.create(Case, from, () => [opened('a'), suspect(first), suspect(second)], act('a'));
    await history.create(Case, joined, () => [opened('b')], act('b'));
    const source = async () => (await history.read(Case, from)).state.proceeding;
    const moved = async (...persons: string[]) =>
      (await source()).defendants.filter(d => persons.includes(d.person)).map(d => carried(d, from));
    const severed: CaseEvent = {
      type: 'CaseSevered',
      data: { ...data, reference: 'c', on: '2024-03-01', from, defendants: await moved(second) },
    };
    const settlements = new Settlements(history);
    const finish = async () => {
      await read.waitFor(await store.head(), 20_000);
      return settlements.finish(read);
    };
    await history.create(Case, split, () => [severed], act('c'));
    expect(await finish()).toBe(1);
    expect((await source()).defendants.map(d => d.severedInto)).toEqual([undefined, split]);
    const join: CaseEvent = {
      type: 'CaseJoined',
      data: { on: '2024-04-01', from, legalBasis: ['AL-110a'], defendants: await moved(first) },
    };
    await history.change(Case, joined, () => [join], act('d'));
    expect(await finish()).toBe(1);
    expect((await source()).closed).toEqual({ on: '2024-04-01', reason: 'joined', into: joined });
    const head = await store.head();
    expect([await finish(), await store.head()]).toEqual([0, head]);
  });

  it('counts a person once per period, however many cases and records there are', async () => {
    const store = new MemoryEventStore();
    const history = plainHistory(store);
    const read = await open(store);
    const [first, second] = [randomUUID(), randomUUID()];
    const suspectIn = async (name: string, person: string, on: string) => {
      const opening: CaseEvent = {
        type: 'CaseOpened',
        data: {
          reference: name,
          office: 'al-spak',
          openedOn: '2024-01-01',
          origin: 'border',
          legalBasis: ['AL-110a'],
        },
      };
      const suspect: CaseEvent = {
        type: 'SuspectRegistered',
        data: { person, kind: 'natural', on, legalBasis: ['AL-110a'] },
      };
      await history.create(Case, idOf(name), () => [opening, suspect], act(name));
    };
    await suspectIn('one', first, '2024-02-10');
    await suspectIn('two', first, '2024-08-10');
    await suspectIn('three', second, '2025-03-01');
    const count = async (kind: keyof typeof FIRST, year: number) => {
      await read.waitFor(await store.head(), 10_000);
      const { rows } = await read.query<{ n: string }>(
        'select count(*) n from count_suspected where year = $1 and first_thb & $2 > 0',
        [year, FIRST[kind]],
      );
      return Number(rows[0]?.n);
    };
    expect(await count('year', 2024)).toBe(1);
    expect(await count('half', 2024)).toBe(2);
    expect(await count('year', 2025)).toBe(1);
    expect(await count('ever', 2025)).toBe(1);
    const absorbed: PersonEvent = { type: 'PersonAbsorbed', data: { into: first } };
    await history.change(Person, second, () => [absorbed], act('merge'));
    expect(await count('year', 2025)).toBe(1);
    expect(await count('ever', 2025)).toBe(0);
  });
});
