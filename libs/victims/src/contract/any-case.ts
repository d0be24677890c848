import fc from 'fast-check';
import { Case, caseOrder, type CaseEvent, type CaseFact, type CaseState } from '../case/case';
import { assertStillPossible } from '../case/amendment';

/** Random facts for property tests: few ids and dates, so that they meet often. */
export const TODAY = '2026-11-25';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const person = uuid(1);

const on = fc.oneof(
  { arbitrary: fc.constant('2024'), weight: 6 },
  fc.constantFrom('2024-03', '2024-03-10', '2025-01-01', '2026-02-28'),
);
const id = fc.integer({ min: 1, max: 2 }).map(uuid);
const money = fc.record({
  amount: fc.integer({ min: 1, max: 900 }),
  currency: fc.constantFrom('ALL', 'EUR'),
});
const types = fc.uniqueArray(fc.constantFrom('accommodation', 'medical', 'legal_aid'), { minLength: 1 });
const note = fc.constant('note');

const fact = <Type extends CaseFact['type']>(
  type: Type,
  data: fc.Arbitrary<Extract<CaseFact, { type: Type }>['data']>,
): fc.Arbitrary<CaseFact> => data.map(filled => ({ type, data: filled }) as CaseFact);

export const registered: CaseFact = {
  type: 'CaseRegistered',
  data: {
    reference: 'V-2024-222222X',
    person,
    on: '2024',
    organisation: 'al-police',
    organisationType: 'police',
    county: 'AL-11',
  },
};

const anyFact: fc.Arbitrary<CaseFact> = fc.oneof(
  fc.constant(registered),
  fact('CaseAssigned', fc.record({ to: fc.constantFrom('ana', 'ben') })),
  fact('CaseUnassigned', fc.record({ from: fc.constantFrom('ana', 'ben') })),
  fact(
    'CaseTransferred',
    fc.record({ to: fc.constantFrom('al-police', 'al-ngo'), on, note, person: fc.constant(person) }),
  ),
  fact('CaseSealed', fc.record({ note, person: fc.constant(person) })),
  fact('CaseUnsealed', fc.record({ note, person: fc.constant(person) })),
  fact('CaseClosed', fc.record({ reason: fc.constant('returned'), on })),
  fact('CaseReopened', fc.record({ on, note, person: fc.constant(person) })),
  fact('ConsentRecorded', fc.record({ status: fc.constantFrom('given', 'declined', 'withdrawn'), on })),
  fact(
    'StatusDecided',
    fc.record({ status: fc.constantFrom('presumed', 'identified', 'rejected', 'withdrawn'), on }),
  ),
  fact(
    'SectionRecorded',
    fc.record({
      section: fc.constantFrom('profile', 'exploitation'),
      person: fc.constant(person),
      values: fc.record({ sex: fc.constantFrom('female', 'male', 'unknown') }),
      basedOn: fc.constant(0),
    }),
  ),
  fact('ReferralSent', fc.record({ referral: id, to: fc.constant('al-ngo'), needs: types, on })),
  fact('ReferralAccepted', fc.record({ referral: id, on })),
  fact('ReferralDeclined', fc.record({ referral: id, on, note, person: fc.constant(person) })),
  fact('ReferralReturned', fc.record({ referral: id, on, note, person: fc.constant(person) })),
  fact('AssistanceOffered', fc.record({ assistance: id, types, provider: fc.constant('al-ngo'), on })),
  fact('AssistanceAccepted', fc.record({ assistance: id, types, on })),
  fact('AssistanceDeclined', fc.record({ assistance: id, reason: fc.constant('fear'), on })),
  fact('AssistanceEnded', fc.record({ assistance: id, outcome: fc.constant('completed'), on })),
  fact('ProtectionGranted', fc.record({ measure: id, kind: fc.constant('relocation'), on })),
  fact('ProtectionEnded', fc.record({ measure: id, on })),
  fact('GuardianAppointed', fc.record({ on })),
  fact('ResidenceDecided', fc.record({ measure: fc.constant('reflection_period'), on })),
  fact('ReturnCompleted', fc.record({ kind: fc.constant('voluntary_own'), country: fc.constant('MD'), on })),
  fact(
    'ParticipationRecorded',
    fc.record({ cooperation: fc.constant('full'), role: fc.constantFrom('witness', 'none'), on }),
  ),
  fact('CompensationClaimed', fc.record({ claim: id, source: fc.constant('state_fund'), on })),
  fact('CompensationAwarded', fc.record({ claim: id, amount: money, on })),
  fact('CompensationRefused', fc.record({ claim: id, on })),
  fact('CompensationPaid', fc.record({ claim: id, amount: money, on })),
);

