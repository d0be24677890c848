import type { CriteriaBook, Values } from '@hub/codebook';
import { Case, type CaseState } from '../case/case';
import { same } from './corrected-form';
import { SealedTexts } from './sealed-texts';
import type { Recording } from './timeline';
import type { Words } from './words';

/** An answer as it was before the section was recorded for the last time. */
export interface AnswerChange {
  readonly before: string;
  readonly when: string;
}

/** Names of the variables that differ; what is sealed differs in every recording and says nothing. */
const differing = (one: Values, other: Values): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    name => !SealedTexts.has([one[name], other[name]]) && !same(one[name], other[name]),
  );

/**
 * What the last recording or correction of each section changed, by variable. Nothing for a section that was recorded
 * once: all its answers are new.
 */
export function answerChanges(
  all: readonly Recording[],
  book: CriteriaBook,
  words: Words,
): ReadonlyMap<string, AnswerChange> {
  const changes = new Map<string, ReadonlyMap<string, AnswerChange>>();
  let state: CaseState = Case.initial;
  for (const { event, id, version, meta } of all) {
    const before = state.view.sections;
    state = Case.evolve(state, event, { id, version, actor: meta.actor, recordedAt: meta.recordedAt });
    for (const { name, variables } of book.sections) {
      const was = before[name]?.values;
      const now = state.view.sections[name]?.values;
      if (!was || !now || was === now) continue;
      const names = new Set(differing(was, now));
      if (names.size === 0) continue;
      const when = words.fmt.dateTime(meta.recordedAt);
      const changed = variables.filter(variable => names.has(variable.name));
      changes.set(
        name,
        new Map(
          changed.map(variable => [
            variable.name,
            { before: words.valueOf(variable, was[variable.name]), when },
          ]),
        ),
      );
    }
  }
  return new Map([...changes.values()].flatMap(inner => [...inner]));
}
