import type { Value, Values } from '@hub/codebook';
import {
  convictedBases,
  finalVerdict,
  isConviction,
  lastDecision,
  mainVerdict,
  standingIndictment,
  type Defendant,
} from './defendant';
import { ownDefendants, type Proceeding } from './proceeding';

type Parts = readonly Readonly<Record<string, Value | undefined>>[];

/**
 * Parts put together, later ones over earlier ones, without what was not collected: it must not look like an answer. A
 * plain loop, because spreading several objects into one is a hundred times slower and this runs for every fact.
 */
function collected(...parts: Parts): Values {
  const all: Record<string, Value> = {};
  for (const part of parts) {
    for (const name in part) {
      const value = part[name];
      if (value !== undefined) all[name] = value;
    }
  }
  return all;
}

/** States never change: what follows from one is worked out once, though many rows ask for it. */
const known = { cases: new WeakMap<Proceeding, Values>(), persons: new WeakMap<Defendant, Known>() };

interface Known {
  readonly of: Proceeding;
  readonly own: Values;
  readonly all: Values;
}

/** The facts of a case in the variables of the criteria: what forms, rules, completeness and exports read. */
export function caseValues(p: Proceeding): Values {
  const values = known.cases.get(p) ?? collectCase(p);
  known.cases.set(p, values);
  return values;
}

function collectCase(p: Proceeding): Values {
  const last = p.requalifications.at(-1);
  return collected(...Object.values(p.sections), {
    // The record's own id is the stream; that it has one is all the minimum asks.
    case_record_id: p.reference,
    prosecution_office_id: p.office,
    case_opened_date: p.openedOn,
    case_origin: p.origin,
    initial_legal_basis: p.initialLegalBasis,
    current_legal_basis: p.legalBasis,
    requalification: last?.reason,
    requalification_date: last?.on,
    suspects_count: ownDefendants(p).length,
    closure_reason: p.closed?.reason,
    closure_date: p.closed?.on,
  });
}

function prosecutionValues(p: Proceeding, d: Defendant): Record<string, Value | undefined> {
  const decision = lastDecision(d);
  const indictment = standingIndictment(d);
  return {
    arrest_date: d.arrestedOn,
    investigation_end_date: p.investigation.concludedOn,
    prosecution_decision: decision?.decision,
    prosecution_decision_date: decision?.on,
    no_charge_reason: decision?.reason,
    charged_legal_basis: decision && decision.legalBasis.length > 0 ? decision.legalBasis : undefined,
    indictment_filed_date: indictment?.filedOn,
    indictment_confirmed_date: indictment?.confirmedOn,
    trial_opened_date: indictment?.trialOpenedOn,
  };
}

function appealValues(d: Defendant): Record<string, Value | undefined> {
  const appeal = d.appeals.at(-1);
  return {
    appeal_filed_by: appeal?.by,
    appeal_filed_date: appeal?.filedOn,
    appeal_decision: appeal?.decided?.outcome,
    appeal_decision_date: appeal?.decided?.on,
  };
}

function judgmentValues(d: Defendant): Record<string, Value | undefined> {
  const first = d.judgments.findLast(j => j.instance === 'first' && !j.quashed);
  const last = d.judgments.findLast(j => !j.quashed);
  const final = finalVerdict(d);
  return {
    first_instance_verdict: first && mainVerdict(first.verdicts),
    first_instance_date: first?.on,
    final_verdict: final,
    final_date: d.finalOn,
    convicted_legal_basis: last && isConviction(final) ? convictedBases(last) : undefined,
  };
}

function sentenceValues({ sentence }: Defendant): Record<string, Value | undefined> {
  return {
    sentence_type: sentence?.kind,
    sentence_months: sentence?.months,
    suspended_months: sentence?.suspendedMonths,
    fine_amount: sentence?.fine,
    additional_sanctions: sentence?.additional,
    aggravating_circumstances: sentence?.aggravating,
  };
}

function knownAbout(p: Proceeding, d: Defendant): Known {
  const found = known.persons.get(d);
  if (found?.of === p) return found;
  const own = collectPerson(p, d);
  const about = { of: p, own, all: collected(caseValues(p), own) };
  known.persons.set(d, about);
  return about;
}

/** The facts about one defendant, on top of those of the case. */
export const personValues = (p: Proceeding, d: Defendant): Values => knownAbout(p, d).own;

/** Everything known in one case about one defendant. */
export const factsAbout = (p: Proceeding, d: Defendant): Values => knownAbout(p, d).all;

function collectPerson(p: Proceeding, d: Defendant): Values {
  return collected(
    ...Object.values(d.sections),
    { person_record_id: d.person, person_kind: d.kind, suspect_registered_date: d.suspectedOn },
    prosecutionValues(p, d),
    judgmentValues(d),
    appealValues(d),
    sentenceValues(d),
  );
}
