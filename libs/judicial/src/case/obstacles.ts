import {
  isCharged,
  isConcluded,
  isConviction,
  isFinallyConvicted,
  lastDecision,
  mainVerdict,
  pendingAppeal,
  runningMeasures,
  standingIndictment,
  standingJudgment,
  type Defendant,
} from './defendant';
import { defendantOf, ownDefendants, type Proceeding } from './proceeding';

/** What may be done to a case as a whole. */
export const caseSteps = [
  'record-official-number',
  'assign',
  'seal',
  'unseal',
  'transfer',
  'requalify',
  'open-investigation',
  'suspend-investigation',
  'resume-investigation',
  'conclude-investigation',
  'register-suspect',
  'request-cooperation',
  'record-section',
  'seize-assets',
  'order-confiscation',
  'enforce-confiscation',
  'award-compensation',
  'pay-compensation',
  'refer-compensation',
  'join',
  'sever',
  'close',
  'reopen',
] as const;

/** What may be done about one defendant. */
export const defendantSteps = [
  'arrest',
  'order-measure',
  'extend-measure',
  'lift-measure',
  'decide-prosecution',
  'file-indictment',
  'confirm-indictment',
  'return-indictment',
  'open-trial',
  'deliver-judgment',
  'set-sentence',
  'file-appeal',
  'decide-appeal',
  'make-final',
  'open-enforcement',
  'complete-enforcement',
] as const;

export type CaseStep = (typeof caseSteps)[number];
export type DefendantStep = (typeof defendantSteps)[number];

/** Stable code of what stands in the way, or undefined when the step is legal now. */
type Obstacle = string | undefined;

/** What may still happen to a closed case: its judgments are carried out, and it may be reopened. */
const afterClosing: readonly (CaseStep | DefendantStep)[] = [
  'reopen',
  'seal',
  'unseal',
  'enforce-confiscation',
  'pay-compensation',
  'open-enforcement',
  'complete-enforcement',
];

const closedObstacle = (p: Proceeding, step: CaseStep | DefendantStep): Obstacle =>
  p.closed && !afterClosing.includes(step) ? 'judicial.case.already-closed' : undefined;

const when = (holds: boolean, code: string): Obstacle => (holds ? code : undefined);

const running = (p: Proceeding) =>
  p.investigation.openedOn !== undefined && p.investigation.concludedOn === undefined;

function needsRunningInvestigation(p: Proceeding): Obstacle {
  if (p.investigation.openedOn === undefined) return 'judicial.investigation.not-opened';
  return when(!running(p), 'judicial.investigation.already-concluded');
}

const caseObstacles: Readonly<Record<CaseStep, (p: Proceeding) => Obstacle>> = {
  'record-official-number': () => undefined,
  assign: () => undefined,
  seal: p => when(p.sealed, 'judicial.case.already-sealed'),
  unseal: p => when(!p.sealed, 'judicial.case.not-sealed'),
  transfer: () => undefined,
  requalify: () => undefined,
  'open-investigation': p => when(running(p), 'judicial.investigation.already-opened'),
  'suspend-investigation': p =>
    needsRunningInvestigation(p) ??
    when(p.investigation.suspended === true, 'judicial.investigation.already-suspended'),
  'resume-investigation': p =>
    needsRunningInvestigation(p) ??
    when(p.investigation.suspended !== true, 'judicial.investigation.not-suspended'),
  'conclude-investigation': p =>
    needsRunningInvestigation(p) ??
    when(p.investigation.suspended === true, 'judicial.investigation.suspended'),
  'register-suspect': () => undefined,
  'request-cooperation': () => undefined,
  'record-section': () => undefined,
  'seize-assets': () => undefined,
  'order-confiscation': p =>
    when(!p.defendants.some(d => d.judgments.length > 0), 'judicial.judgment.missing'),
  'enforce-confiscation': p => when(p.confiscations.length === 0, 'judicial.confiscation.unknown'),
  'award-compensation': p =>
    when(!p.defendants.some(d => d.judgments.length > 0), 'judicial.judgment.missing'),
  'pay-compensation': p => when(p.awards.length === 0, 'judicial.compensation.unknown'),
  'refer-compensation': p =>
    when(!p.defendants.some(d => d.judgments.length > 0), 'judicial.judgment.missing'),
  join: p =>
    when(
      p.defendants.some(d => d.judgments.length > 0),
      'judicial.case.judgment-delivered',
    ),
  sever: p => when(ownDefendants(p).length < 2, 'judicial.case.nothing-to-sever'),
  close: p => when(!ownDefendants(p).every(isConcluded), 'judicial.case.defendants-pending'),
  reopen: p => {
    if (!p.closed) return 'judicial.case.not-closed';
    return when(p.closed.into !== undefined, 'judicial.case.joined-elsewhere');
  },
};

