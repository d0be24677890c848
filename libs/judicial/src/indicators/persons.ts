import type { PersonStage } from '../read/count-tables';
import { codedDimensions, periods, personKind, type Dimension, type Table } from './dimension';
import { firstBit, grouped, type Measuring } from './query';

/** Indicators whose unit is the person. */

const classes = [
  'sex',
  'age_group',
  'citizenship_group',
  'citizenship',
  'main_exploitation',
  'unit',
  'legal_basis',
  'prosecution_decision',
  'child_victim',
  'sentence_band',
];

const dimensionsOf = ({ coding }: Measuring): Dimension[] => [
  ...codedDimensions(coding, classes),
  personKind(coding),
];

/** Indicators count natural persons unless the question is about companies. */
function naturalOnly({ coding, request }: Measuring): string[] {
  const asked = request.by.includes('person_kind') || 'person_kind' in (request.filters ?? {});
  return asked ? [] : [`kind = ${coding.place('person_kind', 'natural')}`];
}

const firstThb = (measuring: Measuring) => `first_thb & ${firstBit(measuring.request)} <> 0`;

/** Persons who reached a stage on a trafficking article. */
export const personsAt =
  (stage: PersonStage) =>
  (measuring: Measuring): Promise<Table> =>
    grouped(measuring, {
      from: `count_${stage}`,
      where: [firstThb(measuring), ...naturalOnly(measuring)],
      dimensions: dimensionsOf(measuring),
      values: { value: 'count(*)' },
    });

const percent = (part: string, whole: string) => `round(100.0 * ${part} / nullif(${whole}, 0), 1)`;

/** JI08: finally convicted of trafficking among those with any final verdict on a trafficking charge. */
export const convictionRate = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select *, 1 as part, 0 as whole from count_convicted_finally
            union all select *, 0, 1 from count_judged_finally)`,
    where: [firstThb(measuring), ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    values: { value: percent('sum(part)', 'sum(whole)') },
    having: 'sum(whole) > 0',
  });

const outcomes = [
  ['charged_thb', 'charged = 1'],
  ['charged_other', 'charged = 2'],
  ['not_charged', 'charged = 3'],
  ['decided_otherwise', 'charged = 4'],
  ['pending', 'charged = 0'],
  ['convicted_finally', 'outcome = 1'],
] as const;

/** Outcomes by their place, in the order of the criteria. */
const cohortOutcome: Dimension = {
  name: 'cohort_outcome',
  sql: 'cohort_outcome',
  show: at => outcomes[Number(at)]?.[0] ?? 'unknown',
  read: shown => {
    const at = outcomes.findIndex(([name]) => name === shown);
    return at < 0 ? undefined : at;
  },
};

/** Columns of the counted rows that a request speaks of. */
function columnsAsked({ request }: Measuring, dimensions: readonly Dimension[]): string[] {
  const asked = new Set([...request.by, ...Object.keys(request.filters ?? {})]);
  const spoken = dimensions.filter(({ name }) => asked.has(name)).map(({ sql }) => sql);
  const inMonths = periods.some(({ name, kind }) => kind !== 'year' && asked.has(name));
  const inYears = inMonths || asked.has('year');
  const source = request.source === undefined ? [] : ['source'];
  return [...spoken, ...(inYears ? ['year'] : []), ...(inMonths ? ['month'] : []), ...source];
}

/**
 * JI09: what has become of the suspects of a period, in percent of them, as known now. Everybody has six outcomes that
 * they have or have not: persons who are alike in all the table speaks of are counted first, the outcomes after that.
 */
export const suspectCohort = (measuring: Measuring): Promise<Table> => {
  const dimensions = dimensionsOf(measuring);
  const alike = [...columnsAsked(measuring, dimensions), 'charged', 'outcome'].join(', ');
  const hits = outcomes.map(([, sql], at) => `(${at}, case when ${sql} then n else 0 end)`);
  return grouped(measuring, {
    from: `(select p.*, o.cohort_outcome, o.hit from (
              select ${alike}, count(*) as n from count_suspected
               where ${[firstThb(measuring), ...naturalOnly(measuring)].join(' and ')} group by ${alike}
            ) p cross join lateral (values ${hits.join(', ')}) o (cohort_outcome, hit))`,
    dimensions,
    always: [cohortOutcome],
    values: { persons: 'sum(hit)', value: percent('sum(hit)', 'sum(n)') },
  });
};

/** JI10: charged or convicted only of another offence, among first suspected of trafficking with a decision. */
export const requalifiedToLesser = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: 'count_suspected',
    where: [firstThb(measuring), 'charged <> 0', ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    values: {
      value: percent('count(*) filter (where charged = 2 or (charged = 1 and outcome = 2))', 'count(*)'),
    },
  });

/** JI11: median months to be served; with `sentence_band`, persons in each band. */
export const sentences = (measuring: Measuring): Promise<Table> => {
  const banded = measuring.request.by.includes('sentence_band');
  return grouped(measuring, {
    from: 'count_convicted_finally',
    where: [
      firstThb(measuring),
      banded ? 'sentence_band <> 32767' : 'months is not null',
      ...naturalOnly(measuring),
    ],
    dimensions: dimensionsOf(measuring),
    values: { value: banded ? 'count(*)' : 'percentile_cont(0.5) within group (order by months)' },
  });
};

/** JI12: suspended among prison sentences. */
export const suspendedShare = (measuring: Measuring): Promise<Table> => {
  const kind = (code: string) => measuring.coding.place('sentence_type', code);
  const prison = ['life', 'imprisonment', 'suspended', 'conditional_partial'].map(kind);
  return grouped(measuring, {
    from: 'count_convicted_finally',
    where: [firstThb(measuring), `sentence_kind in (${prison.join(', ')})`, ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    values: {
      value: percent(`count(*) filter (where sentence_kind = ${kind('suspended')})`, 'count(*)'),
    },
  });
};

/** JI14: detained for at least a day, in percent of the suspects registered in the same period. */
export const detentionShare = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select *, 1 as part, 0 as whole from count_detained where "until" is null or "until" > day
            union all select *, 0, 1 from count_suspected)`,
    where: [firstThb(measuring), ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    values: { value: percent('sum(part)', 'sum(whole)') },
    having: 'sum(whole) > 0',
  });

/** JI18: suspected, prosecuted, finally convicted on an article about the use of services. */
export const useOfServices = (measuring: Measuring): Promise<Table> => {
  const status = (code: string) => measuring.coding.place('justice_status', code);
  return grouped(measuring, {
    from: `(select *, ${status('suspected')} as justice_status from count_suspected
            union all select *, ${status('prosecuted')} from count_prosecuted
            union all select *, ${status('convicted')} from count_convicted_finally)`,
    where: [`first_use & ${firstBit(measuring.request)} <> 0`, ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    always: codedDimensions(measuring.coding, ['justice_status']),
    values: { value: 'count(*)' },
  });
};
