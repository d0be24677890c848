import type { Reach } from '@hub/access';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { VersionConflict, type Act, type Recorded } from '@hub/event-store';
import { countedUnder, type FactDate } from '../dates';
import { DateField, IdField, OrganisationField } from '../fields';
import { requireOrganisation, requireWithinReach } from '../organisation/organisation';
import { caseIdOf, caseReference } from '../reference';
import { Cases, type DecideCase } from './cases';
import { record } from './record';
import type { Source } from './registration';

/** Opens a case for a person who may be a victim. */
export class RegisterCase {
  /** Set by the hub from the reference. */
  declare readonly case: string;
  declare readonly reference: string;
  declare readonly act: Act;
  /** Of an import; no request can set it. */
  declare readonly source?: Source;
  /** Whom the person who asks may open cases for; absent where the hub itself opens them. */
  declare readonly reach?: readonly Reach[];

  @IdField()
  readonly person: string;

  @DateField()
  readonly on: FactDate;

  @OrganisationField()
  readonly organisation: string;
}

export const registerCase: DecideCase<RegisterCase> = (state, command, setting) => {
  const { reference, person, on, source, reach } = command;
  const organisation = requireOrganisation(setting, command.organisation, '/organisation');
  if (reach) requireWithinReach(organisation, reach, '/organisation');
  const data = {
    reference,
    person,
    on,
    organisation: organisation.id,
    organisationType: organisation.type,
    county: organisation.unit,
    source,
  };
  return record(state, { type: 'CaseRegistered', data }, setting);
};

/** References tried before giving up: with 482 million a year the second is free. */
const ATTEMPTS = 5;

@CommandHandler(RegisterCase)
export class RegisterCaseHandler implements ICommandHandler<RegisterCase> {
  constructor(private readonly cases: Cases) {}

  /** The log itself keeps references apart: the stream of a case follows from its reference. */
  async execute(command: RegisterCase): Promise<Recorded & { readonly reference: string }> {
    const year = countedUnder(command.on)?.year ?? new Date().getFullYear();
    for (let attempt = 0; ; attempt++) {
      const reference = caseReference(command.act.command, year, attempt);
      const numbered = Object.assign(command, { reference, case: caseIdOf(reference) });
      try {
        return { ...(await this.cases.create(numbered, registerCase)), reference };
      } catch (error) {
        if (!(error instanceof VersionConflict) || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}
