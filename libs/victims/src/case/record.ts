import { Refusal } from '@hub/platform';
import { notInFuture } from '../dates';
import type { Setting } from '../setting';
import { refuse } from '../violation';
import { caseOrder, type CaseEvent, type CaseFact, type CaseState } from './case';

/** @throws {Refusal} 404 when nothing was registered under this id, 409 when it was recorded in error */
export function standing(state: CaseState) {
  const { registration } = state.view;
  if (state.void) throw new Refusal('victims.case.recorded-in-error', {}, { status: 409 });
  if (!registration) throw new Refusal('victims.case.not-registered', {}, { status: 404 });
  return registration;
}

/**
 * Records a fact that can follow what is known.
 * @throws {Refusal} with the reason it cannot
 */
export function record(state: CaseState, fact: CaseFact, { today }: Pick<Setting, 'today'>): CaseEvent[] {
  if (fact.type !== 'CaseRegistered') standing(state);
  if ('on' in fact.data) refuse(notInFuture(fact.data.on, today), 422);
  refuse(caseOrder(state.view, fact));
  return [fact];
}
