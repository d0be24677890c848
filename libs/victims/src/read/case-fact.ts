import { citizenshipGroup, type Value, type Values } from '@hub/codebook';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { CaseView } from '../case/case';
import type { StatusDecision, VictimStatus } from '../case/status';
import { countedUnder, type FactDate } from '../dates';
import type { Coding } from './coding';
import { sqlColumn, type FactColumn } from './fact-columns';

/**
 * One row per case: what figures are counted from. Months are `year * 100 + month`, month 0 when only the year is
 * known, and 0 when there is none.
 */
export interface CaseFactRow {
  readonly case_id: string;
  /** The person the case counts for: the survivor where persons were merged. */
  readonly person: string;
  /** The person has other cases: counting once needs a look at them. */
  readonly shared: boolean;
  /** First and, in a later month, second of the months the person was presumed or identified in; 0 when neither stands. */
  readonly registered_first: number;
  readonly registered_second: number;
  readonly presumed_month: number;
  readonly identified_month: number;
  readonly rejected_month: number;
  readonly offered_month: number;
  readonly source: string | null;
  /** Days from presumption to the formal decision; null when either day is not known. */
  readonly decision_days: number | null;
  readonly guardian_days: number | null;
  readonly dated_facts: number;
  readonly timely_facts: number;
  /** Places (from 1) of mandatory variables that are due and that are filled. */
  readonly due: readonly number[] | null;
  readonly filled: readonly number[] | null;
  readonly [column: string]: unknown;
}

const fixed: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  case_id: { type: 'uuid', primary: true },
  person: { type: 'uuid' },
  shared: { type: 'boolean' },
  registered_first: { type: 'integer' },
  registered_second: { type: 'integer' },
  presumed_month: { type: 'integer' },
  identified_month: { type: 'integer' },
  rejected_month: { type: 'integer' },
  offered_month: { type: 'integer' },
};

const loose: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  source: { type: 'text', nullable: true },
  decision_days: { type: 'integer', nullable: true },
  guardian_days: { type: 'integer', nullable: true },
  dated_facts: { type: 'integer' },
  timely_facts: { type: 'integer' },
  due: { type: 'smallint', array: true, nullable: true },
  filled: { type: 'smallint', array: true, nullable: true },
};

/** The table, with a column for every variable of the criteria that figures may need. */
export const caseFactEntity = (columns: readonly FactColumn[]) =>
  new EntitySchema<CaseFactRow>({
    name: 'CaseFact',
    tableName: 'case_fact',
    columns: {
      ...fixed,
      ...Object.fromEntries(columns.map(column => [column.name, sqlColumn(column)])),
      ...loose,
    },
    indices: [
      { name: 'case_fact_person', columns: ['person'] },
      { name: 'case_fact_shared', columns: ['person'], where: 'shared' },
    ],
  });

export function monthOf(date: FactDate | undefined): number {
  const counted = date === undefined ? undefined : countedUnder(date);
  return counted ? counted.year * 100 + counted.month : 0;
}

/** Statuses that take a person out of the count of victims. */
const notCounted = new Set<VictimStatus | undefined>([undefined, 'rejected', 'withdrawn']);

const firstOf = (decisions: readonly StatusDecision[], status: VictimStatus) =>
  monthOf(decisions.find(decision => decision.status === status)?.on);

/** Months of the decisions; a person whose status was rejected or withdrawn is registered in none. */
export function decisionMonths({ decisions }: CaseView['status']) {
  const presumed = firstOf(decisions, 'presumed');
  const identified = firstOf(decisions, 'identified');
  const [first = 0, second = 0] = [...new Set([presumed, identified])]
    .filter(month => month > 0)
    .sort((a, b) => a - b);
  const counts = !notCounted.has(decisions.at(-1)?.status);
  return {
    registered_first: counts ? first : 0,
    registered_second: counts ? second : 0,
    presumed_month: presumed,
    identified_month: identified,
    rejected_month: monthOf(decisions.findLast(({ status }) => status === 'rejected')?.on),
  };
}

/** The one citizenship a person is counted under: the own country's if held, else the first one named. */
function mainCitizenship(held: readonly string[], own: string): string | undefined {
  return held.includes(own) ? own : held[0];
}

/** Classes the hub derives, as codes of their lists. */
export function derivedCodes(
  view: CaseView,
  values: Values,
  jurisdiction: string,
): Readonly<Record<string, Value | undefined>> {
  const held = Array.isArray(values.citizenship) ? (values.citizenship as readonly string[]) : [];
  const { registration } = view;
  const day = registration?.on.slice(0, 10) ?? '';
  return {
    status: values.victim_status,
    age_group: values.majority_at_identification,
    citizenship_group: citizenshipGroup(held, jurisdiction, day) ?? values.citizenship,
    main_citizenship: mainCitizenship(held, jurisdiction) ?? values.citizenship,
    unit: registration?.county,
    office: registration?.office,
  };
}

type Cell = number | readonly number[] | string | null;

/** The coded columns of a case; what is not recorded is left out, and null in the table. */
export function codedColumns(
  columns: readonly FactColumn[],
  coding: Coding,
  values: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, Cell>> {
  const coded: Record<string, Cell> = {};
  for (const column of columns) {
    const value = values[column.name];
    if (value === undefined) continue;
    const cell = cells[column.kind](column.list ?? '', coding, value);
    if (cell !== null && cell !== 0) coded[column.name] = cell;
  }
  return coded;
}

const cells: Readonly<Record<FactColumn['kind'], (list: string, coding: Coding, value: Value) => Cell>> = {
  code: (list, coding, value) => coding.number(list, value),
  codes: (list, coding, value) => coding.numbersOf(list, value) ?? null,
  number: (_list, _coding, value) => (typeof value === 'number' ? value : null),
  month: (_list, _coding, value) => (typeof value === 'string' ? monthOf(value) : null),
  text: (_list, _coding, value) => (typeof value === 'string' ? value : null),
};
