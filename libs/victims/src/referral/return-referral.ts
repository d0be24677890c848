import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record, standing } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField, NoteField } from '../fields';

/** The organisation gives an accepted referral back, and says why. */
export class ReturnReferral {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly referral: string;

  @DateField()
  readonly on: FactDate;

  @NoteField()
  readonly note: string;
}

export const returnReferral: DecideCase<ReturnReferral> = (state, { referral, on, note }, setting) => {
  const { person } = standing(state);
  return record(state, { type: 'ReferralReturned', data: { referral, on, person, note } }, setting);
};

@CommandHandler(ReturnReferral)
export class ReturnReferralHandler implements ICommandHandler<ReturnReferral> {
  constructor(private readonly cases: Cases) {}

  execute(command: ReturnReferral) {
    return this.cases.change(command, returnReferral);
  }
}
