import type { CriteriaBook } from '@hub/codebook';
import type { Projection } from '@hub/read-model';
import { organisationList } from './organisation/organisation-list';
import { casesProjection } from './read/cases.projection';
import { upcasts } from './upcasts';

/**
 * The read models of this database under a set of criteria.
 * @param context whose roles row-level security names; absent for tables only their owner reads
 */
export const projections = (book: CriteriaBook, context?: string): readonly Projection[] => [
  casesProjection(book, upcasts, context),
  organisationList(upcasts),
];
