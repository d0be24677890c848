import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { ChoiceField, DateField, DayField } from '../fields';
import { protectionKinds, type ProtectionKind } from './protection';

/** An authority grants a measure of protection. */
export class GrantProtection {
  declare readonly case: string;
  declare readonly act: Act;

  @ChoiceField(protectionKinds)
  readonly kind: ProtectionKind;

  @DateField()
  readonly on: FactDate;

  @DayField({ optional: true })
  readonly until?: string;
}

export const grantProtection: DecideCase<GrantProtection> = (state, { kind, on, until, act }, setting) => {
  const data = { measure: act.command, kind, on, until };
  return record(state, { type: 'ProtectionGranted', data }, setting);
};

@CommandHandler(GrantProtection)
export class GrantProtectionHandler implements ICommandHandler<GrantProtection> {
  constructor(private readonly cases: Cases) {}

  execute(command: GrantProtection) {
    return this.cases.change(command, grantProtection);
  }
}
