import type { HubRequest } from '@hub/access';
import type { FormProblem } from '@hub/web';
import { withChanges, type StandingFact } from '../case/case';
import { sessionOf } from './acting';
import type { CaseInView } from './case-files';
import { flat, type Flat } from './corrected-form';
import type { Words } from './words';

/** A request that was sent back, as the form shows it again. */
export interface Returned {
  readonly request: string;
  /** What was asked for. */
  readonly values: Flat;
  readonly reasons: Readonly<Record<string, unknown>>;
}

/** The own request about a fact that was sent back; undefined where there is none of that name. */
export function returnedTo(
  request: HubRequest,
  { row }: CaseInView,
  { id, fact }: StandingFact,
  about: string | undefined,
): Returned | undefined {
  const found = about === undefined ? undefined : row.requests[about];
  const own = found?.fact === id && found.by === sessionOf(request).actor.id;
  if (about === undefined || !own || !found.returned) return undefined;
  const { reasons } = found.returned;
  return { request: about, values: flat(withChanges(fact, found.changes ?? {})), reasons };
}

/** What is wrong at each field, as a form tells it. */
export const atFields = (reasons: Returned['reasons'], words: Words): FormProblem[] =>
  Object.entries(reasons).map(([field, reason]) => ({
    field,
    message: words.answer({ kind: 'text' }, reason),
  }));
