import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField } from '../fields';

/** A claim for compensation is refused. */
export class RefuseCompensation {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly claim: string;

  @DateField()
  readonly on: FactDate;
}

export const refuseCompensation: DecideCase<RefuseCompensation> = (state, { claim, on }, setting) =>
  record(state, { type: 'CompensationRefused', data: { claim, on } }, setting);

@CommandHandler(RefuseCompensation)
export class RefuseCompensationHandler implements ICommandHandler<RefuseCompensation> {
  constructor(private readonly cases: Cases) {}

  execute(command: RefuseCompensation) {
    return this.cases.change(command, refuseCompensation);
  }
}
