import { periodSql, type Period } from './periods';
import { quoted } from './dimensions';

/** When a case is counted. */
export type Basis =
  /** When the person was presumed or identified, whichever comes first in the period; again in a later period. */
  | { readonly kind: 'registered' }
  /** Month in a column; `ever`: only the first time of the person, whatever the period. */
  | { readonly kind: 'column'; readonly column: string; readonly ever?: boolean };

export interface CountedOptions {
  readonly basis: Basis;
  readonly period: Period;
  /** Columns the rest of the query needs. */
  readonly columns: readonly string[];
  /** Small numbers of two statuses, to tell which one stood at the end of a period. */
  readonly presumed: number;
  readonly identified: number;
  /** SQL condition on `f`: the source, or nothing. */
  readonly where: string;
}

/** Registered victims show the status at the end of the period; a cohort shows what became of it. */

const select = ({ basis, columns, period, presumed, identified }: CountedOptions, month: string) => {
  const status =
    period === 'none' || basis.kind === 'column'
      ? 'f.status'
      : `case when f.identified_month > 0 and ${periodSql(period, 'f.identified_month')} <= ${periodSql(period, month)}
           then ${identified} else ${presumed} end`;
  const all = columns.map(column => (column === 'status' ? `${status} as status` : `f.${quoted(column)}`));
  return ['f.person', 'f.case_id', `${month} as month`, ...all].join(', ');
};

/** Times a case is counted, person and month beside the columns; not yet once per person. */
function times(options: CountedOptions, shared: boolean): string {
  const from = `from case_fact f where f.shared = ${shared} ${options.where}`;
  const { basis, period } = options;
  if (basis.kind === 'column') {
    const month = `f.${quoted(basis.column)}`;
    return `select ${select(options, month)} ${from} and ${month} > 0`;
  }
  const [first, second] = ['f.registered_first', 'f.registered_second'];
  const again = shared ? '' : `and ${periodSql(period, second)} <> ${periodSql(period, first)}`;
  return `select ${select(options, first)} ${from} and ${first} > 0
    union all select ${select(options, second)} ${from} and ${second} > 0 ${again}`;
}

/**
 * Rows in which a person stands once per period, with the facts of the first case. Nearly everybody has one case
 * and is counted in passing; the few who have several are looked at together.
 */
export function countedSql(options: CountedOptions): string {
  const { basis, period } = options;
  const ever = basis.kind === 'column' && basis.ever === true;
  const once = ever || period === 'none' ? 's.person' : `s.person, ${periodSql(period, 's.month')}`;
  return `${times(options, false)}
    union all (select distinct on (${once}) s.* from (${times(options, true)}) s
      order by ${once}, s.month, s.case_id)`;
}
