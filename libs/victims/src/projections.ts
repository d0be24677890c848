import type { CriteriaBook } from '@hub/codebook';
import type { Projection } from '@hub/read-model';
import { organisationList } from './organisation/organisation-list';
import { casesProjection } from './read/cases.projection';
import { upcasts } from './upcasts';

/** The read models of this database under a set of criteria. */
export const projections = (book: CriteriaBook): readonly Projection[] => [
  casesProjection(book, upcasts),
  organisationList(upcasts),
];
