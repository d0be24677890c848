import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import { NoteField } from '../fields';

/** Hides a case from all but its officers and the supervisors of sealed cases. */
export class SealCase {
  declare readonly case: string;
  declare readonly act: Act;

  @NoteField()
  readonly note: string;
}

export const sealCase: DecideCase<SealCase> = (state, { note }, setting) => {
  const { person } = standing(state);
  return record(state, { type: 'CaseSealed', data: { person, note } }, setting);
};

@CommandHandler(SealCase)
export class SealCaseHandler implements ICommandHandler<SealCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: SealCase) {
    return this.cases.change(command, sealCase);
  }
}
