import type { Act } from '@hub/event-store';
import { DateField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const reasons = ['suspect_absent', 'illness', 'awaiting_assistance', 'other'];

/** The investigation rests, because the suspect cannot be found or for another reason of the code of procedure. */
export class SuspendInvestigation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @OneOfField(reasons)
  reason: string;
}

export const suspendInvestigation: Decide<SuspendInvestigation> = (state, { on, reason }, law) =>
  accept(state, [{ type: 'InvestigationSuspended', data: { on, reason } }], law);

export const SuspendInvestigationHandler = handles(SuspendInvestigation, suspendInvestigation);
