import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, DateField, MoneyField, MoneyValue } from '../fields';

/** The person claims compensation. */
export class ClaimCompensation {
  declare readonly case: string;
  declare readonly act: Act;

  @AnswerField('compensation_source')
  readonly source: string;

  @MoneyField({ optional: true })
  readonly amount?: MoneyValue;

  @DateField()
  readonly on: FactDate;
}

export const claimCompensation: DecideCase<ClaimCompensation> = (
  state,
  { source, amount, on, act },
  setting,
) => {
  const data = { claim: act.command, source, amount, on };
  return record(state, { type: 'CompensationClaimed', data }, setting);
};

@CommandHandler(ClaimCompensation)
export class ClaimCompensationHandler implements ICommandHandler<ClaimCompensation> {
  constructor(private readonly cases: Cases) {}

  execute(command: ClaimCompensation) {
    return this.cases.change(command, claimCompensation);
  }
}
