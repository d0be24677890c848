import type { CriteriaBook } from '@hub/codebook';
import type { Coding } from '../read/coding';
import { factColumns } from '../read/fact-columns';
import { countedSql, type Basis } from './counted';
import { finest, quoted, type Dimension } from './dimensions';
import type { Predicate } from './measures';

export interface Filter {
  readonly dimension: Dimension;
  readonly values: readonly (number | string)[];
}

/** What a table is asked for, once its names are understood. */
export interface Asked {
  readonly by: readonly Dimension[];
  readonly filters: readonly Filter[];
  /** Only cases of this import: its name, or the part before the hash. */
  readonly source?: string;
}

/** Numbers of the cells: one per dimension, then the values. */
export type Cell = { readonly classes: readonly (number | string)[]; readonly values: readonly number[] };

/** A statement and its parameters, built up piece by piece. */
export class Statement {
  readonly parameters: unknown[] = [];

  /** A placeholder for a value. */
  take(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }
}

/** Builds the statements of measures over one set of criteria. */
export class Queries {
  private readonly lists: ReadonlyMap<string, string | undefined>;

  constructor(
    book: CriteriaBook,
    private readonly coding: Coding,
  ) {
    this.lists = new Map(factColumns(book).map(({ name, list }) => [name, list]));
  }

  /** SQL for a condition over counted rows `c`. */
  condition(predicate: Predicate): string {
    if (predicate === 'always') return 'true';
    if ('all' in predicate) return predicate.all.map(part => this.condition(part)).join(' and ');
    const column = `c.${quoted(predicate.column)}`;
    if ('known' in predicate) return `${column} > 0`;
    if ('atMost' in predicate) return `coalesce(${column} between 0 and ${predicate.atMost}, false)`;
    const numbers = predicate.in.map(code => this.coding.number(this.listOf(predicate.column), code));
    return `${column} in (${numbers.join(', ')})`;
  }

  private listOf(column: string): string {
    return this.lists.get(column) ?? '';
  }

  /** Counted rows as `c`, with the members of every set a dimension or filter looks at. */
  from(statement: Statement, asked: Asked, basis: Basis, columns: readonly string[]): string {
    const dimensions = [...asked.by, ...asked.filters.map(({ dimension }) => dimension)];
    const needed = new Set([...columns, ...dimensions.flatMap(({ column }) => column ?? [])]);
    const sets = new Map(dimensions.filter(({ kind }) => kind === 'codes').map(one => [one.name, one]));
    const counted = countedSql({
      basis,
      period: finest(dimensions),
      columns: [...needed],
      presumed: this.coding.number('victim_status', 'presumed'),
      identified: this.coding.number('victim_status', 'identified'),
      where: sourceSql(statement, asked.source),
    });
    const members = [...sets.values()].map(
      ({ name, column = '' }) =>
        `cross join lateral unnest(coalesce(c.${quoted(column)}, '{-1}'::smallint[])) as ${quoted(`m_${name}`)}(v)`,
    );
    return [`from (${counted}) c`, ...members, filterSql(statement, asked.filters)].join('\n');
  }
}

export function sourceSql(statement: Statement, source: string | undefined, alias = 'f'): string {
  if (source === undefined) return '';
  const name = statement.take(source);
  return `and (${alias}.source = ${name} or starts_with(${alias}.source, ${name} || '-'))`;
}

export function filterSql(statement: Statement, filters: readonly Filter[]): string {
  const conditions = filters.map(({ dimension, values }) => {
    const type = dimension.kind === 'text' ? 'text' : 'int';
    return `${dimension.sql} = any (${statement.take(values)}::${type}[])`;
  });
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
}

/**
 * `select` and `group by` of dimensions, followed by the values of each cell. The answer is one row with a list for
 * each column: a table may have as many cells as a hundred thousand, which row by row take longer to read than to count.
 */
export function grouped(by: readonly Dimension[], values: readonly string[], from: string): string {
  const classes = by.map(({ sql }, index) => `${sql} as d${index}`);
  const group = by.length > 0 ? `group by ${by.map((_, index) => index + 1).join(', ')}` : '';
  const columns = [...by.map((_, index) => `d${index}`), ...values.map((_, index) => `v${index}`)];
  return `select ${columns.map(name => `json_agg(${name}) as ${name}`).join(', ')}
    from (select ${[...classes, ...values.map((sql, index) => `${sql} as v${index}`)].join(', ')}\n${from}\n${group}) cells`;
}

type Column = readonly (number | string | null)[];

/** Cells from the answer to {@link grouped}; a value that is null there is no number. */
export function cellsOf(
  [columns = {}]: readonly Record<string, unknown>[],
  by: readonly Dimension[],
  values: number,
): Cell[] {
  const column = (name: string) => (columns[name] ?? []) as Column;
  const classes = by.map((_, index) => column(`d${index}`));
  const figures = Array.from({ length: values }, (_, index) => column(`v${index}`));
  return (figures[0] ?? []).map((_, at) => ({
    classes: classes.map(of => of[at] ?? 0),
    values: figures.map(of => Number(of[at] ?? Number.NaN)),
  }));
}
