import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import { NoteField } from '../fields';

/** Opens a sealed case to its office again. */
export class UnsealCase {
  declare readonly case: string;
  declare readonly act: Act;

  @NoteField()
  readonly note: string;
}

export const unsealCase: DecideCase<UnsealCase> = (state, { note }, setting) => {
  const { person } = standing(state);
  return record(state, { type: 'CaseUnsealed', data: { person, note } }, setting);
};

@CommandHandler(UnsealCase)
export class UnsealCaseHandler implements ICommandHandler<UnsealCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: UnsealCase) {
    return this.cases.change(command, unsealCase);
  }
}
