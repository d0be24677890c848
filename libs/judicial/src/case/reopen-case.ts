import type { Act } from '@hub/event-store';
import { DateField, IdsField, NoteField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const reasons = ['new_evidence', 'extraordinary_remedy', 'other'];

/** The proceedings are taken up again: new evidence, or an extraordinary remedy that set a final judgment aside. */
export class ReopenCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @OneOfField(reasons)
  reason: string;

  @IdsField({ optional: true, atLeast: 0 })
  persons?: string[];

  @NoteField()
  note?: string;
}

export const reopenCase: Decide<ReopenCase> = (state, { on, reason, persons, note }, law) => {
  const data = { on, reason, ...(persons && { persons }), ...(note !== undefined && { note }) };
  return accept(state, [{ type: 'CaseReopened', data }], law);
};

export const ReopenCaseHandler = handles(ReopenCase, reopenCase);
