import fc from 'fast-check';
import type { CaseState } from '../case/case';
import { pendingAppeal, runningMeasures, standingIndictment, standingJudgment } from '../case/defendant';
import type { CourseEvent } from '../case/events';
import { ownDefendants } from '../case/proceeding';
import type { ChargeVerdict, Verdict, When } from '../case/terms';
import { idOf, persons } from './names';

const basis = fc.constantFrom('AL-110a', 'AL-128b', 'AL-114', 'AL-110b');
const bases = fc.uniqueArray(basis, { minLength: 1, maxLength: 2 });
const money = fc.record({
  amount: fc.integer({ min: 1, max: 9_000 }),
  currency: fc.constantFrom('ALL', 'EUR'),
});
const person = fc.constantFrom(...persons);
const verdict = fc.constantFrom<Verdict>('convicted_thb', 'convicted_other', 'acquitted', 'discontinued');
const court = 'al-special-court';

/** An answer to every charge a person stands under, so that judgments are often legal. */
const answer = (charges: readonly string[], given: Verdict): ChargeVerdict[] =>
  charges.map(legalBasis => ({
    legalBasis,
    verdict: given,
    ...(given === 'convicted_thb' && legalBasis !== 'AL-128b' && { convictedOf: 'AL-110a' }),
    ...(given === 'convicted_other' && { convictedOf: 'AL-114' }),
  }));

interface Moment {
  readonly state: CaseState;
  /** Id of the fact to come. */
  readonly id: string;
  readonly on: When;
  /** Picks among what is there. */
  readonly seed: number;
}

/** Something asked of a case as it stands; often illegal. */
export type Asked = (moment: Moment) => CourseEvent;

const at = <T>(list: readonly T[], seed: number): T | undefined => list[seed % Math.max(1, list.length)];

const indictmentOf = ({ state, seed }: Moment) =>
  at(
    ownDefendants(state.proceeding).flatMap(d => standingIndictment(d) ?? []),
    seed,
  )?.id ?? 'none';

const defendantOf = ({ state }: Moment, who: string) =>
  state.proceeding.defendants.find(one => one.person === who);

const chargesOf = (moment: Moment, who: string) => {
  const d = defendantOf(moment, who);
  return (d && standingIndictment(d)?.charges) ?? [];
};

const opening = bases.map((legalBasis): Asked => ({ on }) => ({
  type: 'CaseOpened',
  data: { reference: 'J-2021-AAAAAA3', office: 'al-spak', openedOn: on, origin: 'police_own', legalBasis },
}));

const suspects = fc
  .tuple(person, fc.constantFrom<'natural' | 'legal'>('natural', 'natural', 'legal'), bases)
  .map(([who, kind, legalBasis]): Asked => ({ on }) => ({
    type: 'SuspectRegistered',
    data: { person: who, kind, on, legalBasis },
  }));

const plain = fc.constantFrom<Asked>(
  ({ on }) => ({ type: 'InvestigationOpened', data: { on } }),
  ({ on }) => ({ type: 'InvestigationConcluded', data: { on } }),
  moment => ({ type: 'IndictmentConfirmed', data: { indictment: indictmentOf(moment), on: moment.on } }),
  moment => ({
    type: 'IndictmentReturned',
    data: { indictment: indictmentOf(moment), on: moment.on, reason: 'for_completion' },
  }),
  moment => ({ type: 'TrialOpened', data: { indictment: indictmentOf(moment), on: moment.on, court } }),
  moment => ({ type: 'TrialOpened', data: { indictment: indictmentOf(moment), on: moment.on, court } }),
  ({ on }) => ({ type: 'CaseClosed', data: { on, reason: 'all_finally_decided' } }),
  ({ on, state }) => ({
    type: 'CaseReopened',
    data: {
      on,
      reason: 'extraordinary_remedy',
      persons: ownDefendants(state.proceeding)
        .filter(d => d.finalOn !== undefined)
        .map(d => d.person),
    },
  }),
  ({ on, state, seed }) => {
    const running = state.proceeding.defendants.flatMap(runningMeasures);
    return { type: 'MeasureLifted', data: { measure: at(running, seed)?.id ?? 'none', on } };
  },
);

