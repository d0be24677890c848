import { MemoryEventStore, type DomainEvent } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { LogScribe, tableHashes, temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { dataClasses } from '@hub/vault';
import fc from 'fast-check';
import type { CourseEvent } from '../case/events';
import type { PersonEvent } from '../person/events';

import { course } from '../testing/courses';
import { bookOf, idOf, persons as suspects } from '../testing/names';
import { proceedings } from './proceedings';

const envelope = (name: string) => ({ $e: 1, k: idOf(name), c: name });
const people = Array.from({ length: 25 }, (_, n) => idOf(`person/${n}`));

interface Told {
  readonly id: string;
  readonly event: DomainEvent;
}

/** The facts of one case, some of them amended later, about people of the register instead of those of the example. */
function caseOf(nth: number, one: <T>(of: readonly T[]) => T): Told[] {
  const [{ recorded } = { recorded: [] }] = fc.sample(course(`case/${nth}`, 60), {
    numRuns: 1,
    seed: nth + 1,
  });
  const told: Told[] = recorded.map(({ id, event }) => ({ id, event }));
  const suspect = recorded.find(({ event }) => event.type === 'SuspectRegistered');
  const last = recorded.at(-1);
  if (nth % 3 === 0 && suspect) {
    const fact = { ...suspect.event, data: { ...suspect.event.data, on: '2020-02-03' } } as CourseEvent;
    const data = { corrects: suspect.id, fact, reason: 'typing_error' };
    told.push({ id: idOf(`amend/${nth}`), event: { type: 'FactCorrected', data } });
  }
  if (nth % 5 === 0 && last) {
    const data = { fact: last.id, reason: 'duplicate' };
    told.push({ id: idOf(`error/${nth}`), event: { type: 'RecordedInError', data } });
  }
  const own = new Map(suspects.map(person => [person, one(people)]));
  const text = [...own].reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(told));
  return JSON.parse(text) as Told[];
}

let database: TemporaryDatabase;
let models: ReadModels;
let store: MemoryEventStore;

beforeEach(async () => {
  database = await temporaryDatabase('rebuild');
  store = new MemoryEventStore();
  models = new ReadModels({
    store,
    url: database.url,
    projections: [proceedings(bookOf('AL'))],
    keepSnapshotsMs: 0,
  });
  await models.start();
});
afterEach(async () => {
  await models.stop();
  await database.drop();
});

it('a rebuild gives the rows that live projection gave, now and as of any position, over thousands of facts', async () => {
  const [random] = [fc.sample(fc.infiniteStream(fc.nat(1_000_000)), { numRuns: 1, seed: 20_261_201 })[0]];
  const draw = () => Number(random.next().value) / 1_000_001;
  const one = <T>(of: readonly T[]) => of[Math.floor(draw() * of.length)];
  const scribe = new LogScribe(store);
  let count = 0;
  const into = new Map<string, string>();
  const tell = (person: string, event: PersonEvent) =>
    scribe.write(`person-${person}`, idOf(`fact/${count++}`), event);
  const merge = async () => {
    const [survivor, absorbed] = [one(people), one(people)];
    const apart = !into.has(survivor) && !into.has(absorbed) && ![...into.values()].includes(absorbed);
    if (survivor === absorbed || !apart) return;
    into.set(absorbed, survivor);
    await tell(absorbed, { type: 'PersonAbsorbed', data: { into: survivor } });
  };
  const restore = async () => {
    const [absorbed, from] = one([...into, ['', '']]);
    if (!into.delete(absorbed)) return;
    await tell(absorbed, { type: 'PersonRestored', data: { from } });
  };
  for (const [nth, person] of people.entries()) {
    await tell(person, { type: 'PersonRegistered', data: { kind: nth % 6 === 0 ? 'legal' : 'natural' } });
    await tell(person, {
      type: 'IdentityRecorded',
      data: { family_name: envelope(person) },
    } as unknown as PersonEvent);
  }
  const cases = Array.from({ length: 90 }, (_, nth) => ({
    stream: `case-${idOf(`stream/${nth}`)}`,
    rest: caseOf(nth, one),
  }));
  let middle: { at: bigint; hashes: object } | undefined;
  for (let open = cases; open.length > 0; open = open.filter(({ rest }) => rest.length > 0)) {
    const { stream, rest } = one(open);
    const next = rest.shift();
    if (next) await scribe.write(stream, next.id, next.event);
    if (draw() < 0.05) await one([merge, merge, restore])();
    const head = await store.head();
    // Batches of the live fold are whatever gathers meanwhile.
    if (draw() < 0.006) expect(await models.waitFor(head, 20_000)).toBe(true);
    if (middle || head < 1_000n) continue;
    expect(await models.waitFor(head, 20_000)).toBe(true);
    middle = { at: head, hashes: await tableHashes(database.url, 'read') };
  }
  for (const person of people.slice(0, 3)) {
    const data = {
      ledgerSeq: 1,
      subject: person,
      classes: dataClasses,
      deks: [],
      ground: 'retention_expired',
    };
    await tell(person, { type: 'SubjectKeyDestroyed', data } as unknown as PersonEvent);
  }
  const head = await store.head();
  expect(head).toBeGreaterThan(2_000n);
  expect(into.size).toBeGreaterThan(3);
  expect(await models.waitFor(head, 20_000)).toBe(true);
  const live = await tableHashes(database.url, 'read');
  expect(Object.keys(live)).toHaveLength(21);
  expect(Object.entries(live).filter(([, hash]) => hash.startsWith('0 '))).toEqual([]);

  await models.rebuild();
  expect(await tableHashes(database.url, 'read')).toEqual(live);
  await models.query(
    `update task set due = '1999-01-01' where case_id = (select min(case_id::text)::uuid from task)`,
  );
  expect((await tableHashes(database.url, 'read')).task).not.toBe(live.task);

  const then = await models.asOf(middle?.at ?? 0n);
  const { rows } = await then.query<{ schema: string }>('select current_schema() as schema');
  expect(await tableHashes(database.url, rows[0]?.schema ?? '')).toEqual(middle?.hashes);
  await then.drop();
});
