import type { Act } from '@hub/event-store';
import { amendFacts, type CaseState } from './case';
import { refuse } from './command';
import type { Amendment, CaseEvent } from './events';
import type { Law } from './law';
import { firstBroken } from './replay';

interface Circumstances {
  readonly needsApproval: boolean;
  readonly act: Act;
  readonly law: Law;
}

/** @throws {Refusal} when the facts after the amended one would no longer be legal */
export function checkAmendment(state: CaseState, amendment: Amendment, law: Law): void {
  const broken = firstBroken(amendFacts(state.facts, amendment), law);
  if (!broken) return;
  refuse({
    code:
      amendment.type === 'FactCorrected'
        ? 'judicial.correction.breaks-order'
        : 'judicial.correction.later-facts',
    params: { fact: broken.type, because: broken.violation.code },
  });
}

/** The amendment itself, or the proposal of one where a second person has to approve it. */
export function amend(
  state: CaseState,
  amendment: Amendment,
  { needsApproval, act, law }: Circumstances,
): readonly CaseEvent[] {
  checkAmendment(state, amendment, law);
  if (!needsApproval) return [amendment];
  return [{ type: 'AmendmentProposed', data: { proposal: act.command, amendment } }];
}
