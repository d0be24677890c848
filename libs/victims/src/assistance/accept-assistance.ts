import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, CodesField, DateField, DayField, IdField } from '../fields';

/** The person accepts an offer, wholly or in part. */
export class AcceptAssistance {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly assistance: string;

  @CodesField('assistance_type')
  readonly types: string[];

  @AnswerField('accommodation_type', { optional: true })
  readonly accommodation?: string;

  @DateField()
  readonly on: FactDate;

  @DayField({ optional: true })
  readonly reviewOn?: string;
}

export const acceptAssistance: DecideCase<AcceptAssistance> = (state, command, setting) => {
  const { assistance, types, accommodation, on, reviewOn } = command;
  const data = { assistance, types, accommodation, on, reviewOn };
  return record(state, { type: 'AssistanceAccepted', data }, setting);
};

@CommandHandler(AcceptAssistance)
export class AcceptAssistanceHandler implements ICommandHandler<AcceptAssistance> {
  constructor(private readonly cases: Cases) {}

  execute(command: AcceptAssistance) {
    return this.cases.change(command, acceptAssistance);
  }
}
