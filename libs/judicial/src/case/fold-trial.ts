import { standingJudgment, type Defendant, type Indictment } from './defendant';
import type { TrialEvent } from './events';
import { withDefendant } from './fold-investigation';
import type { Folds } from './folds';
import type { Proceeding } from './proceeding';
import type { AppealOutcome, ChargeVerdict, When } from './terms';
import { without } from './without';

const withIndictment = (p: Proceeding, id: string, change: (i: Indictment) => Indictment): Proceeding => ({
  ...p,
  defendants: p.defendants.map(d =>
    d.indictments.some(i => i.id === id)
      ? { ...d, indictments: d.indictments.map(i => (i.id === id ? change(i) : i)) }
      : d,
  ),
});

/** Outcomes that take away the sentence of the judgment appealed against. */
const undoesSentence: readonly AppealOutcome[] = ['quashed_retrial', 'reversed_to_acquittal'];

interface AppealJudgment {
  readonly id: string;
  readonly on: When;
  readonly court: string;
  readonly outcome: AppealOutcome;
  readonly verdicts?: readonly ChargeVerdict[];
}

/** Sets the judgment aside where it was quashed, adds the court's own where it gave one. */
function afterAppeal(d: Defendant, appeal: string, decided: AppealJudgment): Defendant {
  const { id, on, court, outcome, verdicts } = decided;
  const quashed = outcome === 'quashed_retrial';
  const judgments = d.judgments.map((j, at) =>
    quashed && at === d.judgments.length - 1 ? { ...j, quashed: true } : j,
  );
  const own = verdicts && verdicts.length > 0 && !quashed;
  const changed: Defendant = {
    ...d,
    judgments: own ? [...judgments, { id, on, court, instance: 'appeal', plea: false, verdicts }] : judgments,
    appeals: d.appeals.map(a => (a.id === appeal ? { ...a, decided: { on, court, outcome } } : a)),
    // After a quashed judgment the main hearing begins anew.
    indictments: quashed ? d.indictments.map(i => without(i, 'trialOpenedOn')) : d.indictments,
  };
  return undoesSentence.includes(outcome) ? without(changed, 'sentence') : changed;
}

export const trialFolds: Folds<TrialEvent> = {
  ProsecutionDecided: (p, { person, on, decision, legalBasis, reason }, { id }) =>
    withDefendant(p, person, d => ({
      ...d,
      decisions: [...d.decisions, { id, on, decision, legalBasis, ...(reason !== undefined && { reason }) }],
    })),
  IndictmentFiled: (p, { indictment, on, court, defendants }) =>
    defendants.reduce(
      (next, { person, charges }) =>
        withDefendant(next, person, d => ({
          ...d,
          indictments: [...d.indictments, { id: indictment, filedOn: on, court, charges }],
        })),
      p,
    ),
  IndictmentConfirmed: (p, { indictment, on }) =>
    withIndictment(p, indictment, i => ({ ...i, confirmedOn: on })),
  IndictmentReturned: (p, { indictment, on, reason }) =>
    withIndictment(p, indictment, i => ({ ...i, returned: { on, reason } })),
  TrialOpened: (p, { indictment, on, court }) =>
    withIndictment(p, indictment, i => ({ ...i, court, trialOpenedOn: on })),
  JudgmentDelivered: (p, { judgment, on, court, defendants }) =>
    defendants.reduce(
      (next, { person, plea, verdicts }) =>
        withDefendant(next, person, d => ({
          ...d,
          judgments: [
            ...d.judgments,
            { id: judgment, on, court, instance: 'first', plea: plea === true, verdicts },
          ],
        })),
      p,
    ),
  SentenceSet: (p, { person, on, ...sentence }) =>
    withDefendant(p, person, d => ({
      ...d,
      sentence: { ...sentence, on, judgment: standingJudgment(d)?.id ?? '' },
    })),
  AppealFiled: (p, { appeal, judgment, on, by, persons }) =>
    persons.reduce(
      (next, person) =>
        withDefendant(next, person, d => ({
          ...d,
          appeals: [...d.appeals, { id: appeal, judgment, filedOn: on, by }],
        })),
      p,
    ),
  AppealDecided: (p, { appeal, on, court, outcomes }, { id }) =>
    outcomes.reduce(
      (next, { person, outcome, verdicts }) =>
        withDefendant(next, person, d =>
          afterAppeal(d, appeal, { id, on, court, outcome, ...(verdicts && { verdicts }) }),
        ),
      p,
    ),
  JudgmentFinal: (p, { on, persons }) =>
    persons.reduce((next, person) => withDefendant(next, person, d => ({ ...d, finalOn: on })), p),
  EnforcementOpened: (p, { person, on }) => withDefendant(p, person, d => ({ ...d, enforcement: { on } })),
  EnforcementCompleted: (p, { person, on }) =>
    withDefendant(p, person, d =>
      d.enforcement ? { ...d, enforcement: { ...d.enforcement, completedOn: on } } : d,
    ),
};
