import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, DateField } from '../fields';

/** How the person took part in criminal proceedings; no number and no name of the proceedings. */
export class RecordParticipation {
  declare readonly case: string;
  declare readonly act: Act;

  @AnswerField('participation')
  readonly cooperation: string;

  @AnswerField('proceedings_role')
  readonly role: string;

  @AnswerField('yes_no', { optional: true })
  readonly legalAid?: 'yes' | 'no' | 'unknown';

  @AnswerField('yes_no', { optional: true })
  readonly nonPunishment?: 'yes' | 'no' | 'unknown';

  @DateField()
  readonly on: FactDate;
}

export const recordParticipation: DecideCase<RecordParticipation> = (state, command, setting) => {
  const { cooperation, role, legalAid, nonPunishment, on } = command;
  const data = { cooperation, role, legalAid, nonPunishment, on };
  return record(state, { type: 'ParticipationRecorded', data }, setting);
};

@CommandHandler(RecordParticipation)
export class RecordParticipationHandler implements ICommandHandler<RecordParticipation> {
  constructor(private readonly cases: Cases) {}

  execute(command: RecordParticipation) {
    return this.cases.change(command, recordParticipation);
  }
}
