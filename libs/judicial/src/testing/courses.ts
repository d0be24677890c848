import fc from 'fast-check';
import { Case, noCase, type CaseState } from '../case/case';
import type { CaseEvent, CourseEvent } from '../case/events';
import { whatForbids } from '../case/legal';
import { asked } from './asks';
import { idOf, law } from './names';

/** Arbitrary courses of a case for property tests: what is asked is often illegal, what is recorded never. */

/** One recorded fact with the head History would give it. */
export interface Recorded {
  readonly id: string;
  readonly event: CaseEvent;
}

export function fold(recorded: readonly Recorded[], actor = 'prosecutor-1'): CaseState {
  return recorded.reduce(
    (state, { id, event }) => Case.evolve(state, event, { id, version: 0, recordedAt: '', actor }),
    noCase,
  );
}

/** Mostly one after the other; now and then not known, or somewhere in between. */
const jump = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 1, arbitrary: fc.constant('unknown' as const) },
  { weight: 1, arbitrary: fc.integer({ min: -400, max: 0 }) },
);

const dayAfter = (days: number) => new Date(Date.UTC(2021, 6, 1 + days)).toISOString().slice(0, 10);

export interface Course {
  readonly recorded: readonly Recorded[];
  readonly refused: readonly { readonly event: CourseEvent; readonly code: string; readonly after: number }[];
}

/** What is recorded of a long list of things asked: a legal course, with what was refused on the way. */
export function course(name: string, maxLength = 80): fc.Arbitrary<Course> {
  const asks = fc.array(fc.tuple(fc.array(asked, { minLength: 4, maxLength: 4 }), jump, fc.nat(1_000)), {
    minLength: 30,
    maxLength,
    size: 'max',
  });
  return asks.map(list => {
    const recorded: Recorded[] = [];
    const refused: Course['refused'][number][] = [];
    let state = noCase;
    list.forEach(([choice, days, seed], index) => {
      const id = idOf(`${name}/${index}`);
      const on = days === 'unknown' ? days : dayAfter(index * 6 + days);
      for (const ask of choice) {
        const event = ask({ state, id, on, seed });
        const found = whatForbids(state.proceeding, event, law);
        if (found) {
          refused.push({ event, code: found.code, after: recorded.length });
          continue;
        }
        recorded.push({ id, event });
        state = Case.evolve(state, event, { id, version: 0, recordedAt: '', actor: 'prosecutor-1' });
        return;
      }
    });
    return { recorded, refused };
  });
}
