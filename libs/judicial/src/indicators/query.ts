import { Refusal } from '@hub/platform';
import type { Sql } from '@hub/read-model';
import type { Coding } from '../read/coding';
import { FIRST } from '../read/firsts';
import { chosen, periods, type Dimension, type Table, type TableRequest } from './dimension';

/** What an indicator is computed with. */
export interface Measuring {
  readonly indicator: string;
  readonly request: TableRequest;
  readonly sql: Sql;
  readonly coding: Coding;
}

export interface Grouping {
  /** Table or subquery; its rows have `year`, `month` and `source` beside the dimensions. */
  readonly from: string;
  readonly where?: readonly string[];
  readonly dimensions: readonly Dimension[];
  /** Dimensions every answer has, whether asked for or not: without them figures would be added up that must not. */
  readonly always?: readonly Dimension[];
  /** Columns of figures after the dimensions, the last one called `value`. */
  readonly values: Readonly<Record<string, string>>;
  readonly having?: string;
}

const cell = (value: unknown): string | number => {
  if (typeof value === 'number') return value;
  // Counts and sums come as text because they may be larger than a double holds exactly.
  const number = Number(value);
  return value === null || Number.isNaN(number) ? '' : number;
};

function conditions(request: TableRequest, dimensions: readonly Dimension[], indicator: string) {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const asked = Object.entries(request.filters ?? {});
  const where = asked.map(([name, classes]) => {
    const [dimension] = chosen(dimensions, [name], indicator);
    const read = classes.map(shown => {
      const value = dimension?.read(shown);
      if (value === undefined) {
        throw new Refusal('judicial.table.unknown-class', { breakdown: name, class: shown });
      }
      return value;
    });
    return `(${dimension?.sql ?? ''}) = any(${bind(read)})`;
  });
  if (request.source !== undefined) where.push(`source = ${bind(request.source)}`);
  return { where, values };
}

/** One grouped query: the non-zero cells in the order of the criteria. */
export async function grouped(measuring: Measuring, grouping: Grouping): Promise<Table> {
  const { indicator, request, sql } = measuring;
  const available = [...periods, ...grouping.dimensions, ...(grouping.always ?? [])];
  const extra = (grouping.always ?? []).filter(one => !request.by.includes(one.name));
  const by = [...chosen(available, request.by, indicator), ...extra];
  const { where, values } = conditions(request, available, indicator);
  const all = [...(grouping.where ?? []), ...where];
  const selected = [
    ...by.map((dimension, at) => `${dimension.sql} as d${at}`),
    ...Object.entries(grouping.values).map(([name, expression]) => `${expression} as "${name}"`),
  ];
  const groups = by.map((_, at) => `d${at}`).join(', ');
  const { rows } = await sql.query<Record<string, number | string | null>>(
    `select ${selected.join(', ')} from ${grouping.from} f ${all.length > 0 ? `where ${all.join(' and ')}` : ''}
     ${groups ? `group by ${groups}` : ''} ${grouping.having ? `having ${grouping.having}` : ''}
     ${groups ? `order by ${groups}` : ''}`,
    values,
  );
  const figures = Object.keys(grouping.values);
  return {
    columns: [...by.map(dimension => dimension.name), ...figures],
    rows: rows
      .map(row => [
        ...by.map((dimension, at) => dimension.show(row[`d${at}`] ?? null)),
        ...figures.map(name => cell(row[name])),
      ])
      .filter(row => row.at(-1) !== 0 || figures.length > 1),
  };
}

/** A person counts once in the finest period the table speaks of; without one, once for all time. */
export function firstBit({ by, filters = {} }: TableRequest): number {
  const spoken = periods.filter(({ name }) => by.includes(name) || name in filters);
  return FIRST[spoken.at(-1)?.kind ?? 'ever'];
}
