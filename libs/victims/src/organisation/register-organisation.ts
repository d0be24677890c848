import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { CodeField, OrganisationField, TextField } from '../fields';
import { Organisations } from './organisations';

/** Adds an organisation or office to the register. */
export class RegisterOrganisation {
  declare readonly act: Act;

  @OrganisationField()
  readonly id: string;

  @TextField(200)
  readonly name: string;

  @CodeField('organisation_type')
  readonly type: string;

  @CodeField('unit', { optional: true })
  readonly unit?: string;

  @OrganisationField({ optional: true })
  readonly parent?: string;
}

@CommandHandler(RegisterOrganisation)
export class RegisterOrganisationHandler implements ICommandHandler<RegisterOrganisation> {
  constructor(private readonly organisations: Organisations) {}

  execute({ act, id, name, type, unit, parent }: RegisterOrganisation) {
    const data = { id, name, type, unit, parent };
    return this.organisations.record({ type: 'OrganisationRegistered', data }, act);
  }
}
