import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record } from './record';
import { AccountField } from '../fields';

/** Takes a case from an officer. */
export class UnassignCase {
  declare readonly case: string;
  declare readonly act: Act;

  @AccountField()
  readonly from: string;
}

export const unassignCase: DecideCase<UnassignCase> = (state, { from }, setting) =>
  record(state, { type: 'CaseUnassigned', data: { from } }, setting);

@CommandHandler(UnassignCase)
export class UnassignCaseHandler implements ICommandHandler<UnassignCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: UnassignCase) {
    return this.cases.change(command, unassignCase);
  }
}
