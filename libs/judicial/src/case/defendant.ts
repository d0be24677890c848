import type { Values } from '@hub/codebook';
import type { AppealOutcome, ChargeVerdict, ProsecutionDecision, Sentence, Verdict, When } from './terms';

/**
 * What was carried over from another case names that case in `in`: it is counted there, never twice.
 * A measure before judgment: detention, bail, reporting …
 */
export interface Measure {
  readonly id: string;
  readonly in?: string;
  readonly kind: string;
  readonly on: When;
  readonly until?: When;
  readonly liftedOn?: When;
}

export interface Decision {
  readonly id: string;
  readonly in?: string;
  readonly on: When;
  readonly decision: ProsecutionDecision;
  readonly legalBasis: readonly string[];
  readonly reason?: string;
}

export interface Indictment {
  readonly id: string;
  readonly in?: string;
  readonly filedOn: When;
  readonly court: string;
  readonly charges: readonly string[];
  readonly confirmedOn?: When;
  readonly returned?: { readonly on: When; readonly reason: 'for_completion' | 'rejected' };
  readonly trialOpenedOn?: When;
}

export interface Judgment {
  readonly id: string;
  readonly in?: string;
  readonly on: When;
  readonly court: string;
  readonly instance: 'first' | 'appeal';
  readonly plea: boolean;
  readonly verdicts: readonly ChargeVerdict[];
  /** A higher court set it aside. */
  readonly quashed?: boolean;
}

export interface Appeal {
  readonly id: string;
  readonly judgment: string;
  readonly filedOn: When;
  readonly by: 'prosecution' | 'defence' | 'both';
  readonly decided?: { readonly on: When; readonly court: string; readonly outcome: AppealOutcome };
}

/** One person in one case: what has happened to them, in the order it happened. Holds no identity. */
export interface Defendant {
  readonly person: string;
  readonly kind: 'natural' | 'legal';
  readonly suspectedOn: When;
  readonly suspectedOf: readonly string[];
  readonly arrestedOn?: When;
  readonly measures: readonly Measure[];
  readonly decisions: readonly Decision[];
  readonly indictments: readonly Indictment[];
  readonly judgments: readonly Judgment[];
  readonly appeals: readonly Appeal[];
  readonly sentence?: Sentence & { readonly on: When; readonly judgment: string };
  readonly finalOn?: When;
  readonly enforcement?: { readonly on: When; readonly completedOn?: When };
  /** Described facts about the person in this case, as last recorded; sealed values are left out when carried over. */
  readonly sections: Readonly<Record<string, Values>>;
  /** Came over by joinder or severance: registered, and counted, as a suspect in that case. */
  readonly from?: string;
  /** The case that now leads the proceedings against this person. */
  readonly severedInto?: string;
}

const chargingDecisions: readonly ProsecutionDecision[] = ['charged_thb', 'charged_other', 'plea_agreement'];

export function lastDecision(d: Defendant): Decision | undefined {
  return d.decisions.at(-1);
}

export function isCharged(d: Defendant): boolean {
  const last = lastDecision(d);
  return last !== undefined && chargingDecisions.includes(last.decision);
}

/** The indictment the court has before it: the last one unless it was returned or rejected. */
export function standingIndictment(d: Defendant): Indictment | undefined {
  const last = d.indictments.at(-1);
  return last?.returned ? undefined : last;
}

/** The judgment in force so far: the last one that no higher court set aside. */
export function standingJudgment(d: Defendant): Judgment | undefined {
  const last = d.judgments.at(-1);
  return last?.quashed ? undefined : last;
}

export function pendingAppeal(d: Defendant): Appeal | undefined {
  return d.appeals.find(appeal => !appeal.decided);
}

export function runningMeasures(d: Defendant): readonly Measure[] {
  return d.measures.filter(measure => !measure.liftedOn);
}

const severity: readonly Verdict[] = [
  'convicted_thb',
  'convicted_other',
  'acquitted',
  'charge_rejected',
  'discontinued',
  'other',
];

/** The most serious verdict of a judgment: a person counts once, under the heaviest outcome. */
export function mainVerdict(verdicts: readonly ChargeVerdict[]): Verdict | undefined {
  return severity.find(verdict => verdicts.some(v => v.verdict === verdict));
}

export function isConviction(verdict: Verdict | undefined): boolean {
  return verdict === 'convicted_thb' || verdict === 'convicted_other';
}

/** Legal bases a judgment convicts of. */
export function convictedBases(judgment: Judgment): readonly string[] {
  return judgment.verdicts.filter(v => isConviction(v.verdict)).map(v => v.convictedOf ?? v.legalBasis);
}

/** Nothing more is to be expected for this person here, unless the case is reopened. */
export function isConcluded(d: Defendant): boolean {
  if (d.severedInto !== undefined || d.finalOn !== undefined) return true;
  const last = lastDecision(d);
  return last !== undefined && !isCharged(d);
}

/** Final verdict of a person: that of the judgment in force on the day it became final. */
export function finalVerdict(d: Defendant): Verdict | undefined {
  if (d.finalOn === undefined) return undefined;
  return mainVerdict(standingJudgment(d)?.verdicts ?? []);
}

/** Convicted with final effect; until then nobody is called convicted (presumption of innocence, ECHR art. 6(2)). */
export function isFinallyConvicted(d: Defendant): boolean {
  return isConviction(finalVerdict(d));
}
