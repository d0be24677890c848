import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, DateField, IdField } from '../fields';

/** The person declines an offer. */
export class DeclineAssistance {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly assistance: string;

  @AnswerField('decline_reason')
  readonly reason: string;

  @DateField()
  readonly on: FactDate;
}

export const declineAssistance: DecideCase<DeclineAssistance> = (
  state,
  { assistance, reason, on },
  setting,
) => record(state, { type: 'AssistanceDeclined', data: { assistance, reason, on } }, setting);

@CommandHandler(DeclineAssistance)
export class DeclineAssistanceHandler implements ICommandHandler<DeclineAssistance> {
  constructor(private readonly cases: Cases) {}

  execute(command: DeclineAssistance) {
    return this.cases.change(command, declineAssistance);
  }
}
