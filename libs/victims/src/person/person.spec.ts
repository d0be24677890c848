import fc from 'fast-check';
import type { PersonFact } from './identity';
import { withdrawErasure } from './withdraw-erasure';
import { Person, personOrder, type PersonState } from './person';

const fold = (facts: readonly PersonFact[]): PersonState =>
  facts.reduce<PersonState>(
    (state, fact, index) => Person.evolve(state, fact, { id: `e${index}`, version: index + 1, actor: 'ana' }),
    Person.initial,
  );

const registered: PersonFact = { type: 'PersonRegistered', data: { on: '2024' } };
const given = (...facts: PersonFact[]) => fold([registered, ...facts]);
const identity = (reason?: 'typing_error'): PersonFact => ({
  type: 'IdentityRecorded',
  data: { tokens: [], reason },
});
const destroyed: PersonFact = {
  type: 'SubjectKeyDestroyed',
  data: { ledgerSeq: 1, subject: 'p', classes: ['identity'], deks: [], ground: 'retention_expired' },
};
const requested: PersonFact = { type: 'ErasureRequested', data: { ground: 'retention_expired' } };
const held: PersonFact = { type: 'HoldPlaced', data: { note: 'n' } };
const merged = (absorbed: string, ...others: string[]): PersonFact => ({
  type: 'PersonMerged',
  data: { absorbed, with: others, note: 'n' },
});

const ids = fc.constantFrom('a', 'b', 'c');
const note = fc.constant('n');
const anyFact: fc.Arbitrary<PersonFact> = fc.oneof(
  fc.constant(registered),
  fc.constantFrom(identity(), identity('typing_error')),
  fc
    .record({ to: ids, kind: fc.constant('relative' as const), note })
    .map(data => ({ type: 'PersonLinked' as const, data })),
  fc
    .record({ to: ids, kind: fc.constant('relative' as const), note })
    .map(data => ({ type: 'PersonUnlinked' as const, data })),
  fc
    .record({ absorbed: ids, with: fc.constant([]), note })
    .map(data => ({ type: 'PersonMerged' as const, data })),
  fc.record({ person: ids, note }).map(data => ({ type: 'PersonSeparated' as const, data })),
  fc.record({ into: ids }).map(data => ({ type: 'PersonAbsorbed' as const, data })),
  fc.record({ from: ids }).map(data => ({ type: 'PersonRestored' as const, data })),
  fc.constantFrom<PersonFact>(
    { type: 'ProcessingRestricted', data: { note: 'n' } },
    { type: 'RestrictionLifted', data: { note: 'n' } },
    held,
    { type: 'HoldLifted', data: { note: 'n' } },
    requested,
    { type: 'ErasureRefused', data: { ground: 'retention_expired' } },
    destroyed,
    { type: 'ErasureCompleted', data: { ledgerSeq: 1, keys: 2 } },
  ),
);

describe('any person', () => {
  it('folds whatever sequence was accepted; every prefix is acceptable, and no erasure passes a hold', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60, size: 'max' }), tried => {
        let state = fold([registered]);
        for (const [index, fact] of tried.entries()) {
          if (personOrder(state, fact)) continue;
          if (fact.type === 'SubjectKeyDestroyed') expect(state.held).toBeUndefined();
          kinds.add(fact.type);
          state = Person.evolve(state, fact, { id: `${index}`, version: index + 2, actor: 'ana' });
        }
      }),
      { numRuns: 800, seed: 7 },
    );
    expect([...kinds].sort()).toHaveLength(15);
  });
});

describe('illegal order is refused with the reason', () => {
  it.each<[string, PersonState, PersonFact]>([
    ['victims.person.not-registered', Person.initial, identity()],
    ['victims.person.already-registered', given(), registered],
    ['victims.person.identity-needs-reason', given(identity()), identity()],
    ['victims.person.already-merged', given(merged('a')), merged('a')],
    ['victims.person.already-merged', given(merged('a', 'b')), merged('b')],
    ['victims.person.not-merged', given(), { type: 'PersonSeparated', data: { person: 'a', note: 'n' } }],
    ['victims.person.merged-away', given({ type: 'PersonAbsorbed', data: { into: 'a' } }), identity()],
    ['victims.person.merged-away', given({ type: 'PersonAbsorbed', data: { into: 'a' } }), merged('b')],
    ['victims.person.held', given(held), requested],
    ['victims.person.held', given(requested, held), destroyed],
    ['victims.person.no-erasure-requested', given(), destroyed],
    ['victims.person.forgotten', given(requested, destroyed), identity('typing_error')],
    ['victims.person.forgotten', given(requested, destroyed), held],
    ['victims.person.erasure-under-way', given(requested), requested],
  ])('%s', (code, state, fact) => {
    expect(personOrder(state, fact)?.code).toBe(code);
  });

  it('and a merge taken back is no merge', () => {
    const state = given(merged('a', 'b'), { type: 'PersonSeparated', data: { person: 'a', note: 'n' } });
    expect(state.absorbed).toEqual(['b']);
    expect(personOrder(state, merged('a'))).toBeUndefined();
  });
});

it('a request for erasure is withdrawn by who asked, before anybody has decided, and by nobody else', () => {
  const withdraw = (state: PersonState, actor: string) =>
    withdrawErasure(state, { person: 'p', act: { command: 'c', actor, provenance: 'synthetic' } });
  const code = (code: string) => expect.objectContaining({ code }) as Error;
  const asked = given(requested);
  const by = asked.erasure?.requestedBy ?? '';
  expect(() => withdraw(asked, `not ${by}`)).toThrow(code('victims.person.not-own-request'));
  expect(() => withdraw(given(), by)).toThrow(code('victims.person.no-erasure-requested'));
  expect(() => withdraw(given(requested, destroyed), by)).toThrow(
    code('victims.person.no-erasure-requested'),
  );
  const [event] = withdraw(asked, by);
  expect(given(requested, ...(event ? [event] : [])).erasure).toBeUndefined();
});
