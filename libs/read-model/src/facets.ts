/** A filter of a list that has values to choose from. */
export interface Facet {
  /** Whether a row can have several. */
  readonly many?: boolean;
  /** Placeholder of the value that was chosen, such as `$3`, if one was. */
  readonly chosen?: string;
}

export interface FacetCounts<Name extends string> {
  /** Rows of the list, under all that was chosen. */
  readonly total: number;
  /** How many rows each value of a filter would leave, the other filters standing; the most frequent first. */
  readonly facets: Readonly<Record<Name, readonly { readonly value: string; readonly n: number }[]>>;
}

interface Statements {
  query<Row extends object>(text: string): Promise<readonly Row[]>;
}

type Row = Readonly<Record<string, unknown>>;

/** Codes of the criteria have neither. */
const [BETWEEN, AMONG] = ['|', ','];

/**
 * What a row is counted under, in one text: a list of a hundred thousand rows has few different ones, and an index that
 * holds them answers for the rows.
 * @param values of its filters, always in the same order; several where a row can have them
 */
export const listedUnder = (values: readonly (string | readonly string[] | null)[]): string =>
  values.map(value => [value ?? []].flat().join(AMONG)).join(BETWEEN);

const all = (conditions: readonly string[]) => (conditions.length > 0 ? conditions.join(' and ') : 'true');

/** One pass over the rows, however many filters there are, and then over what they are counted under. */
function statement(table: string, within: string, facets: readonly Facet[]): string {
  const chosen = facets.flatMap(({ chosen: value }, at) => (value === undefined ? [] : [`c${at}`]));
  const columns = facets.flatMap(({ many, chosen: value }, at) => {
    const part = `split_part(listed_under, '${BETWEEN}', ${at + 1})`;
    const condition = many ? `${value} = any (string_to_array(${part}, '${AMONG}'))` : `${part} = ${value}`;
    return [`${part} as f${at}`, ...(value === undefined ? [] : [`${condition} as c${at}`])];
  });
  const sum = (conditions: readonly string[], name: string) =>
    `coalesce(sum(rows) filter (where ${all(conditions)}), 0)::int as ${name}`;
  const others = chosen.map(one =>
    sum(
      chosen.filter(other => other !== one),
      `n${one.slice(1)}`,
    ),
  );
  const values = facets.map((_, at) => `f${at}`);
  return `select ${[...values, `grouping(${values.join(', ')}) as which`, sum(chosen, 'n'), ...others].join(', ')}
    from (select rows, ${columns.join(', ')}
      from (select listed_under, count(*) as rows from ${table} where ${within} group by listed_under) counted) listed
    group by grouping sets (${[...values.map(value => `(${value})`), '()'].join(', ')})`;
}

const descending = (one: { value: string; n: number }, other: { value: string; n: number }) =>
  other.n - one.n || (one.value < other.value ? -1 : 1);

/** Rows of one grouping set: `which` has a bit for every column that is not in it, the first column highest. */
function countsOf(rows: readonly Row[], facet: Facet, at: number, width: number) {
  const counted = new Map<string, number>();
  const which = (2 ** width - 1) ^ (2 ** (width - 1 - at));
  for (const row of rows) {
    if (row.which !== which) continue;
    const n = row[facet.chosen === undefined ? 'n' : `n${at}`] as number;
    const text = row[`f${at}`] as string;
    for (const value of facet.many ? text.split(AMONG) : [text]) {
      if (value !== '' && n > 0) counted.set(value, (counted.get(value) ?? 0) + n);
    }
  }
  return [...counted].map(([value, n]) => ({ value, n })).sort(descending);
}

/**
 * Counts a list and what its filters would leave of it. The table has a column `listed_under`, see {@link listedUnder}.
 * @param within condition of every row, whatever is chosen
 * @param facets the filters in the order of that column
 */
export async function countFacets<Name extends string>(
  statements: Statements,
  table: string,
  within: string,
  facets: Readonly<Record<Name, Facet>>,
): Promise<FacetCounts<Name>> {
  const names = Object.keys(facets) as Name[];
  const list = names.map(name => facets[name]);
  const rows = await statements.query<Row>(statement(table, within, list));
  const total = rows.find(({ which }) => which === 2 ** names.length - 1)?.n as number | undefined;
  const counted = names.map((name, at) => [name, countsOf(rows, facets[name], at, names.length)] as const);
  return {
    total: total ?? 0,
    facets: Object.fromEntries(counted) as unknown as FacetCounts<Name>['facets'],
  };
}
