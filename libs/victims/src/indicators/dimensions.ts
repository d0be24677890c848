import type { CriteriaBook } from '@hub/codebook';
import type { Coding } from '../read/coding';
import { factColumns, type FactColumn } from '../read/fact-columns';
import { periodNumber, periodSql, periods, periodText, type Period } from './periods';

/** A dimension of tables: an SQL expression over counted rows, and how its numbers are written. */
export interface Dimension {
  readonly name: string;
  readonly kind: 'period' | 'code' | 'codes' | 'text';
  /** Column of the counted rows it needs; none for periods. */
  readonly column?: string;
  /** Expression over the counted rows `c`; for sets, over one member `m_<name>.v`. */
  readonly sql: string;
  readonly text: (value: number | string) => string;
  /** What a filter's text stands for; undefined when it is no class of this dimension. */
  readonly value: (text: string) => number | string | undefined;
}

const isPeriod = (name: string): name is Period =>
  (periods as readonly string[]).includes(name) && name !== 'none';

/** Names that stand for a column of another name. */
const columnsOfBreakdowns: Readonly<Record<string, string>> = {
  citizenship: 'main_citizenship',
  organisation: 'office',
};

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** All dimensions of the criteria: periods, breakdowns of indicators, and every variable that is held as a code. */
export class Dimensions {
  private readonly columns: ReadonlyMap<string, FactColumn>;

  constructor(
    private readonly book: CriteriaBook,
    private readonly coding: Coding,
  ) {
    this.columns = new Map(factColumns(book).map(column => [column.name, column]));
  }

  find(name: string): Dimension | undefined {
    if (isPeriod(name)) return periodDimension(name);
    const variable = this.book.breakdown(name)?.variable;
    const column =
      this.columns.get(columnsOfBreakdowns[name] ?? name) ??
      (variable === undefined ? undefined : this.columns.get(variable));
    return column && this.ofColumn(name, column);
  }

  private ofColumn(name: string, { name: column, kind, list = '' }: FactColumn): Dimension | undefined {
    if (kind === 'text') {
      const sql = `coalesce(c.${quoted(column)}, 'unknown')`;
      return { name, kind: 'text', column, sql, text: String, value: text => text };
    }
    if (kind !== 'code' && kind !== 'codes') return undefined;
    const one = kind === 'codes' ? `${quoted(`m_${name}`)}.v` : `c.${quoted(column)}`;
    return {
      name,
      kind,
      column,
      // Nothing recorded and "not known" are one class of a table.
      sql: `coalesce(${one}, -1)`,
      text: value => this.coding.code(list, Number(value)),
      value: text => this.numberOf(list, text),
    };
  }

  private numberOf(list: string, text: string): number | undefined {
    const number = this.coding.number(list, text);
    return number === 0 ? undefined : number;
  }
}

const periodDimension = (period: Period): Dimension => ({
  name: period,
  kind: 'period',
  sql: periodSql(period, 'c.month'),
  text: value => periodText(period, Number(value)),
  value: text => periodNumber(period, text),
});

/** The finest period among dimensions: the one a person is counted once in. */
export function finest(dimensions: readonly Dimension[]): Period {
  const used = dimensions.flatMap(({ name, kind }) => (kind === 'period' ? [name as Period] : []));
  return used.reduce<Period>(
    (best, next) => (periods.indexOf(next) > periods.indexOf(best) ? next : best),
    'none',
  );
}

/** Order of the criteria, reasons for missing codes last. */
export function compareClasses(one: number | string, other: number | string): number {
  if (typeof one === 'string' || typeof other === 'string') return String(one).localeCompare(String(other));
  if (one < 0 !== other < 0) return one < 0 ? 1 : -1;
  return one < 0 ? other - one : one - other;
}
