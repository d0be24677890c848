import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import type { FactDate } from '../dates';
import { DateField, NoteField } from '../fields';

/** Takes up a closed case again. */
export class ReopenCase {
  declare readonly case: string;
  declare readonly act: Act;

  @DateField()
  readonly on: FactDate;

  @NoteField()
  readonly note: string;
}

export const reopenCase: DecideCase<ReopenCase> = (state, { on, note }, setting) => {
  const { person } = standing(state);
  return record(state, { type: 'CaseReopened', data: { on, person, note } }, setting);
};

@CommandHandler(ReopenCase)
export class ReopenCaseHandler implements ICommandHandler<ReopenCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: ReopenCase) {
    return this.cases.change(command, reopenCase);
  }
}