/** What is tried next: a new fact, or a word about the nth fact of the case. */
export type Attempt =
  | { readonly kind: 'fact'; readonly fact: CaseFact }
  | { readonly kind: 'correct'; readonly nth: number; readonly on: string }
  | { readonly kind: 'withdraw'; readonly nth: number };

const anyAttempt: fc.Arbitrary<Attempt> = fc.oneof(
  { arbitrary: anyFact.map(made => ({ kind: 'fact' as const, fact: made })), weight: 8 },
  {
    arbitrary: fc.record({ kind: fc.constant('correct' as const), nth: fc.nat(20), on }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('withdraw' as const), nth: fc.integer({ min: 1, max: 40 }) }),
    weight: 1,
  },
);

/** Facts that only make sense one after the other. */
const episode = (...facts: CaseFact[]): Attempt[] => facts.map(made => ({ kind: 'fact', fact: made }));
const paid = { amount: 1, currency: 'EUR' };
const episodes: fc.Arbitrary<Attempt[]> = fc
  .record({ one: id, on })
  .chain(({ one, on: day }) =>
    fc.constantFrom(
      episode(
        { type: 'CompensationClaimed', data: { claim: one, source: 'state_fund', on: day } },
        { type: 'CompensationAwarded', data: { claim: one, amount: { ...paid, amount: 9 }, on: day } },
        { type: 'CompensationPaid', data: { claim: one, amount: paid, on: day } },
      ),
      episode(
        { type: 'ConsentRecorded', data: { status: 'given', on: day } },
        { type: 'ReferralSent', data: { referral: one, to: 'al-ngo', needs: ['medical'], on: day } },
        { type: 'ReferralAccepted', data: { referral: one, on: day } },
        { type: 'ReferralReturned', data: { referral: one, on: day, person, note: 'note' } },
      ),
      episode(
        { type: 'ProtectionGranted', data: { measure: one, kind: 'relocation', on: day } },
        { type: 'ProtectionEnded', data: { measure: one, on: day } },
      ),
    ),
  );

/** A case that was opened, and what was tried then. */
export const anyAttempts: fc.Arbitrary<Attempt[]> = fc
  .array(
    fc.oneof({ arbitrary: anyAttempt.map(tried => [tried]), weight: 9 }, { arbitrary: episodes, weight: 1 }),
    {
      minLength: 20,
      maxLength: 120,
      size: 'max',
    },
  )
  .map(tried => [{ kind: 'fact' as const, fact: registered }, ...tried.flat()]);

export const eventId = (version: number) => uuid(1_000 + version);

function amendment(state: CaseState, tried: Exclude<Attempt, { kind: 'fact' }>): CaseEvent | undefined {
  const target = state.facts.at(tried.nth % (state.facts.length || 1));
  if (!target || !state.view.registration) return undefined;
  const about = { fact: target.id, person, reason: 'typing_error', note: 'note' } as const;
  return tried.kind === 'correct' && 'on' in target.fact.data
    ? { type: 'FactCorrected', data: { ...about, changes: { on: tried.on } } }
    : { type: 'RecordedInError', data: about };
}

/** The event an attempt leads to, if it is allowed. */
export function attempt(state: CaseState, tried: Attempt, version: number): CaseEvent | undefined {
  if (state.void) return undefined;
  if (tried.kind === 'fact') return caseOrder(state.view, tried.fact) ? undefined : tried.fact;
  const event = amendment(state, tried);
  if (!event) return undefined;
  const after = Case.evolve(state, event, { id: eventId(version), version });
  try {
    if (!after.void) assertStillPossible(after.facts, { today: TODAY });
  } catch {
    return undefined;
  }
  return event;
}

/** The events of a case after as many attempts as were allowed. */
export function caseOf(attempts: readonly Attempt[]): { events: CaseEvent[]; state: CaseState } {
  let state: CaseState = Case.initial;
  const events: CaseEvent[] = [];
  for (const tried of attempts) {
    const version = events.length + 1;
    const event = attempt(state, tried, version);
    if (!event) continue;
    events.push(event);
    state = Case.evolve(state, event, { id: eventId(version), version });
  }
  return { events, state };
}
