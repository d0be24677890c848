import { notBefore } from './chronology';
import {
  isConviction,
  lastDecision,
  mainVerdict,
  pendingAppeal,
  standingIndictment,
  standingJudgment,
  type Defendant,
  type Indictment,
} from './defendant';
import type { TrialEvent } from './events';
import { firstOf, violation, type Law, type Violation } from './law';
import { sentenceProblem, verdictProblem } from './legal-verdict';
import { defendantOf, ownDefendants, type Proceeding } from './proceeding';
import { defendantStep, isThb, knownBases, knownCode, type Rules } from './rules';
import type { When } from './terms';

/** Each person once, each with the same check. */
function each(persons: readonly string[], check: (person: string, at: number) => Violation | undefined) {
  if (persons.length === 0) return violation('judicial.defendant.missing', '/defendants');
  if (new Set(persons).size < persons.length) return violation('judicial.defendant.twice', '/defendants');
  return firstOf(...persons.map(check));
}

const withIndictment = (p: Proceeding, id: string) =>
  ownDefendants(p).filter(d => standingIndictment(d)?.id === id);

/** A step about an indictment is legal when it is for every defendant in it. */
function indictmentStep(
  p: Proceeding,
  id: string,
  step: 'confirm-indictment' | 'return-indictment' | 'open-trial',
  check: (indictment: Indictment) => Violation | undefined,
): Violation | undefined {
  const defendants = withIndictment(p, id);
  if (!p.opened) return violation('judicial.case.unknown');
  if (defendants.length === 0) return violation('judicial.indictment.unknown', '/indictment');
  return firstOf(
    ...defendants.map(d => {
      const indictment = standingIndictment(d);
      return firstOf(
        defendantStep(p, step, d.person, '/indictment'),
        indictment ? check(indictment) : undefined,
      );
    }),
  );
}

/** When, by which criteria, and where in the command. */
interface Asked {
  readonly on: When;
  readonly law: Law;
  readonly pointer: string;
}

type Judged = Extract<TrialEvent, { readonly type: 'JudgmentDelivered' }>['data']['defendants'][number];
type Outcome = Extract<TrialEvent, { readonly type: 'AppealDecided' }>['data']['outcomes'][number];

function judgedProblem(p: Proceeding, judged: Judged, { on, law, pointer }: Asked): Violation | undefined {
  const d = defendantOf(p, judged.person);
  const indictment = d && standingIndictment(d);
  const heard = indictment?.trialOpenedOn !== undefined || judged.plea === true;
  return firstOf(
    defendantStep(p, 'deliver-judgment', judged.person, `${pointer}/person`),
    heard ? undefined : violation('judicial.trial.not-opened', `${pointer}/person`),
    verdictProblem(indictment?.charges ?? [], judged.verdicts, law, `${pointer}/verdicts`),
    notBefore(on, indictment?.trialOpenedOn ?? indictment?.filedOn),
  );
}

const needsOwnVerdict = (outcome: Outcome['outcome']) =>
  outcome === 'reversed_to_acquittal' || outcome === 'reversed_to_conviction';

/** A quashed judgment has no verdict of the appeal court, and a reversal has the one it says. */
const contradicts = (outcome: Outcome['outcome'], convicts: boolean) =>
  outcome === 'quashed_retrial' ||
  (outcome === 'reversed_to_acquittal' && convicts) ||
  (outcome === 'reversed_to_conviction' && !convicts);

function ownVerdicts(
  d: Defendant,
  { outcome, verdicts }: Outcome,
  law: Law,
  at: string,
): Violation | undefined {
  if (!verdicts?.length) {
    return needsOwnVerdict(outcome) ? violation('judicial.appeal.verdict-missing', at) : undefined;
  }
  if (contradicts(outcome, isConviction(mainVerdict(verdicts)))) {
    return violation('judicial.appeal.verdict-contradicts', at);
  }
  return verdictProblem(standingIndictment(d)?.charges ?? [], verdicts, law, at);
}

