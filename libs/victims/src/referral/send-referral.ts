import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { CodesField, DateField, DayField, OrganisationField } from '../fields';
import { requireOrganisation } from '../organisation/organisation';

/** Refers the person to an organisation that is to answer. */
export class SendReferral {
  declare readonly case: string;
  declare readonly act: Act;

  @OrganisationField()
  readonly to: string;

  @CodesField('assistance_type')
  readonly needs: string[];

  @DateField()
  readonly on: FactDate;

  @DayField({ optional: true })
  readonly answerBy?: string;
}

export const sendReferral: DecideCase<SendReferral> = (state, command, setting) => {
  const { to, needs, on, answerBy, act } = command;
  requireOrganisation(setting, to, '/to');
  return record(
    state,
    { type: 'ReferralSent', data: { referral: act.command, to, needs, on, answerBy } },
    setting,
  );
};

@CommandHandler(SendReferral)
export class SendReferralHandler implements ICommandHandler<SendReferral> {
  constructor(private readonly cases: Cases) {}

  execute(command: SendReferral) {
    return this.cases.change(command, sendReferral);
  }
}
