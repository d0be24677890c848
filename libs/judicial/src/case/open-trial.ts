import type { Act } from '@hub/event-store';
import { DateField, IdField, OrganisationField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The main hearing begins. */
export class OpenTrial implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  indictment: string;

  @DateField()
  on: string;

  @OrganisationField()
  court: string;
}

export const openTrial: Decide<OpenTrial> = (state, { indictment, on, court }, law) =>
  accept(state, [{ type: 'TrialOpened', data: { indictment, on, court } }], law);

export const OpenTrialHandler = handles(OpenTrial, openTrial);
