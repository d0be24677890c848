import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record } from './record';
import { AccountField } from '../fields';

/** Gives a case to an officer. */
export class AssignCase {
  declare readonly case: string;
  declare readonly act: Act;

  @AccountField()
  readonly to: string;
}

export const assignCase: DecideCase<AssignCase> = (state, { to }, setting) =>
  record(state, { type: 'CaseAssigned', data: { to } }, setting);

@CommandHandler(AssignCase)
export class AssignCaseHandler implements ICommandHandler<AssignCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: AssignCase) {
    return this.cases.change(command, assignCase);
  }
}