const needsIndictment = (d: Defendant): Obstacle =>
  when(standingIndictment(d) === undefined, 'judicial.indictment.missing');

function needsPendingIndictment(d: Defendant): Obstacle {
  const indictment = standingIndictment(d);
  if (!indictment) return 'judicial.indictment.missing';
  if (indictment.trialOpenedOn !== undefined || standingJudgment(d)) return 'judicial.trial.already-opened';
  return when(indictment.confirmedOn !== undefined, 'judicial.indictment.already-confirmed');
}

function needsOpenJudgment(d: Defendant): Obstacle {
  if (!standingJudgment(d)) return 'judicial.judgment.missing';
  return when(d.finalOn !== undefined, 'judicial.judgment.already-final');
}

const defendantObstacles: Readonly<Record<DefendantStep, (d: Defendant) => Obstacle>> = {
  arrest: d => when(d.arrestedOn !== undefined, 'judicial.defendant.already-arrested'),
  'order-measure': d => when(d.finalOn !== undefined, 'judicial.judgment.already-final'),
  'extend-measure': d => when(runningMeasures(d).length === 0, 'judicial.measure.none-running'),
  'lift-measure': d => when(runningMeasures(d).length === 0, 'judicial.measure.none-running'),
  'decide-prosecution': d => when(isCharged(d) && !isReturned(d), 'judicial.decision.already-charged'),
  'file-indictment': d => {
    if (!lastDecision(d)) return 'judicial.decision.missing';
    if (!isCharged(d)) return 'judicial.decision.not-charged';
    return when(standingIndictment(d) !== undefined, 'judicial.indictment.already-filed');
  },
  'confirm-indictment': needsPendingIndictment,
  'return-indictment': needsPendingIndictment,
  'open-trial': d =>
    needsIndictment(d) ??
    when(standingIndictment(d)?.trialOpenedOn !== undefined, 'judicial.trial.already-opened') ??
    when(standingJudgment(d) !== undefined, 'judicial.judgment.already-delivered'),
  'deliver-judgment': d =>
    needsIndictment(d) ?? when(standingJudgment(d) !== undefined, 'judicial.judgment.already-delivered'),
  'set-sentence': d =>
    needsOpenJudgment(d) ??
    when(!isConviction(mainVerdict(standingJudgment(d)?.verdicts ?? [])), 'judicial.sentence.no-conviction'),
  'file-appeal': d => needsOpenJudgment(d),
  'decide-appeal': d => when(pendingAppeal(d) === undefined, 'judicial.appeal.none-pending'),
  'make-final': d => needsOpenJudgment(d) ?? when(pendingAppeal(d) !== undefined, 'judicial.appeal.pending'),
  'open-enforcement': d => {
    if (d.finalOn === undefined) return 'judicial.judgment.not-final';
    if (!isFinallyConvicted(d)) return 'judicial.sentence.no-conviction';
    return when(d.enforcement !== undefined, 'judicial.enforcement.already-opened');
  },
  'complete-enforcement': d => {
    if (!d.enforcement) return 'judicial.enforcement.not-opened';
    return when(d.enforcement.completedOn !== undefined, 'judicial.enforcement.already-completed');
  },
};

/** The court sent the last indictment back or threw it out: the prosecutor decides again. */
function isReturned(d: Defendant): boolean {
  return d.indictments.at(-1)?.returned !== undefined;
}

/** Steps that may follow a final judgment or a decision not to charge. */
const afterConclusion: readonly DefendantStep[] = [
  'lift-measure',
  'decide-prosecution',
  'open-enforcement',
  'complete-enforcement',
];

export function obstacleToCaseStep(p: Proceeding, step: CaseStep): Obstacle {
  if (!p.opened) return 'judicial.case.unknown';
  return closedObstacle(p, step) ?? caseObstacles[step](p);
}

export function obstacleToDefendantStep(p: Proceeding, step: DefendantStep, person: string): Obstacle {
  if (!p.opened) return 'judicial.case.unknown';
  const closed = closedObstacle(p, step);
  if (closed) return closed;
  const d = defendantOf(p, person);
  if (!d) return 'judicial.defendant.unknown';
  if (d.severedInto !== undefined) return 'judicial.defendant.severed';
  if (d.finalOn !== undefined && !afterConclusion.includes(step)) return 'judicial.judgment.already-final';
  return defendantObstacles[step](d);
}
