import { evolveProceeding, type StandingFact } from './case';
import { futureProblem } from './chronology';
import type { Law, Violation } from './law';
import { whatForbids } from './legal';
import { noProceeding, type Proceeding } from './proceeding';

export interface BrokenCourse {
  /** Id of the first fact that is no longer legal. */
  readonly fact: string;
  readonly type: string;
  readonly violation: Violation;
}

/** The other half of a joinder or severance is a consequence, already decided elsewhere. */
const isConsequence = ({ event }: StandingFact) =>
  event.type === 'DefendantsSevered' || (event.type === 'CaseClosed' && event.data.into !== undefined);

/** Whether a course of facts, as corrected, is legal from beginning to end. */
export function firstBroken(facts: readonly StandingFact[], law: Law): BrokenCourse | undefined {
  let p: Proceeding = noProceeding;
  for (const fact of facts) {
    const { event, id } = fact;
    const found = isConsequence(fact)
      ? undefined
      : (whatForbids(p, event, law) ?? futureProblem(event.data, law.today()));
    if (found) return { fact: id, type: event.type, violation: found };
    p = evolveProceeding(p, event, id);
  }
  return undefined;
}