const aboutPerson = fc
  .tuple(person, verdict, bases, fc.integer({ min: 1, max: 200 }))
  .chain(([who, given, charges, months]) =>
    fc.constantFrom<Asked>(
      ({ on }) => ({ type: 'SuspectArrested', data: { person: who, on } }),
      ({ on, id }) => ({ type: 'MeasureOrdered', data: { measure: id, person: who, kind: 'detention', on } }),
      ({ on }) => ({
        type: 'ProsecutionDecided',
        data: { person: who, on, decision: 'charged_thb', legalBasis: ['AL-110a'] },
      }),
      ({ on }) => ({
        type: 'ProsecutionDecided',
        data: { person: who, on, decision: 'not_charged', legalBasis: [], reason: 'insufficient_evidence' },
      }),
      ({ on, id }) => ({
        type: 'IndictmentFiled',
        data: { indictment: id, on, court, defendants: [{ person: who, charges }] },
      }),
      moment => ({
        type: 'JudgmentDelivered',
        data: {
          judgment: moment.id,
          on: moment.on,
          court,
          defendants: [{ person: who, verdicts: answer(chargesOf(moment, who), given) }],
        },
      }),
      ({ on }) => ({ type: 'SentenceSet', data: { person: who, on, kind: 'imprisonment', months } }),
      moment => {
        const d = defendantOf(moment, who);
        const judgment = (d && standingJudgment(d)?.id) ?? 'none';
        return {
          type: 'AppealFiled',
          data: { appeal: moment.id, judgment, on: moment.on, by: 'defence', persons: [who] },
        };
      },
      ({ on }) => ({ type: 'JudgmentFinal', data: { on, persons: [who] } }),
      ({ on }) => ({ type: 'EnforcementOpened', data: { person: who, on } }),
      ({ on }) => ({ type: 'EnforcementCompleted', data: { person: who, on } }),
    ),
  );

const appeals = fc
  .constantFrom<'upheld' | 'quashed_retrial' | 'reversed_to_acquittal'>(
    'upheld',
    'quashed_retrial',
    'reversed_to_acquittal',
  )
  .map((outcome): Asked => moment => {
    const pending = moment.state.proceeding.defendants.filter(one => pendingAppeal(one));
    const d = at(pending, moment.seed);
    const who = d?.person ?? idOf('nobody');
    const own = outcome === 'reversed_to_acquittal' && {
      verdicts: answer(chargesOf(moment, who), 'acquitted'),
    };
    return {
      type: 'AppealDecided',
      data: {
        appeal: (d && pendingAppeal(d)?.id) ?? 'none',
        on: moment.on,
        court: 'al-special-appeal',
        outcomes: [{ person: who, outcome, ...own }],
      },
    };
  });

const assets = money.chain(value =>
  fc.constantFrom<Asked>(
    ({ on, id }) => ({ type: 'AssetsSeized', data: { seizure: id, on, value } }),
    ({ on, id }) => ({
      type: 'ConfiscationOrdered',
      data: { confiscation: id, on, kind: 'ordinary', value },
    }),
    ({ on, state, seed }) => ({
      type: 'ConfiscationEnforced',
      data: { confiscation: at(state.proceeding.confiscations, seed)?.id ?? 'none', on, value },
    }),
    ({ on, id }) => ({ type: 'CompensationAwarded', data: { award: id, on, value } }),
    ({ on, state, seed }) => ({
      type: 'CompensationPaid',
      data: { award: at(state.proceeding.awards, seed)?.id ?? 'none', on, value },
    }),
    ({ on }) => ({ type: 'CompensationReferred', data: { on, claims: 2 } }),
    ({ on, id }) => ({
      type: 'CooperationRequested',
      data: { cooperation: id, on, kind: 'jit', countries: ['IT'] },
    }),
  ),
);

const descriptions = fc
  .tuple(
    person,
    fc.constantFrom('female', 'male', 'unknown'),
    fc.integer({ min: 12, max: 70 }),
    fc.constantFrom('sexual', 'labour'),
    bases,
  )
  .chain(([who, sex, age, form, legalBasis]) =>
    fc.constantFrom<Asked>(
      () => ({
        type: 'SectionRecorded',
        data: {
          section: 'person_profile',
          person: who,
          values: { sex, age_at_offence: age, citizenship: ['AL'] },
          basedOn: 0,
        },
      }),
      () => ({
        type: 'SectionRecorded',
        data: {
          section: 'offence',
          values: { exploitation_forms: [form], main_exploitation: form, scope: 'internal' },
          basedOn: 0,
        },
      }),
      ({ on }) => ({ type: 'CaseRequalified', data: { on, legalBasis, reason: 'other' } }),
    ),
  );

export const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 1, arbitrary: opening },
  { weight: 3, arbitrary: suspects },
  { weight: 6, arbitrary: plain },
  { weight: 14, arbitrary: aboutPerson },
  { weight: 2, arbitrary: appeals },
  { weight: 2, arbitrary: assets },
  { weight: 2, arbitrary: descriptions },
);
