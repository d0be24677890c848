import { RowsWithinReach, type Reach } from '@hub/access';
import { Injectable } from '@nestjs/common';
import type { CaseFileRow } from '../read/case-file';
import { Conditions } from '../read/reach-sql';

const columnOf = {
  stage: 'stage',
  sex: 'sex',
  age_group: 'age_group',
  main_exploitation: 'main_exploitation',
  county: 'county',
  year: 'left(registered_on, 4)',
} as const;
/** A filter with a list of values to choose from. */
export type Facet = keyof typeof columnOf;
export const facetNames = Object.keys(columnOf) as readonly Facet[];

export const filterNames = [...facetNames, 'missing', 'mine'] as const;
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

export interface Listing {
  readonly cases: readonly ListedCase[];
  readonly total: number;
}

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
  async list(asked: Asked, order: Order = 'updated', page = 1): Promise<Listing> {
    const total = await this.count(asked);
    return { total, cases: await this.rows(asked, order, { limit: PAGE, offset: (page - 1) * PAGE }) };
  }

  async count(asked: Asked): Promise<number> {
    const where = conditionsOf(asked);
    const rows = await this.within.query<{ n: number }>(
      asked.reach,
      `select count(*)::int as n from case_file where ${where.sql}`,
      where.values,
    );
    return rows[0]?.n ?? 0;
  }

  /** All of them, up to {@link MOST_EXPORTED}. */
  async all(asked: Asked, order: Order): Promise<readonly ListedCase[]> {
    return this.rows(asked, order, { limit: MOST_EXPORTED, offset: 0 });
  }

  /** How many cases each value of a filter would leave, the other filters standing. */
  async facet(asked: Asked, name: Facet): Promise<readonly { value: string; n: number }[]> {
    const where = conditionsOf({ ...asked, filters: { ...asked.filters, [name]: undefined } });
    const column = columnOf[name];
    const rows = await this.within.query<{ value: string; n: number }>(
      asked.reach,
      `select ${column} as value, count(*)::int as n from case_file
        where ${where.sql} and ${column} is not null group by 1 order by n desc, value`,
      where.values,
    );
    return rows;
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
  for (const name of filterNames) {
    const value = filters[name];
    if (value === undefined) continue;
    if (name === 'mine') where.add(`${where.take(account)} = any (assignees)`);
    else if (name === 'missing') where.add(`${where.take(value)} = any (missing)`);
    else where.add(`${columnOf[name]} = ${where.take(value)}`);
  }
  return where;
}
