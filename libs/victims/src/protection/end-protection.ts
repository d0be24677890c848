import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { DateField, IdField } from '../fields';

/** A measure of protection ends. */
export class EndProtection {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly measure: string;

  @DateField()
  readonly on: FactDate;
}

export const endProtection: DecideCase<EndProtection> = (state, { measure, on }, setting) =>
  record(state, { type: 'ProtectionEnded', data: { measure, on } }, setting);

@CommandHandler(EndProtection)
export class EndProtectionHandler implements ICommandHandler<EndProtection> {
  constructor(private readonly cases: Cases) {}

  execute(command: EndProtection) {
    return this.cases.change(command, endProtection);
  }
}
