import {
  isCharged,
  isFinallyConvicted,
  lastDecision,
  pendingAppeal,
  finalVerdict,
  standingIndictment,
  standingJudgment,
  type Defendant,
} from '../case/defendant';
import { ownDefendants, type Proceeding } from '../case/proceeding';

/** Stages in the order of the criteria (list `stage`). */
export const stages = [
  's0_report',
  's1_investigation',
  's2_prosecution_decision',
  's3_indictment',
  's4_trial',
  's5_first_instance_judgment',
  's6_appeal',
  's7_final_judgment',
  's8_enforcement',
] as const;
export type Stage = (typeof stages)[number];

const judgmentStage = (d: Defendant): Stage | undefined => {
  if (d.enforcement) return 's8_enforcement';
  if (d.finalOn !== undefined) return 's7_final_judgment';
  if (pendingAppeal(d)) return 's6_appeal';
  return standingJudgment(d) ? 's5_first_instance_judgment' : undefined;
};

/** The clock of a person: how far the proceedings against them have come. */
export function stageOfPerson(p: Proceeding, d: Defendant): Stage {
  const judged = judgmentStage(d);
  if (judged) return judged;
  const indictment = standingIndictment(d);
  if (indictment) return indictment.trialOpenedOn === undefined ? 's3_indictment' : 's4_trial';
  if (lastDecision(d)) return 's2_prosecution_decision';
  return p.investigation.openedOn === undefined ? 's0_report' : 's1_investigation';
}

/** The clock of the case: that of the defendant who has come furthest. */
export function stageOfCase(p: Proceeding): Stage {
  const own = ownDefendants(p).map(d => stages.indexOf(stageOfPerson(p, d)));
  const started = p.investigation.openedOn === undefined ? 0 : 1;
  return stages[Math.max(started, ...own)] ?? 's0_report';
}

/**
 * What a person is called: suspect, accused once an indictment stands, convicted only when that is final (presumption
 * of innocence, ECHR art. 6(2), Directive (EU) 2016/343 art. 4).
 */
export type Wording = 'suspect' | 'accused' | 'convicted' | 'acquitted' | 'not_charged' | 'discontinued';

export function wordingOf(d: Defendant): Wording {
  if (isFinallyConvicted(d)) return 'convicted';
  const verdict = finalVerdict(d);
  if (verdict !== undefined) return verdict === 'acquitted' ? 'acquitted' : 'discontinued';
  if (standingIndictment(d)) return 'accused';
  return lastDecision(d) && !isCharged(d) ? 'not_charged' : 'suspect';
}
