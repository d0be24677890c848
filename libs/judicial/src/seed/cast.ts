import type { CriteriaBook } from '@hub/codebook';
import type { PlannedOffence } from './offence';
import type { Place } from './places';
import type { PlannedSuspect } from './suspects';
import type { Telling } from './telling';

/** A suspect with the id of their record. */
export interface CastSuspect extends PlannedSuspect {
  readonly id: string;
}

/** Who and what one proceeding is about. */
export interface Cast {
  readonly telling: Telling;
  readonly book: CriteriaBook;
  readonly place: Place;
  readonly offence: PlannedOffence;
  readonly suspects: readonly CastSuspect[];
  /** Day the case is opened. */
  readonly opened: string;
  readonly reference: string;
  /** Counts through the cases of a seed. */
  readonly nth: number;
  readonly prosecutor: string;
}

/** Article of trafficking the acts fall under. */
export const articleOf = ({ place, offence }: Cast): string => (offence.child ? place.child : place.adult);

/** Article this suspect is suspected under. */
export const basisOf = (cast: Cast, { user }: CastSuspect): string =>
  (user ? cast.place.use : undefined) ?? articleOf(cast);

/** Free text of the sandbox: one of a few phrases, so that nobody takes it for a file. */
export const NOTE = 'Synthetic note of the training database.';
