import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { notInFuture } from '../dates';
import type { Setting } from '../setting';
import { Case, caseOrder, viewOf, type CaseAmendment, type CaseState, type StandingFact } from './case';

/** @throws {Refusal} 404 when the case has no such fact (any more) */
export function requireFact(state: CaseState, id: string): StandingFact {
  const found = state.facts.find(fact => fact.id === id);
  if (!found) throw new Refusal('victims.correction.no-such-fact', {}, { status: 404 });
  return found;
}

/**
 * Facts that were recorded later must still be possible after an amendment; otherwise they are to be amended first.
 * @throws {Refusal} 409 naming what would no longer fit
 */
export function assertStillPossible(facts: readonly StandingFact[], { today }: Pick<Setting, 'today'>): void {
  facts.forEach(({ fact, version }, index) => {
    const late = 'on' in fact.data ? notInFuture(fact.data.on, today) : undefined;
    const violation = late ?? caseOrder(viewOf(facts.slice(0, index)), fact);
    if (!violation) return;
    throw new Refusal(
      'victims.correction.breaks-order',
      { version },
      { status: 409, problems: [{ pointer: '/changes', ...violation }] },
    );
  });
}

/** @throws {Refusal} 409 when the amendment would make a later fact impossible */
export function assertPossible(
  state: CaseState,
  amendment: CaseAmendment,
  setting: Pick<Setting, 'today'>,
): void {
  const after = Case.evolve(state, amendment, { id: '', version: Number.MAX_SAFE_INTEGER });
  if (!after.void) assertStillPossible(after.facts, setting);
}

/**
 * The returned request a correction takes the place of, where it names one.
 * @throws {Refusal} 404 when the author has no such request that was sent back
 */
export function answersReturned(
  { requests }: CaseState,
  { fact, request, act }: { readonly fact: string; readonly request?: string; readonly act: Act },
): { readonly request?: string } {
  if (request === undefined) return {};
  const found = requests[request];
  if (!found?.returned || found.fact !== fact || found.by !== act.actor)
    throw new Refusal('victims.correction.no-such-request', {}, { status: 404 });
  return { request };
}

/** A decision on the status makes the figures; nobody changes one alone. */
export const needsSecondPerson = ({ fact }: StandingFact): boolean => fact.type === 'StatusDecided';
