import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The sentence has been carried out. */
export class CompleteEnforcement implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @DateField()
  on: string;
}

export const completeEnforcement: Decide<CompleteEnforcement> = (state, { person, on }, law) =>
  accept(state, [{ type: 'EnforcementCompleted', data: { person, on } }], law);

export const CompleteEnforcementHandler = handles(CompleteEnforcement, completeEnforcement);
