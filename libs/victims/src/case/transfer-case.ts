import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import type { FactDate } from '../dates';
import { DateField, NoteField, OrganisationField } from '../fields';
import { requireOrganisation } from '../organisation/organisation';

/** Hands a case over to another organisation; its county becomes the one that organisation works in. */
export class TransferCase {
  declare readonly case: string;
  declare readonly act: Act;

  @OrganisationField()
  readonly to: string;

  @DateField()
  readonly on: FactDate;

  @NoteField()
  readonly note: string;
}

export const transferCase: DecideCase<TransferCase> = (state, { to, on, note }, setting) => {
  const { person } = standing(state);
  const { unit: county } = requireOrganisation(setting, to, '/to');
  return record(state, { type: 'CaseTransferred', data: { to, county, on, person, note } }, setting);
};

@CommandHandler(TransferCase)
export class TransferCaseHandler implements ICommandHandler<TransferCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: TransferCase) {
    return this.cases.change(command, transferCase);
  }
}
