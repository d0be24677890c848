import { CommandHandler } from '@nestjs/cqrs';
import { History, VersionConflict, type Act, type Recorded } from '@hub/event-store';
import { CodeField, CodesField, DateField } from '../fields';
import { Case } from './case';
import { accept, refuse, type CaseCommand, type Decide } from './command';
import type { CourseEvent } from './events';
import { Law } from './law';
import { newCase } from './reference';
import type { Source } from './terms';

/** A criminal report or a referral is registered at the prosecution office: the case begins. */
export class OpenCase implements CaseCommand {
  declare id: string;
  declare act: Act;
  /** Office that registers it: that of the actor, or of the source of an import. */
  declare office?: string;
  /** `J-<year>-…`, set by the hub; see reference.ts. */
  declare reference: string;
  declare source?: Source;

  @DateField()
  openedOn: string;

  @CodeField('case_origin')
  origin: string;

  @CodesField('legal_basis', { atLeast: 1 })
  legalBasis: string[];
}

export const openCase: Decide<OpenCase> = (state, c, law) => {
  const { reference, openedOn, origin, legalBasis, source } = c;
  const office = c.office ?? c.act.office;
  if (office === undefined) refuse({ code: 'judicial.case.no-office' });
  const opening: CourseEvent = {
    type: 'CaseOpened',
    data: { reference, office, openedOn, origin, legalBasis, ...(source && { source }) },
  };
  return accept(state, [opening], law);
};

/** References tried before giving up: with 148 million a year the second is free. */
const ATTEMPTS = 5;

@CommandHandler(OpenCase)
export class OpenCaseHandler {
  constructor(
    private readonly history: History,
    private readonly law: Law,
  ) {}

  async execute(command: OpenCase): Promise<Recorded & { readonly reference: string }> {
    const { act } = command;
    for (let attempt = 0; ; attempt++) {
      const { id, reference } = newCase(act.command, command.openedOn, attempt);
      const numbered = Object.assign(command, { id, reference });
      try {
        const decide = (state: typeof Case.initial) => openCase(state, numbered, this.law);
        return { ...(await this.history.create(Case, id, decide, act)), reference };
      } catch (error) {
        if (!(error instanceof VersionConflict) || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}
