import type { Act } from '@hub/event-store';
import { DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The investigation goes on. */
export class ResumeInvestigation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;
}

export const resumeInvestigation: Decide<ResumeInvestigation> = (state, { on }, law) =>
  accept(state, [{ type: 'InvestigationResumed', data: { on } }], law);

export const ResumeInvestigationHandler = handles(ResumeInvestigation, resumeInvestigation);
