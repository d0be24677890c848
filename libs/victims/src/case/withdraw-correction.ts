import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { IdField } from '../fields';
import { Cases, type DecideCase } from './cases';
import { standing } from './record';

/** Who asked for a correction takes the request back before a second person has decided. */
export class WithdrawCorrection {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly request: string;
}

/** @throws {Refusal} 404 when nothing of that name waits, 403 when somebody else asked for it */
export const withdrawCorrection: DecideCase<WithdrawCorrection> = (state, { request, act }) => {
  const { person } = standing(state);
  const found = state.requests[request];
  if (!found) throw new Refusal('victims.correction.no-such-request', {}, { status: 404 });
  if (found.by !== act.actor) throw new Refusal('victims.correction.not-own-request', {}, { status: 403 });
  return [{ type: 'CorrectionWithdrawn', data: { request, person } }];
};

@CommandHandler(WithdrawCorrection)
export class WithdrawCorrectionHandler implements ICommandHandler<WithdrawCorrection> {
  constructor(private readonly cases: Cases) {}

  execute(command: WithdrawCorrection) {
    return this.cases.change(command, withdrawCorrection);
  }
}
