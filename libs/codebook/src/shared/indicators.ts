import type { Breakdown, Indicator } from '../model';

/** Dimensions both databases know. Periods (year, half-year, quarter, month) are taken from the date basis. */
export const sharedBreakdowns: readonly Breakdown[] = [
  { name: 'year', part: 'shared' },
  { name: 'half_year', part: 'shared' },
  { name: 'quarter', part: 'shared' },
  { name: 'month', part: 'shared' },
  { name: 'sex', part: 'shared', variable: 'sex', list: 'sex' },
  { name: 'age_group', part: 'shared', list: 'majority' },
  { name: 'citizenship', part: 'shared', variable: 'citizenship', list: 'country' },
  { name: 'citizenship_group', part: 'shared', list: 'citizenship_group' },
  { name: 'main_exploitation', part: 'shared', variable: 'main_exploitation', list: 'main_exploitation' },
  { name: 'unit', part: 'shared', list: 'unit' },
];

/** Data-quality indicators both databases compute about themselves. */
export const qualityIndicators: readonly Indicator[] = [
  {
    id: 'QI19',
    core: false,
    unit: 'percent',
    dateBasis: 'none',
    measure: 'mandatory-cells-filled',
    breakdowns: ['organisation', 'variable'],
  },
  {
    id: 'QI20',
    core: false,
    unit: 'percent',
    dateBasis: 'none',
    measure: 'events-entered-within-14-days',
    breakdowns: ['organisation'],
  },
];

export const qualityBreakdowns: readonly Breakdown[] = [
  { name: 'organisation', part: 'shared', list: 'organisation' },
  { name: 'variable', part: 'shared' },
];
