import { certainlyAfter, parsePartialDate } from '../edtf';
import type { Derivation, Entry, PlausibilityRule, Values } from '../model';
import { codeOf, entriesOf, isKnown, setOf } from '../shared/facts';

/** Known codes of a variable over all entries, each once, in the order of the entries. */
function codesOver(entries: readonly Entry[], name: string): readonly string[] | undefined {
  const all = entries.flatMap(entry => {
    const value = entry[name];
    if (!isKnown(value)) return [];
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  });
  return all.length > 0 ? [...new Set(all)] : undefined;
}

const datesOf = (entries: readonly Entry[], name: string) =>
  entries.map(entry => (typeof entry[name] === 'string' ? entry[name] : undefined));

/** The outermost of the dates, where every entry has one that is certain enough to compare. */
function outermost(dates: readonly (string | undefined)[], end: 'earliest' | 'latest'): string | undefined {
  const bounds = dates.map(date => ({ date, day: date && parsePartialDate(date)?.[end] }));
  if (bounds.some(({ day }) => day === undefined)) return undefined;
  const inOrder = bounds.sort((a, b) => (String(a.day) < String(b.day) ? -1 : 1));
  return inOrder.at(end === 'earliest' ? 0 : -1)?.date;
}

const over = (variable: string, entries: string, field: string): Derivation => ({
  variable,
  from: [entries],
  derive: values => codesOver(entriesOf(values, entries), field),
});

const firstOf = (variable: string, field: string): Derivation => ({
  variable,
  from: ['recruitment_steps'],
  derive: values => entriesOf(values, 'recruitment_steps')[0]?.[field],
});

const limit = (variable: string, field: string, end: 'earliest' | 'latest'): Derivation => ({
  variable,
  from: ['exploitation_periods'],
  derive: values => outermost(datesOf(entriesOf(values, 'exploitation_periods'), field), end),
});

const isCrossBorder = (values: Values) =>
  ['cross_border', 'both'].includes(codeOf(values, 'trafficking_scope') ?? '');

/** What the entries come to, where the question about the whole was left out. Before every derivation from the whole. */
export const entryDerivations: readonly Derivation[] = [
  firstOf('recruitment_country', 'step_country'),
  firstOf('recruitment_unit', 'step_unit'),
  firstOf('recruitment_date', 'step_date'),
  over('recruitment_method', 'recruitment_steps', 'step_method'),
  {
    variable: 'transit_countries',
    from: ['transit_stops', 'trafficking_scope'],
    // Stops within one country are no transit, which is asked of cross-border trafficking alone.
    derive: values =>
      isCrossBorder(values) ? codesOver(entriesOf(values, 'transit_stops'), 'stop_country') : undefined,
  },
  over('exploitation_country', 'exploitation_periods', 'period_country'),
  over('exploitation_unit', 'exploitation_periods', 'period_unit'),
  over('exploitation_forms', 'exploitation_periods', 'period_forms'),
  over('labour_sector', 'exploitation_periods', 'period_sector'),
  limit('exploitation_start', 'period_start', 'earliest'),
  limit('exploitation_end', 'period_end', 'latest'),
];

/** Something of an entry is missing in the answer about the whole. */
const beyond = (name: string, field: string, whole: string): PlausibilityRule => ({
  name,
  severity: 'query',
  variables: ['exploitation_periods', whole],
  broken: values => {
    const known = setOf(values, whole);
    const said = codesOver(entriesOf(values, 'exploitation_periods'), field) ?? [];
    return known.length > 0 && said.some(code => !known.includes(code));
  },
});

const inOrder = (name: string, entries: string, field: string): PlausibilityRule => ({
  name,
  severity: 'query',
  variables: [entries],
  broken: values => {
    const dates = datesOf(entriesOf(values, entries), field);
    return dates.some((date, index) => dates.slice(index + 1).some(later => certainlyAfter(date, later)));
  },
});

export const entryRules: readonly PlausibilityRule[] = [
  {
    name: 'period_ends_after_start',
    severity: 'error',
    variables: ['exploitation_periods'],
    broken: values =>
      entriesOf(values, 'exploitation_periods').some(({ period_start: start, period_end: end }) =>
        certainlyAfter(start, end),
      ),
  },
  {
    name: 'periods_within_exploitation',
    severity: 'query',
    variables: ['exploitation_periods', 'exploitation_start', 'exploitation_end'],
    broken: values =>
      entriesOf(values, 'exploitation_periods').some(
        ({ period_start: start, period_end: end }) =>
          certainlyAfter(values.exploitation_start, start) || certainlyAfter(end, values.exploitation_end),
      ),
  },
  beyond('period_countries_among_countries', 'period_country', 'exploitation_country'),
  beyond('period_forms_among_forms', 'period_forms', 'exploitation_forms'),
  inOrder('steps_in_order', 'recruitment_steps', 'step_date'),
  inOrder('stops_in_order', 'transit_stops', 'stop_date'),
];
