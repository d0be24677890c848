import type { Act, History } from '@hub/event-store';
import { v5 } from 'uuid';
import { approveCorrection } from '../case/approve-correction';
import { Case, type CaseFact, type CaseState, type StandingFact } from '../case/case';
import type { DecideCase } from '../case/cases';
import { correctFact } from '../case/correct-fact';
import { recordInError } from '../case/record-in-error';
import { refuseCorrection } from '../case/refuse-correction';
import { Absorption } from '../person/absorption';
import type { LinkPersons } from '../person/link-persons';
import { linkPersons } from '../person/link-persons';
import { liftHold } from '../person/lift-hold';
import { liftRestriction } from '../person/lift-restriction';
import { MergePersonsHandler } from '../person/merge-persons';
import { Persons, type DecidePerson } from '../person/persons';
import { Person } from '../person/person';
import { placeHold } from '../person/place-hold';
import { recordIdentity } from '../person/record-identity';
import { refuseErasure } from '../person/refuse-erasure';
import { requestErasure } from '../person/request-erasure';
import { restrictProcessing } from '../person/restrict-processing';
import { SeparatePersonsHandler } from '../person/separate-persons';
import type { Setting } from '../setting';

interface Teller {
  readonly history: History;
  readonly setting: (day: string) => Setting;
}

/** A case that stands in the log. */
interface Told {
  readonly id: string;
  readonly person: string;
  readonly key: string;
}

const NOTE = 'Synthetic note of the training database.';
const act = (key: string, what: string, actor = 'system:seed'): Act => ({
  command: v5(what, key),
  actor,
  provenance: 'synthetic',
});

/** What people put right later: corrections, facts that were none, persons linked and merged, rights exercised. */
export async function amend(told: readonly Told[], teller: Teller): Promise<void> {
  const existing: Told[] = [];
  for (const one of told) {
    // Also one recorded in error: a seed that was cut off goes on with the same persons in the same places.
    const { version } = await teller.history.read(Case, one.id);
    if (version > 0) existing.push(one);
  }
  const at = (place: number) => existing[place % existing.length];
  await amendCases(existing, teller);
  await amendPersons(at, teller);
}

const find = (state: CaseState, type: CaseFact['type']): StandingFact | undefined =>
  state.facts.find(({ fact }) => fact.type === type);

async function amendCases(all: readonly Told[], teller: Teller): Promise<void> {
  for (const [nth, told] of all.entries()) {
    if (nth % 19 === 3) await correct(told, 'ConsentRecorded', teller);
    if (nth % 41 === 5) await withdraw(told, 'ParticipationRecorded', teller);
    if (nth % 67 === 7) await correct(told, 'StatusDecided', teller, nth % 2 === 0 ? 'approve' : 'refuse');
    if (nth % 101 === 11) await withdraw(told, 'CaseRegistered', teller);
  }
}

async function change<Command>(
  { id, key }: Told,
  what: string,
  decide: DecideCase<Command>,
  { fields, teller, actor }: { fields: object; teller: Teller; actor?: string },
): Promise<void> {
  const by = act(key, what, actor);
  const command = { case: id, act: by, ...fields } as Command;
  const today = new Date().toISOString().slice(0, 10);
  await teller.history.change(Case, id, state => decide(state, command, teller.setting(today)), by);
}

/** A date one day off; for a decision, a second person approves or refuses. */
async function correct(told: Told, type: CaseFact['type'], teller: Teller, answer?: 'approve' | 'refuse') {
  const { state } = await teller.history.read(Case, told.id);
  const found = find(state, type);
  if (!found || !('on' in found.fact.data) || found.fact.data.on.length !== 10) return;
  const on = found.fact.data.on.slice(0, 7);
  const fields = { fact: found.id, changes: { on }, reason: 'typing_error', note: NOTE };
  await change(told, `correct-${type}`, correctFact, { fields, teller });
  if (!answer) return;
  const { state: asked } = await teller.history.read(Case, told.id);
  const [request] = Object.keys(asked.requests);
  const actor = 'system:seed-second';
  if (answer === 'approve')
    await change(told, 'approve', approveCorrection, { fields: { request }, teller, actor });
  else await change(told, 'refuse', refuseCorrection, { fields: { request, note: NOTE }, teller, actor });
}

async function withdraw(told: Told, type: CaseFact['type'], teller: Teller): Promise<void> {
  const { state } = await teller.history.read(Case, told.id);
  const found = find(state, type);
  if (!found) return;
  const fields = { fact: found.id, reason: 'new_information', note: NOTE };
  await change(told, `error-${type}`, recordInError, { fields, teller });
}

async function amendPersons(at: (place: number) => Told | undefined, { history }: Teller): Promise<void> {
  const persons = new Persons(history);
  const absorption = new Absorption(history);
  const tell = async <Command>(
    told: Told | undefined,
    what: string,
    decide: DecidePerson<Command>,
    fields: object,
  ) => {
    if (!told) return;
    const by = act(told.key, what);
    const command = { person: told.person, act: by, note: NOTE, ...fields } as Command;
    await history.change(Person, told.person, state => decide(state, command), by);
  };
  const [survivor, absorbed, other] = [at(30), at(31), at(32)];
  const ground = 'request_of_the_person';
  await tell<LinkPersons>(at(33), 'link', linkPersons, { to: at(34)?.person, kind: 'relative' });
  await tell(at(35), 'restrict', restrictProcessing, {});
  await tell(at(36), 'restrict-once', restrictProcessing, {});
  await tell(at(36), 'lift', liftRestriction, {});
  await tell(at(37), 'hold', placeHold, {});
  await tell(at(38), 'hold-once', placeHold, {});
  await tell(at(38), 'lift-hold', liftHold, {});
  await tell(at(39), 'erasure', requestErasure, { ground });
  await tell(at(40), 'erasure-once', requestErasure, { ground });
  const second = at(40);
  if (second) {
    const by = act(second.key, 'refuse-erasure', 'system:seed-second');
    await history.change(
      Person,
      second.person,
      state => refuseErasure(state, { person: second.person, act: by }),
      by,
    );
  }
  const recorded = { given: 'Ana', family: 'Test', tokens: [], reason: 'new_information' };
  await tell(at(41), 'identity', recordIdentity, recorded);
  if (!survivor || !absorbed || !other) return;
  const merge = new MergePersonsHandler(persons, absorption);
  const merged = (told: Told) => ({
    person: survivor.person,
    absorbed: told.person,
    with: [],
    note: NOTE,
    act: act(told.key, 'merge'),
  });
  await merge.execute(merged(absorbed));
  await merge.execute(merged(other));
  await new SeparatePersonsHandler(persons, absorption).execute({
    person: survivor.person,
    separated: other.person,
    note: NOTE,
    act: act(other.key, 'separate'),
  });
}
