import { finest, type Dimension } from './dimensions';
import type { Computed, Queryable } from './compute';
import { monthsIn, type Period } from './periods';
import { cellsOf, filterSql, grouped, sourceSql, Statement, type Asked } from './query';

/** Rows of `case_event_fact` with the columns of their case; their month under the name given. */
function eventRows(statement: Statement, asked: Asked, kinds: readonly string[], month = 'month'): string {
  const source = sourceSql(statement, asked.source);
  const dimensions = [...asked.by, ...asked.filters.map(({ dimension }) => dimension)];
  const columns = [...new Set(dimensions.flatMap(({ column }) => column ?? []))].filter(
    column => !(column in eventColumns),
  );
  const own = Object.entries(eventColumns).map(
    ([column, { kind, sql }]) => `case when e.kind = any ('{${kind}}') then ${sql} end as "${column}"`,
  );
  const cells = [...columns.map(column => `f."${column}"`), ...own];
  return `select f.person, e.kind, e.month as ${month}, e.until, e.cents, e.currency, ${cells.join(', ')}
      from case_event_fact e join case_fact f using (case_id)
      where e.kind = any (${statement.take(kinds)}) ${source}`;
}

/** The same as counted rows `c`, filtered. */
const eventsFrom = (statement: Statement, asked: Asked, kinds: readonly string[]) =>
  `from (${eventRows(statement, asked, kinds)}) c ${filterSql(statement, asked.filters)}`;

/** Dimensions that an event carries itself. */
const eventColumns: Readonly<Record<string, { readonly kind: string; readonly sql: string }>> = {
  residence_measure: { kind: 'residence', sql: 'e.code' },
  return_type: { kind: 'return', sql: 'e.code' },
  return_country: { kind: 'return', sql: 'e.country' },
  proceedings_role: { kind: 'participation', sql: 'e.code' },
  compensation_source: { kind: 'claimed,awarded,paid', sql: 'e.code' },
  accommodation_type: { kind: 'assistance', sql: 'e.code' },
};

const kindDimension: Dimension = {
  name: 'event',
  kind: 'text',
  sql: 'c.kind',
  text: String,
  value: text => text,
};

export class ComputingEvents {
  constructor(
    private readonly models: Queryable,
    private readonly currency: (number: number) => string,
  ) {}

  /** Persons with a residence measure or a return; a person once per cell. */
  async residence(asked: Asked): Promise<Computed> {
    const names = new Set(asked.by.map(({ name }) => name));
    const returns = names.has('return_type') || names.has('return_country');
    const kinds = returns
      ? ['return']
      : names.has('residence_measure')
        ? ['residence']
        : ['residence', 'return'];
    const by = kinds.length > 1 ? [...asked.by, kindDimension] : asked.by;
    const statement = new Statement();
    const from = eventsFrom(statement, { ...asked, by }, kinds);
    const { rows } = await this.models.query<Record<string, unknown>>(
      grouped(by, ['count(distinct c.person)'], from),
      statement.parameters,
    );
    return { by, values: ['value'], cells: cellsOf(rows, by, 1) };
  }

  /** Persons who took part, claimed, were awarded or paid compensation, and the sums in each currency. */
  async proceedings(asked: Asked): Promise<Computed> {
    const currency: Dimension = {
      name: 'currency',
      kind: 'code',
      sql: 'c.currency',
      text: value => (value === 0 ? '' : this.currency(Number(value))),
      value: () => undefined,
    };
    const by = [...asked.by, kindDimension, currency];
    const statement = new Statement();
    const kinds = ['participation', 'claimed', 'awarded', 'paid'];
    const from = eventsFrom(statement, { ...asked, by: asked.by }, kinds);
    const values = ['coalesce(sum(c.cents), 0) / 100.0', 'count(distinct c.person)'];
    const { rows } = await this.models.query<Record<string, unknown>>(
      grouped(by, values, from),
      statement.parameters,
    );
    return { by, values: ['sum', 'value'], cells: cellsOf(rows, by, 2) };
  }

  /** Persons with assistance running on the last day of each period; without a period, now. */
  async stock(asked: Asked): Promise<Computed> {
    const statement = new Statement();
    const period = finest(asked.by);
    const rowsOf = eventRows(statement, asked, ['assistance'], 'begun');
    const running = period === 'none' ? openNow(rowsOf) : onLastDays(rowsOf, period);
    const from = `from (${running}) c ${filterSql(statement, asked.filters)}`;
    const { rows } = await this.models.query<Record<string, unknown>>(
      grouped(asked.by, ['count(distinct c.person)'], from),
      statement.parameters,
    );
    return { by: asked.by, values: ['value'], cells: cellsOf(rows, asked.by, 1) };
  }
}

const openNow = (events: string) => `select a.*, a.begun as month from (${events}) a where a.until is null`;

/** Each running assistance once for every period over at whose end it ran; `month` is the last of the period. */
function onLastDays(events: string, period: Exclude<Period, 'none'>): string {
  const step = monthsIn(period);
  return `select a.*, (at.n / 12) * 100 + at.n % 12 + 1 as month from (${events}) a
      cross join lateral generate_series(
        ((a.begun / 100) * 12 + greatest(a.begun % 100, 1) - 1) / ${step} * ${step} + ${step - 1},
        case when a.until is null
          then extract(year from now())::int * 12 + extract(month from now())::int - 2
          else (a.until / 100) * 12 + greatest(a.until % 100, 1) - 2 end,
        ${step}) at(n)`;
}
