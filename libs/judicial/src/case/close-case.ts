import type { Act } from '@hub/event-store';
import { CodeField, CountField, DateField, NoteField } from '../fields';
import { accept, handles, refuse, type CaseCommand, type Decide } from './command';
import { incomplete } from './section-problem';

/** Nothing more is to be done in the case; the mandatory minimum must be there. */
export class CloseCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @CodeField('case_closure')
  reason: string;

  @CountField(0, 2_000, { optional: true })
  victimsProtected?: number;

  @CountField(0, 2_000, { optional: true })
  victimsTestified?: number;

  @NoteField()
  note?: string;
}

export const closeCase: Decide<CloseCase> = (state, c, law) => {
  const { on, reason, victimsProtected, victimsTestified, note } = c;
  const data = {
    ...{ on, reason },
    ...(victimsProtected !== undefined && { victimsProtected }),
    ...(victimsTestified !== undefined && { victimsTestified }),
    ...(note !== undefined && { note }),
  };
  const facts = accept(state, [{ type: 'CaseClosed', data }], law);
  const missing = law.missingAtClosing(state.proceeding);
  if (missing.length > 0) refuse(incomplete(missing));
  return facts;
};

export const CloseCaseHandler = handles(CloseCase, closeCase);
