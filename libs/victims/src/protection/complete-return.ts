import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, DateField } from '../fields';

/** The person has returned to a country, or was returned. */
export class CompleteReturn {
  declare readonly case: string;
  declare readonly act: Act;

  @AnswerField('return_type')
  readonly kind: string;

  @AnswerField('country')
  readonly country: string;

  @DateField()
  readonly on: FactDate;
}

export const completeReturn: DecideCase<CompleteReturn> = (state, { kind, country, on }, setting) =>
  record(state, { type: 'ReturnCompleted', data: { kind, country, on } }, setting);

@CommandHandler(CompleteReturn)
export class CompleteReturnHandler implements ICommandHandler<CompleteReturn> {
  constructor(private readonly cases: Cases) {}

  execute(command: CompleteReturn) {
    return this.cases.change(command, completeReturn);
  }
}
