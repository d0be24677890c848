import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { CodeField, OrganisationField, TextField } from '../fields';
import { Organisations } from './organisations';

/** Changes the entry of an organisation; facts recorded before keep the type and county it had then. */
export class ChangeOrganisation {
  declare readonly act: Act;
  declare readonly id: string;

  @TextField(200)
  readonly name: string;

  @CodeField('organisation_type')
  readonly type: string;

  @CodeField('unit', { optional: true })
  readonly unit?: string;

  @OrganisationField({ optional: true })
  readonly parent?: string;
}

@CommandHandler(ChangeOrganisation)
export class ChangeOrganisationHandler implements ICommandHandler<ChangeOrganisation> {
  constructor(private readonly organisations: Organisations) {}

  execute({ act, id, name, type, unit, parent }: ChangeOrganisation) {
    const data = { id, name, type, unit, parent };
    return this.organisations.record({ type: 'OrganisationChanged', data }, act);
  }
}
