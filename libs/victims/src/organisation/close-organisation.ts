import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { DayField } from '../fields';
import { Organisations } from './organisations';

/** An organisation ceases to exist: nothing new is recorded for it, its cases keep it until they are transferred. */
export class CloseOrganisation {
  declare readonly act: Act;
  declare readonly id: string;

  @DayField()
  readonly on: string;
}

@CommandHandler(CloseOrganisation)
export class CloseOrganisationHandler implements ICommandHandler<CloseOrganisation> {
  constructor(private readonly organisations: Organisations) {}

  execute({ act, id, on }: CloseOrganisation) {
    return this.organisations.record({ type: 'OrganisationClosed', data: { id, on } }, act);
  }
}
