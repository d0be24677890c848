import type { Act } from '@hub/event-store';
import { DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The investigation is complete; the prosecutor now decides about each suspect. */
export class ConcludeInvestigation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;
}

export const concludeInvestigation: Decide<ConcludeInvestigation> = (state, { on }, law) =>
  accept(state, [{ type: 'InvestigationConcluded', data: { on } }], law);

export const ConcludeInvestigationHandler = handles(ConcludeInvestigation, concludeInvestigation);
