import type { Act } from '@hub/event-store';
import { IdField, NoteField, OneOfField } from '../fields';
import { amend } from './amend';
import { handles, refuse, type CaseCommand, type Decide } from './command';
import { isCorrectable, needsApproval } from './correctable';

const reasons = ['wrong_case', 'wrong_person', 'duplicate', 'did_not_happen', 'other'];

/** A fact that belongs to another case, or to none. With the opening itself the whole case leaves every read model. */
export class RecordInError implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  fact: string;

  @OneOfField(reasons)
  reason: string;

  @NoteField()
  note?: string;
}

export const recordInError: Decide<RecordInError> = (state, c, law) => {
  const standing = state.facts.find(({ id }) => id === c.fact);
  if (!standing) refuse({ code: 'judicial.correction.unknown-fact', pointer: '/fact' });
  const whole = state.facts[0] === standing;
  const gone = whole ? state.facts : [standing];
  const paired = gone.some(({ event }) => !isCorrectable(event) && event.type !== 'OfficialNumberRecorded');
  if (paired) refuse({ code: 'judicial.correction.not-correctable', pointer: '/fact' });
  const note = c.note === undefined ? {} : { note: c.note };
  const data = { fact: c.fact, reason: c.reason, ...note };
  const approval = gone.some(({ event }) => needsApproval(event));
  return amend(state, { type: 'RecordedInError', data }, { needsApproval: approval, act: c.act, law });
};

export const RecordInErrorHandler = handles(RecordInError, recordInError);
