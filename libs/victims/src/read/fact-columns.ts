import type { Criteria, ValueType, Variable } from '@hub/codebook';
import type { EntitySchemaColumnOptions } from 'typeorm';

/** A column of the table that figures are counted from. */
export interface FactColumn {
  /** Name of the variable, or of a class the hub derives. */
  readonly name: string;
  /** List its small numbers stand for; absent for counts and dates. */
  readonly list?: string;
  readonly kind: 'code' | 'codes' | 'number' | 'month' | 'text';
}

/** Classes that are no variable, or are held otherwise than the variable: see {@link derivedCodes}. */
const derived: readonly FactColumn[] = [
  { name: 'status', list: 'victim_status', kind: 'code' },
  { name: 'age_group', list: 'majority', kind: 'code' },
  { name: 'citizenship_group', list: 'citizenship_group', kind: 'code' },
  { name: 'main_citizenship', list: 'country', kind: 'code' },
  { name: 'unit', list: 'unit', kind: 'code' },
  { name: 'office', kind: 'text' },
];

/** What a column of each type of value holds; texts, sums and entries have none. */
const kinds: Readonly<Record<ValueType['kind'], FactColumn['kind'] | undefined>> = {
  code: 'code',
  country: 'code',
  unit: 'code',
  language: 'code',
  organisation: 'text',
  number: 'number',
  date: 'month',
  text: undefined,
  money: undefined,
  entries: undefined,
};

function columnOf({ name, type }: Variable): FactColumn | undefined {
  const kind = kinds[type.kind];
  if (kind === undefined) return undefined;
  if (kind !== 'code') return { name, kind };
  const list = type.kind === 'code' ? type.list : type.kind;
  return { name, list, kind: 'many' in type && type.many ? 'codes' : 'code' };
}

/** One variable may stand under several numbers of the criteria, or in a section and a fact. */
const once = (columns: readonly FactColumn[]) => [
  ...new Map(columns.map(column => [column.name, column])).values(),
];

/** Columns of the criteria: every variable that is neither sealed nor text, in sections and in life-cycle facts. */
export function factColumns({
  sections,
  lifeCycle,
}: Pick<Criteria, 'sections' | 'lifeCycle'>): readonly FactColumn[] {
  const variables = [...sections.flatMap(section => section.variables), ...lifeCycle];
  const columns = variables.filter(({ sealed }) => !sealed).flatMap(variable => columnOf(variable) ?? []);
  // Single codes first: PostgreSQL finds what stands early in a row sooner.
  const rank = ({ kind }: FactColumn) => (kind === 'code' ? 0 : 1);
  return once([...derived, ...columns]).sort((a, b) => rank(a) - rank(b));
}

export function sqlColumn({ kind }: FactColumn): EntitySchemaColumnOptions {
  switch (kind) {
    case 'code':
      return { type: 'smallint', nullable: true };
    case 'codes':
      return { type: 'smallint', array: true, nullable: true };
    case 'number':
    case 'month':
      return { type: 'integer', nullable: true };
    case 'text':
      return { type: 'text', nullable: true };
  }
}
