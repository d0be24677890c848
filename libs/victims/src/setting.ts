import type { CriteriaBook } from '@hub/codebook';
import type { Organisation } from './organisation/organisation';

/** What a decision needs to know beside the state: the day, the criteria, the register of organisations. */
export interface Setting {
  /** Civil day of the jurisdiction, `YYYY-MM-DD`. */
  readonly today: string;
  readonly book: CriteriaBook;
  readonly organisation: (id: string) => Organisation | undefined;
}
