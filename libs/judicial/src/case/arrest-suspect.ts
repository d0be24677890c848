import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Day of the arrest. */
export class ArrestSuspect implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @DateField()
  on: string;
}

export const arrestSuspect: Decide<ArrestSuspect> = (state, { person, on }, law) =>
  accept(state, [{ type: 'SuspectArrested', data: { person, on } }], law);

export const ArrestSuspectHandler = handles(ArrestSuspect, arrestSuspect);
