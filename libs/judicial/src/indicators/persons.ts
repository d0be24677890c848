import type { PersonStage } from '../read/count-tables';
import { codedDimensions, personKind, plain, type Dimension, type Table } from './dimension';
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

/** JI09: what has become of the suspects of a period, in percent of them, as known now. */
export const suspectCohort = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select f.*, o.at, o.name as cohort_outcome, o.hit from count_suspected f cross join lateral (values
              ${outcomes.map(([name, sql], at) => `(${at}, '${name}', case when ${sql} then 1 else 0 end)`).join(', ')}
            ) o (at, name, hit))`,
    where: [firstThb(measuring), ...naturalOnly(measuring)],
    dimensions: dimensionsOf(measuring),
    always: [plain('cohort_outcome', `at || '/' || cohort_outcome`)],
    values: { persons: 'sum(hit)', value: percent('sum(hit)', 'count(*)') },
  }).then(afterSlash);

/** Names of outcomes carry their place so that they sort as the criteria list them; the reader sees the name. */
function afterSlash(table: Table): Table {
  const at = table.columns.indexOf('cohort_outcome');
  return {
    ...table,
    rows: table.rows.map(row => row.map((value, column) => (column === at ? String(value).slice(2) : value))),
  };
}

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
