import type { Reach } from '@hub/access';
import type { Facet } from '@hub/read-model';
import { facetNames, type FacetName } from '../read/case-tables';

export const filterNames = [...facetNames, 'mine', 'due'] as const;
export type Filters = Partial<Record<(typeof filterNames)[number], string>>;

/** Ways to sort the list; what has no value comes last, and the reference decides between equals. */
export const sorts = {
  changed: { sql: 'changed_at', direction: 'desc' },
  opened: { sql: "coalesce(opened_first, date '0001-01-01')", direction: 'desc' },
  reference: { sql: 'reference', direction: 'asc' },
  deadline: { sql: "coalesce(next_deadline, date '9999-12-31')", direction: 'asc' },
  accused: { sql: 'suspects', direction: 'desc' },
} as const;
export type SortName = keyof typeof sorts;

interface Asked {
  readonly reach: readonly Reach[];
  readonly filters: Filters;
  readonly account: string;
}

interface Conditions {
  readonly sql: string;
  readonly values: unknown[];
}

type Place = (value: unknown) => string;

/** One way in which a case is within reach. */
function way({ scope, office, account, sealed }: Reach, place: Place): string {
  const open = sealed ? 'true' : 'not sealed';
  if (scope === 'all') return open;
  if (scope === 'own') return `(${open} and ${place(account ?? '')} = any (prosecutors))`;
  return `(${open} and office = ${place(office ?? '')})`;
}

const filterSql: Readonly<Record<keyof Filters, (value: string, place: Place, asked: Asked) => string>> = {
  stage: (value, place) => `stage = ${place(value)}`,
  legal_basis: (value, place) => `${place(value)} = any (legal_basis)`,
  origin: (value, place) => `origin = ${place(value)}`,
  main_exploitation: (value, place) => `main_exploitation = ${place(value)}`,
  closed: (value, place) => `closed = ${place(value === 'true')}`,
  mine: (_, place, { account }) => `${place(account)} = any (prosecutors)`,
  due: () => 'next_deadline is not null',
};

/** The conditions apart: what holds for every case within reach, and what was chosen, filter by filter. */
function partsOf(asked: Asked) {
  const values: unknown[] = [];
  const place: Place = value => `$${values.push(value)}`;
  const ways = asked.reach.map(one => way(one, place));
  const within = ways.length > 0 ? `(${ways.join(' or ')})` : 'false';
  const conditions = (names: readonly (keyof Filters)[]) =>
    names.flatMap(name => {
      const value = asked.filters[name];
      return value === undefined ? [] : [filterSql[name](value, place, asked)];
    });
  return { within, conditions, values, place };
}

/** What keeps a list to the cases within reach and to the filters chosen. */
export function conditionsOf(asked: Asked): Conditions {
  const { within, conditions, values } = partsOf(asked);
  return { sql: [within, ...conditions(filterNames)].join(' and '), values };
}

/** The same for counting: what was chosen of a list of values stands with its filter. */
export function facetConditions(asked: Asked) {
  const { within, conditions, values, place } = partsOf(asked);
  const sql = [within, ...conditions(['mine', 'due'])].join(' and ');
  const facets = facetNames.map((name): [FacetName, Facet] => {
    const value = asked.filters[name];
    const many = name === 'legal_basis' && { many: true };
    return [name, { ...many, ...(value !== undefined && { chosen: place(value) }) }];
  });
  return { sql, values, facets: Object.fromEntries(facets) as Record<FacetName, Facet> };
}

/** The same, after one case of the list in its order. */
export function pageConditions(asked: Asked, sort: SortName, after?: string): Conditions & { order: string } {
  const { sql, values } = conditionsOf(asked);
  const { sql: key, direction } = sorts[sort];
  const order = `${key} ${direction}, id ${direction}`;
  if (after === undefined) return { sql, values, order };
  values.push(after);
  const sign = direction === 'desc' ? '<' : '>';
  const last = `(select ${key}, id from case_file where id = $${values.length})`;
  return { sql: `${sql} and (${key}, id) ${sign} ${last}`, values, order };
}
