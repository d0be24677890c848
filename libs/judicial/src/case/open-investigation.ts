import type { Act } from '@hub/event-store';
import { DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The order to investigate. */
export class OpenInvestigation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;
}

export const openInvestigation: Decide<OpenInvestigation> = (state, { on }, law) =>
  accept(state, [{ type: 'InvestigationOpened', data: { on } }], law);

export const OpenInvestigationHandler = handles(OpenInvestigation, openInvestigation);
