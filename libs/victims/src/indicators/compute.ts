import type { Basis } from './counted';
import type { Dimension } from './dimensions';
import type { Measure } from './measures';
import { cellsOf, grouped, Statement, type Asked, type Cell, type Queries } from './query';

/** Whatever a statement can be sent to: the live read models, or a snapshot of them. */
export interface Queryable {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** Cells of a measure: dimensions, then one or several values. */
export interface Computed {
  readonly by: readonly Dimension[];
  /** Names of the values, `value` for the only or last one. */
  readonly values: readonly string[];
  readonly cells: readonly Cell[];
  /** Numerator and denominator of each cell of a share. */
  readonly counts?: readonly (readonly [number, number])[];
}

/** Fewer persons than this have no median. */
const QUANTILE_FLOOR = 10;

type Of<Kind extends Measure['kind']> = Extract<Measure, { kind: Kind }>;

export class Computing {
  constructor(
    private readonly queries: Queries,
    private readonly models: Queryable,
  ) {}

  private async run(statement: Statement, sql: string) {
    const { rows } = await this.models.query<Record<string, unknown>>(sql, statement.parameters);
    return rows;
  }

  async count(asked: Asked, { basis, when }: Of<'count'>): Promise<Computed> {
    const statement = new Statement();
    const from = this.queries.from(statement, asked, basis, when ? columnsOf(when) : []);
    const value = when ? `count(*) filter (where ${this.queries.condition(when)})` : 'count(*)';
    const rows = await this.run(statement, grouped(asked.by, [value], from));
    const cells = cellsOf(rows, asked.by, 1).filter(({ values: [count = 0] }) => count > 0);
    return { by: asked.by, values: ['value'], cells };
  }

  async share(asked: Asked, { basis, when, of }: Of<'share'>): Promise<Computed> {
    const statement = new Statement();
    const from = this.queries.from(statement, asked, basis, [...columnsOf(when), ...columnsOf(of)]);
    const base = this.queries.condition(of);
    const values = [
      `count(*) filter (where ${base} and ${this.queries.condition(when)})`,
      `count(*) filter (where ${base})`,
    ];
    const rows = await this.run(statement, grouped(asked.by, values, from));
    return percentages(asked.by, cellsOf(rows, asked.by, 2));
  }

  /** Members of a set, over persons of whom at least one member is known: sums may exceed 100. */
  async prevalence(asked: Asked, { basis, set }: Of<'prevalence'>): Promise<Computed> {
    const dimension = asked.by.find(({ name }) => name === set);
    const others = asked.by.filter(({ name }) => name !== set);
    const column = dimension?.column ?? '';
    const members = await this.count(asked, { kind: 'count', basis });
    const known = await this.base({ ...asked, by: others }, basis, `c."${column}" is not null`, [column]);
    return this.over(asked.by, set, members.cells, known);
  }

  /** Classes of one dimension, over persons whose class is known (or all of them). */
  async distribution(asked: Asked, { basis, over, known }: Of<'distribution'>): Promise<Computed> {
    const dimension = asked.by.find(({ name }) => name === over);
    const others = asked.by.filter(({ name }) => name !== over);
    const column = dimension?.column ?? '';
    const classes = await this.count(asked, { kind: 'count', basis });
    const base = await this.base({ ...asked, by: others }, basis, known ? `c."${column}" > 0` : 'true', [
      column,
    ]);
    return this.over(asked.by, over, classes.cells, base, known);
  }

  private async base(asked: Asked, basis: Basis, condition: string, columns: readonly string[]) {
    const statement = new Statement();
    const from = this.queries.from(statement, asked, basis, columns);
    const value = `count(*) filter (where ${condition})`;
    const rows = await this.run(statement, grouped(asked.by, [value], from));
    const cells = cellsOf(rows, asked.by, 1);
    return new Map(cells.map(({ classes, values: [count = 0] }) => [JSON.stringify(classes), count]));
  }

  private over(
    by: readonly Dimension[],
    name: string,
    cells: readonly Cell[],
    base: ReadonlyMap<string, number>,
    onlyKnown = true,
  ): Computed {
    const place = by.findIndex(dimension => dimension.name === name);
    const counted = cells
      .filter(({ classes }) => !onlyKnown || Number(classes[place]) > 0)
      .map(({ classes, values: [count = 0] }) => {
        const rest = classes.filter((_, index) => index !== place);
        return { classes, values: [count, base.get(JSON.stringify(rest)) ?? 0] };
      });
    return percentages(by, counted);
  }

  async quantiles(asked: Asked, { basis, column, at }: Of<'quantiles'>): Promise<Computed> {
    const statement = new Statement();
    const from = this.queries.from(statement, asked, basis, [column]);
    const parts = Object.values(at).map(
      part => `percentile_cont(${part}) within group (order by c."${column}")`,
    );
    const rows = await this.run(statement, grouped(asked.by, [...parts, `count(c."${column}")`], from));
    const cells = cellsOf(rows, asked.by, parts.length + 1)
      .filter(({ values }) => (values.at(-1) ?? 0) >= QUANTILE_FLOOR)
      .map(({ classes, values }) => ({ classes, values: values.slice(0, -1) }));
    return { by: asked.by, values: parts.length > 1 ? Object.keys(at) : ['value'], cells };
  }
}

/** In percent with one decimal; a cell without anybody to count has no share. */
function percentages(by: readonly Dimension[], cells: readonly Cell[]): Computed {
  const known = cells.filter(({ values: [, of = 0] }) => of > 0);
  return {
    by,
    values: ['value'],
    cells: known.map(({ classes, values: [part = 0, of = 1] }) => ({
      classes,
      values: [Math.round((part / of) * 1_000) / 10],
    })),
    counts: known.map(({ values: [part = 0, of = 0] }) => [part, of] as const),
  };
}

function columnsOf(predicate: Of<'share'>['when']): string[] {
  if (predicate === 'always') return [];
  return 'all' in predicate ? predicate.all.flatMap(columnsOf) : [predicate.column];
}
