import type { CriteriaBook } from '@hub/codebook';
import type { FactColumn } from './fact-columns';

/** PostgreSQL holds no more columns in an index. */
const MOST_COLUMNS = 32;

const keys = ['registered_second', 'registered_first'];
/** The case, by which row-level security knows who may read it, and the other months cases are counted in. */
const included = ['case_id', 'presumed_month', 'identified_month', 'rejected_month'];
const derived = ['status', 'age_group', 'citizenship_group', 'main_citizenship', 'unit'];

/**
 * Index that most tables of indicators are counted from: what a case is counted by and under, beside each other and a
 * sixth of the whole rows. Breakdowns of the criteria beyond what an index holds are read from the rows.
 */
export function countedIndex(
  { breakdowns }: Pick<CriteriaBook, 'breakdowns'>,
  columns: readonly FactColumn[],
): string {
  const variables = new Set(breakdowns.map(({ variable }) => variable));
  const codes = columns.filter(({ name, kind }) => kind === 'code' && variables.has(name));
  const all = [...new Set([...included, ...derived, ...codes.map(({ name }) => name)])];
  const held = all.slice(0, MOST_COLUMNS - keys.length).map(name => `"${name}"`);
  return `create index case_fact_counted on case_fact (${keys.join(', ')})
    include (${held.join(', ')}) where not shared`;
}