function outcomeProblem(
  p: Proceeding,
  appeal: string,
  outcome: Outcome,
  { on, law, pointer }: Asked,
): Violation | undefined {
  const d = defendantOf(p, outcome.person);
  const pending = d && pendingAppeal(d);
  return firstOf(
    defendantStep(p, 'decide-appeal', outcome.person, `${pointer}/person`),
    pending?.id === appeal ? undefined : violation('judicial.appeal.unknown', '/appeal'),
    d && ownVerdicts(d, outcome, law, `${pointer}/verdicts`),
    notBefore(on, pending?.filedOn),
  );
}

export const trialRules: Rules<TrialEvent> = {
  ProsecutionDecided: (p, { person, on, decision, legalBasis, reason }, law) =>
    firstOf(
      defendantStep(p, 'decide-prosecution', person),
      decision === 'charged_thb' && !isThb(law, legalBasis)
        ? violation('judicial.legal-basis.not-thb', '/legalBasis')
        : undefined,
      ['charged_thb', 'charged_other', 'plea_agreement'].includes(decision)
        ? knownBases(law, legalBasis)
        : undefined,
      decision === 'not_charged' && reason === undefined
        ? violation('judicial.decision.reason-missing', '/reason')
        : undefined,
      reason === undefined ? undefined : knownCode(law, 'no_charge_reason', reason, '/reason'),
      notBefore(on, defendantOf(p, person)?.suspectedOn),
    ),
  IndictmentFiled: (p, { on, defendants }, law) =>
    each(
      defendants.map(d => d.person),
      (person, at) => {
        const d = defendantOf(p, person);
        return firstOf(
          defendantStep(p, 'file-indictment', person, `/defendants/${at}/person`),
          knownBases(law, defendants[at]?.charges ?? [], `/defendants/${at}/charges`),
          notBefore(on, d && lastDecision(d)?.on),
        );
      },
    ),
  IndictmentConfirmed: (p, { indictment, on }) =>
    indictmentStep(p, indictment, 'confirm-indictment', i => notBefore(on, i.filedOn)),
  IndictmentReturned: (p, { indictment, on }) =>
    indictmentStep(p, indictment, 'return-indictment', i => notBefore(on, i.filedOn)),
  TrialOpened: (p, { indictment, on }) =>
    indictmentStep(p, indictment, 'open-trial', i => notBefore(on, i.confirmedOn ?? i.filedOn)),
  JudgmentDelivered: (p, { on, defendants }, law) =>
    each(
      defendants.map(d => d.person),
      (_, at) =>
        defendants[at] && judgedProblem(p, defendants[at], { on, law, pointer: `/defendants/${at}` }),
    ),
  SentenceSet: (p, { person, on, ...sentence }, law) => {
    const d = defendantOf(p, person);
    return firstOf(
      defendantStep(p, 'set-sentence', person),
      d && sentenceProblem(d.kind, sentence, law),
      notBefore(on, d && standingJudgment(d)?.on),
    );
  },
  AppealFiled: (p, { judgment, on, persons }) =>
    each(persons, person => {
      const d = defendantOf(p, person);
      const standing = d && standingJudgment(d);
      return firstOf(
        defendantStep(p, 'file-appeal', person, '/persons'),
        standing?.id === judgment ? undefined : violation('judicial.judgment.unknown', '/judgment'),
        d && pendingAppeal(d) ? violation('judicial.appeal.pending', '/persons') : undefined,
        notBefore(on, standing?.on),
      );
    }),
  AppealDecided: (p, { appeal, on, outcomes }, law) =>
    each(
      outcomes.map(o => o.person),
      (_, at) =>
        outcomes[at] && outcomeProblem(p, appeal, outcomes[at], { on, law, pointer: `/outcomes/${at}` }),
    ),
  JudgmentFinal: (p, { on, persons }) =>
    each(persons, person => {
      const d = defendantOf(p, person);
      const decided = d?.appeals.at(-1)?.decided?.on;
      return firstOf(
        defendantStep(p, 'make-final', person, '/persons'),
        notBefore(on, decided ?? (d && standingJudgment(d)?.on)),
      );
    }),
  EnforcementOpened: (p, { person, on }) =>
    firstOf(defendantStep(p, 'open-enforcement', person), notBefore(on, defendantOf(p, person)?.finalOn)),
  EnforcementCompleted: (p, { person, on }) =>
    firstOf(
      defendantStep(p, 'complete-enforcement', person),
      notBefore(on, defendantOf(p, person)?.enforcement?.on),
    ),
};
