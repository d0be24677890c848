import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The sentence begins to be carried out. */
export class OpenEnforcement implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @DateField()
  on: string;
}

export const openEnforcement: Decide<OpenEnforcement> = (state, { person, on }, law) =>
  accept(state, [{ type: 'EnforcementOpened', data: { person, on } }], law);

export const OpenEnforcementHandler = handles(OpenEnforcement, openEnforcement);
