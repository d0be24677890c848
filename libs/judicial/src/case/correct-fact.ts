import type { Act } from '@hub/event-store';
import { IdField, NoteField, OneOfField, ValuesField } from '../fields';
import { amend } from './amend';
import { bodyProblem } from './bodies';
import type { CaseState } from './case';
import { handles, refuse, type CaseCommand, type Decide } from './command';
import { isCorrectable, needsApproval, withChanges } from './correctable';
import type { CourseEvent } from './events';
import type { Law } from './law';
import { sectionProblem } from './section-problem';

const reasons = ['typing_error', 'wrong_source', 'late_information', 'other'];

/** A fact was recorded wrongly: it stays in the log, and counts in its corrected words from now on. */
export class CorrectFact implements CaseCommand {
  declare id: string;
  declare act: Act;

  /** Id of the fact. */
  @IdField()
  fact: string;

  /** The fields that change, with their right values; `null` takes a field away. */
  @ValuesField()
  changes: Record<string, unknown>;

  @OneOfField(reasons)
  reason: string;

  @NoteField()
  note?: string;
}

/** The corrected fact, or a refusal that says why it cannot be corrected so. */
function corrected(state: CaseState, c: CorrectFact, law: Law): CourseEvent {
  const standing = state.facts.find(({ id }) => id === c.fact);
  if (!standing) refuse({ code: 'judicial.correction.unknown-fact', pointer: '/fact' });
  if (!isCorrectable(standing.event)) {
    refuse({ code: 'judicial.correction.not-correctable', pointer: '/fact' });
  }
  const fact = withChanges(standing.event, c.changes);
  if ('code' in fact) refuse(fact);
  if (JSON.stringify(fact) === JSON.stringify(standing.event)) {
    refuse({ code: 'judicial.correction.unchanged', pointer: '/changes' });
  }
  const problem =
    fact.type === 'SectionRecorded'
      ? sectionProblem(state.proceeding, fact.data, law)
      : bodyProblem(c.changes, law, '/changes');
  if (problem) refuse(problem);
  return fact;
}

export const correctFact: Decide<CorrectFact> = (state, c, law) => {
  const fact = corrected(state, c, law);
  const note = c.note === undefined ? {} : { note: c.note };
  const data = { corrects: c.fact, fact, reason: c.reason, ...note };
  return amend(
    state,
    { type: 'FactCorrected', data },
    { needsApproval: needsApproval(fact), act: c.act, law },
  );
};

export const CorrectFactHandler = handles(CorrectFact, correctFact);
