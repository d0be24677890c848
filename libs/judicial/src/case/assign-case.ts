import type { Act } from '@hub/event-store';
import { AccountsField, DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Names the prosecutors who lead the case; the former ones no longer do. */
export class AssignCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @AccountsField()
  prosecutors: string[];
}

export const assignCase: Decide<AssignCase> = (state, c, law) =>
  accept(state, [{ type: 'CaseAssigned', data: { on: c.on, prosecutors: c.prosecutors } }], law);

export const AssignCaseHandler = handles(AssignCase, assignCase);
