import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField } from '../fields';

/** The organisation takes the person on. */
export class AcceptReferral {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly referral: string;

  @DateField()
  readonly on: FactDate;
}

export const acceptReferral: DecideCase<AcceptReferral> = (state, { referral, on }, setting) =>
  record(state, { type: 'ReferralAccepted', data: { referral, on } }, setting);

@CommandHandler(AcceptReferral)
export class AcceptReferralHandler implements ICommandHandler<AcceptReferral> {
  constructor(private readonly cases: Cases) {}

  execute(command: AcceptReferral) {
    return this.cases.change(command, acceptReferral);
  }
}
