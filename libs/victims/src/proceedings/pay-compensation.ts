import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField, MoneyField, MoneyValue } from '../fields';

/** Awarded compensation, or a part of it, is paid. */
export class PayCompensation {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly claim: string;

  @MoneyField()
  readonly amount: MoneyValue;

  @DateField()
  readonly on: FactDate;
}

export const payCompensation: DecideCase<PayCompensation> = (state, { claim, amount, on }, setting) =>
  record(state, { type: 'CompensationPaid', data: { claim, amount, on } }, setting);

@CommandHandler(PayCompensation)
export class PayCompensationHandler implements ICommandHandler<PayCompensation> {
  constructor(private readonly cases: Cases) {}

  execute(command: PayCompensation) {
    return this.cases.change(command, payCompensation);
  }
}
