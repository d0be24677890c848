import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { CodesField, DateField, OrganisationField } from '../fields';
import { requireOrganisation } from '../organisation/organisation';

/** Offers assistance by a provider. */
export class OfferAssistance {
  declare readonly case: string;
  declare readonly act: Act;

  @CodesField('assistance_type')
  readonly types: string[];

  @OrganisationField()
  readonly provider: string;

  @DateField()
  readonly on: FactDate;
}

export const offerAssistance: DecideCase<OfferAssistance> = (
  state,
  { types, provider, on, act },
  setting,
) => {
  requireOrganisation(setting, provider, '/provider');
  const data = { assistance: act.command, types, provider, on };
  return record(state, { type: 'AssistanceOffered', data }, setting);
};

@CommandHandler(OfferAssistance)
export class OfferAssistanceHandler implements ICommandHandler<OfferAssistance> {
  constructor(private readonly cases: Cases) {}

  execute(command: OfferAssistance) {
    return this.cases.change(command, offerAssistance);
  }
}
