import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record, standing } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField, NoteField } from '../fields';

/** The organisation does not take the person on, and says why. */
export class DeclineReferral {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly referral: string;

  @DateField()
  readonly on: FactDate;

  @NoteField()
  readonly note: string;
}

export const declineReferral: DecideCase<DeclineReferral> = (state, { referral, on, note }, setting) => {
  const { person } = standing(state);
  return record(state, { type: 'ReferralDeclined', data: { referral, on, person, note } }, setting);
};

@CommandHandler(DeclineReferral)
export class DeclineReferralHandler implements ICommandHandler<DeclineReferral> {
  constructor(private readonly cases: Cases) {}

  execute(command: DeclineReferral) {
    return this.cases.change(command, declineReferral);
  }
}
