import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField } from '../fields';

/** A guardian is appointed for a child. */
export class AppointGuardian {
  declare readonly case: string;
  declare readonly act: Act;

  @DateField()
  readonly on: FactDate;
}

export const appointGuardian: DecideCase<AppointGuardian> = (state, { on }, setting) =>
  record(state, { type: 'GuardianAppointed', data: { on } }, setting);

@CommandHandler(AppointGuardian)
export class AppointGuardianHandler implements ICommandHandler<AppointGuardian> {
  constructor(private readonly cases: Cases) {}

  execute(command: AppointGuardian) {
    return this.cases.change(command, appointGuardian);
  }
}
