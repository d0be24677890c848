import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { IdField } from '../fields';
import { assertPossible } from './amendment';
import type { CaseAmendment, CaseState, CorrectionRequest } from './case';
import { Cases, type DecideCase } from './cases';
import { standing } from './record';

/** A second person approves that a decision on the status is corrected. */
export class ApproveCorrection {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly request: string;
}

/** @throws {Refusal} 404 when nothing of that name waits, 403 when the actor asked for it, 409 once it was sent back */
export function requestFor(state: CaseState, request: string, act: Act): CorrectionRequest {
  standing(state);
  const found = state.requests[request];
  if (!found) throw new Refusal('victims.correction.no-such-request', {}, { status: 404 });
  if (found.by === act.actor) throw new Refusal('victims.correction.own-request', {}, { status: 403 });
  if (found.returned) throw new Refusal('victims.correction.sent-back', {}, { status: 409 });
  return found;
}

export const approveCorrection: DecideCase<ApproveCorrection> = (state, { request, act }, setting) => {
  const { person } = standing(state);
  const { fact, changes, reason } = requestFor(state, request, act);
  const about = { fact, person, reason, request };
  const amendment: CaseAmendment = changes
    ? { type: 'FactCorrected', data: { ...about, changes } }
    : { type: 'RecordedInError', data: about };
  assertPossible(state, amendment, setting);
  return [amendment];
};

@CommandHandler(ApproveCorrection)
export class ApproveCorrectionHandler implements ICommandHandler<ApproveCorrection> {
  constructor(private readonly cases: Cases) {}

  execute(command: ApproveCorrection) {
    return this.cases.change(command, approveCorrection);
  }
}
