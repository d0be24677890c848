import type { CaseState } from './case';
import type { CourseEvent } from './events';
import { ownDefendants } from './proceeding';
import type { When } from './terms';

/** What a joinder or severance, recorded on the case that goes on, asks of the case the defendants came from. */
export interface Settlement {
  readonly into: string;
  readonly on: When;
  /** Those who were severed; absent when the whole case was joined. */
  readonly persons?: readonly string[];
}

/**
 * The fact that closes the other half. Nothing when it is there already: it may be asked any number of times, also
 * after a crash between the two halves, and always ends in the same state.
 */
export function settle(state: CaseState, { into, on, persons }: Settlement): readonly CourseEvent[] {
  const p = state.proceeding;
  if (!p.opened) return [];
  if (persons === undefined) {
    return p.closed?.into === into ? [] : [{ type: 'CaseClosed', data: { on, reason: 'joined', into } }];
  }
  const here = ownDefendants(p).filter(d => persons.includes(d.person));
  if (here.length === 0) return [];
  return [{ type: 'DefendantsSevered', data: { on, into, persons: here.map(d => d.person) } }];
}
