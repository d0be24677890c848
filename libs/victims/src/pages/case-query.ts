import { RowsWithinReach, type Reach } from '@hub/access';
import { countFacets, type Facet as Counted, type FacetCounts } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import { facetNames, facetSql, type CaseFileRow, type Facet } from '../read/case-file';
import { Conditions } from '../read/reach-sql';

const others = ['missing', 'mine'] as const;
export const filterNames = [...facetNames, ...others] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** Orders of the list; the reference makes each of them total, so that no case is on two pages. */
const orders = {
  updated: 'updated_at desc, case_id desc',
  registered: 'registered_on desc, case_id desc',
  due: 'next_due nulls last, case_id',
  reference: 'reference',
} as const;
export type Order = keyof typeof orders;
export const orderNames = Object.keys(orders) as readonly Order[];

/** What a list shows of a case: no identity is in it. */
export type ListedCase = Pick<
  CaseFileRow,
  | 'case_id'
  | 'reference'
  | 'stage'
  | 'sex'
  | 'age_group'
  | 'main_exploitation'
  | 'county'
  | 'office'
  | 'registered_on'
  | 'updated_at'
  | 'next_due'
>;

/** Which cases are asked for, by whom. */
export interface Asked {
  readonly reach: readonly Reach[];
  readonly filters: Filters;
  /** Account of the reader, for the cases assigned to it. */
  readonly account: string;
}

export const PAGE = 25;
/** Most cases of one file; whoever needs more has the tables. */
export const MOST_EXPORTED = 10_000;
const columns = `case_id, reference, stage, sex, age_group, main_exploitation, county, office, registered_on,
  updated_at::text, next_due::text`;

/** The list of cases, its counts, its facets and its file: always under the same conditions, so that they agree. */
@Injectable()
export class CaseQuery {
  constructor(private readonly within: RowsWithinReach) {}

  /** @param page from 1 */
  async list(asked: Asked, order: Order = 'updated', page = 1): Promise<readonly ListedCase[]> {
    return this.rows(asked, order, { limit: PAGE, offset: (page - 1) * PAGE });
  }

  /** How many cases the list has, and how many each value of a filter would leave. */
  counts({ reach, filters, account }: Asked): Promise<FacetCounts<Facet>> {
    const where = new Conditions().within(reach);
    for (const name of others) choose(where, name, filters[name], account);
    const facet = (name: Facet): Counted => {
      const chosen = filters[name];
      return chosen === undefined ? {} : { chosen: where.take(chosen) };
    };
    const facets = Object.fromEntries(facetNames.map(name => [name, facet(name)])) as Record<Facet, Counted>;
    const statements = {
      query: <Row extends object>(text: string) => this.within.query<Row>(reach, text, where.values),
    };
    return countFacets(statements, 'case_file', where.sql, facets);
  }

  /** All of them, up to {@link MOST_EXPORTED}. */
  async all(asked: Asked, order: Order): Promise<readonly ListedCase[]> {
    return this.rows(asked, order, { limit: MOST_EXPORTED, offset: 0 });
  }

  private async rows(asked: Asked, order: Order, { limit, offset }: { limit: number; offset: number }) {
    const where = conditionsOf(asked);
    const rows = await this.within.query<ListedCase>(
      asked.reach,
      `select ${columns} from case_file where ${where.sql}
        order by ${orders[order]} limit ${where.take(limit)} offset ${where.take(offset)}`,
      where.values,
    );
    return rows;
  }
}

function conditionsOf({ reach, filters, account }: Asked): Conditions {
  const where = new Conditions().within(reach);
  for (const name of filterNames) choose(where, name, filters[name], account);
  return where;
}

function choose(where: Conditions, name: FilterName, value: string | undefined, account: string): void {
  if (value === undefined) return;
  if (name === 'mine') where.add(`${where.take(account)} = any (assignees)`);
  else if (name === 'missing') where.add(`${where.take(value)} = any (missing)`);
  else where.add(`${facetSql[name]} = ${where.take(value)}`);
}
