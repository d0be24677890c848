import { compareClasses, type Dimension } from './dimensions';
import type { Computed, Queryable } from './compute';
import { filterSql, sourceSql, Statement, type Asked, type Cell } from './query';

interface Share {
  readonly organisation: string;
  readonly variable: number;
  readonly part: string;
  readonly of: string;
}

/** Indicators of the quality of data, which the hub computes about itself. */
export class ComputingQuality {
  /** @param mandatory names of the mandatory variables, in the order the read model counts them by */
  constructor(
    private readonly models: Queryable,
    private readonly mandatory: readonly string[],
  ) {}

  private dimensions(asked: Asked): readonly Dimension[] {
    const variable: Dimension = {
      name: 'variable',
      kind: 'code',
      sql: 'v.place',
      text: value => this.mandatory[Number(value) - 1] ?? '',
      value: () => undefined,
    };
    return asked.by.map(dimension => (dimension.name === 'variable' ? variable : dimension));
  }

  /** QI19: filled mandatory cells in percent of those due. */
  async completeness(asked: Asked): Promise<Computed> {
    const statement = new Statement();
    const where = `${filterSql(statement, asked.filters) || 'where true'} ${sourceSql(statement, asked.source, 'c')}`;
    const { rows } = await this.models.query<Share>(
      `select coalesce(c.office, 'unknown') as organisation, v.place as variable,
         count(*) filter (where v.place = any (c.filled)) as part, count(*) as of
       from case_fact c cross join lateral unnest(c.due) as v(place) ${where} group by 1, 2`,
      statement.parameters,
    );
    return this.summed(asked, rows);
  }

  /** QI20: facts entered within 14 days of their date, in percent of all dated facts. */
  async timeliness(asked: Asked): Promise<Computed> {
    const statement = new Statement();
    const where = `${filterSql(statement, asked.filters) || 'where true'} ${sourceSql(statement, asked.source, 'c')}`;
    const { rows } = await this.models.query<Share>(
      `select coalesce(c.office, 'unknown') as organisation, 0 as variable,
         sum(c.timely_facts) as part, sum(c.dated_facts) as of from case_fact c ${where} group by 1`,
      statement.parameters,
    );
    return this.summed(asked, rows);
  }

  private summed(asked: Asked, rows: readonly Share[]): Computed {
    const by = this.dimensions(asked);
    const sums = new Map<string, Cell>();
    for (const row of rows) {
      const classes = by.map(({ name }) => (name === 'variable' ? row.variable : row.organisation));
      const before = sums.get(JSON.stringify(classes))?.values ?? [0, 0];
      const values = [(before[0] ?? 0) + Number(row.part), (before[1] ?? 0) + Number(row.of)];
      sums.set(JSON.stringify(classes), { classes, values });
    }
    const known = [...sums.values()]
      .filter(({ values: [, of = 0] }) => of > 0)
      .sort((a, b) => compareClasses(a.classes[0] ?? 0, b.classes[0] ?? 0));
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
}
