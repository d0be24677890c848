import type { CriteriaBook, Value, Values } from '@hub/codebook';
import { isRunning, type Assistance } from '../assistance/assistance';
import type { Claim, Money } from '../proceedings/proceedings';
import type { CaseView } from './case';
import { currentStatus, type Status } from './status';

/**
 * Everything known of a case under the names of the criteria: sections as recorded, life-cycle facts, and what
 * follows from both. Sealed values are left out.
 */
export function valuesOf(view: CaseView, book: CriteriaBook): Values {
  const values: Record<string, Value | undefined> = {
    jurisdiction: book.jurisdiction.code,
    ...registrationValues(view),
    ...statusValues(view.status),
    ...assistanceValues(Object.values(view.assistances), view.registration?.closed !== undefined),
    ...protectionValues(view),
    ...proceedingsValues(view),
  };
  for (const { name: section, variables } of book.sections) {
    const recorded = view.sections[section]?.values ?? {};
    for (const { name, sealed } of variables) if (!sealed) values[name] = recorded[name];
  }
  return book.derive(values);
}

function registrationValues({ registration }: CaseView): Values {
  return {
    victim_record_id: registration?.reference,
    registration_date: registration?.on,
    registering_org_type: registration?.organisationType,
    registering_org_id: registration?.registeredBy,
    closure_reason: registration?.closed?.reason,
    closure_date: registration?.closed?.on,
  };
}

function statusValues(status: Status): Values {
  const presumed = status.decisions.find(decision => decision.status === 'presumed');
  const formal = status.decisions.findLast(({ status: was }) => was === 'identified' || was === 'rejected');
  return {
    consent_status: status.consent?.status,
    consent_date: status.consent?.on,
    victim_status: currentStatus(status),
    presumed_since: presumed?.on,
    formal_decision_date: formal?.on,
    formal_decision_authority: formal?.authority,
  };
}

/** The outcome over all offers: one accepted in full outweighs one in part, and that one a refusal. */
export function uptake(offers: readonly Assistance[]): 'accepted' | 'partly' | 'declined' | undefined {
  const decided = offers.filter(({ state }) => state !== 'offered');
  if (decided.length === 0) return undefined;
  const whole = ({ types, taken }: Assistance) =>
    taken.length > 0 && types.every(code => taken.includes(code));
  if (decided.some(({ taken }) => taken.length > 0)) return decided.every(whole) ? 'accepted' : 'partly';
  return 'declined';
}

/** A case that was closed without an offer is one where none was made. */
function assistanceValues(offers: readonly Assistance[], closed: boolean): Values {
  if (offers.length === 0) return closed ? { assistance_decision: 'not_offered' } : {};
  const taken = offers.filter(offer => offer.taken.length > 0);
  return {
    assistance_decision: uptake(offers),
    assistance_decline_reason: offers.find(({ reason }) => reason !== undefined)?.reason,
    assistance_types: [...new Set(taken.flatMap(offer => offer.taken))],
    assistance_start: taken[0]?.decidedOn,
    assistance_end: taken.some(isRunning) ? undefined : taken.at(-1)?.endedOn,
    accommodation_type: taken.findLast(({ accommodation }) => accommodation !== undefined)?.accommodation,
  };
}

function protectionValues({ protection }: CaseView): Values {
  const residence = protection.residence.at(-1);
  const returned = protection.returns.at(-1);
  return {
    guardian_appointed: protection.guardianOn === undefined ? undefined : 'yes',
    guardian_date: protection.guardianOn,
    residence_measure: residence?.measure,
    residence_date: residence?.on,
    residence_days: residence?.days,
    return_type: returned?.kind,
    return_country: returned?.country,
    return_date: returned?.on,
  };
}

/** Sum in one currency; nothing when there are several. */
function total(sums: readonly (Money | undefined)[]): Money | undefined {
  const known = sums.filter(sum => sum !== undefined);
  const [first] = known;
  if (!first || known.some(({ currency }) => currency !== first.currency)) return undefined;
  const cents = known.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);
  return { amount: cents / 100, currency: first.currency };
}

function proceedingsValues({ proceedings }: CaseView): Values {
  const taken = proceedings.participation.at(-1);
  const claims: readonly Claim[] = Object.values(proceedings.claims);
  return {
    proceedings_participation: taken?.cooperation,
    proceedings_role: taken?.role,
    proceedings_legal_aid: taken?.legalAid,
    non_punishment_applied: taken?.nonPunishment,
    compensation_claimed: claims.length > 0 ? 'yes' : undefined,
    compensation_source: claims.at(-1)?.source,
    compensation_date: claims.findLast(({ awarded }) => awarded)?.decidedOn,
    compensation_awarded: total(claims.map(({ awarded }) => awarded)),
    compensation_paid: total(claims.flatMap(({ payments }) => payments.map(({ amount }) => amount))),
  };
}
