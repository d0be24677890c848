import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField, MoneyField, MoneyValue } from '../fields';

/** Compensation is awarded. */
export class AwardCompensation {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly claim: string;

  @MoneyField()
  readonly amount: MoneyValue;

  @DateField()
  readonly on: FactDate;
}

export const awardCompensation: DecideCase<AwardCompensation> = (state, { claim, amount, on }, setting) =>
  record(state, { type: 'CompensationAwarded', data: { claim, amount, on } }, setting);

@CommandHandler(AwardCompensation)
export class AwardCompensationHandler implements ICommandHandler<AwardCompensation> {
  constructor(private readonly cases: Cases) {}

  execute(command: AwardCompensation) {
    return this.cases.change(command, awardCompensation);
  }
}
