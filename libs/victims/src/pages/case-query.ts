import type { Reach } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import type { CaseFileRow } from '../read/case-file';

export const filterNames = ['stage', 'sex', 'age_group', 'main_exploitation', 'county', 'mine'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

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
  | 'updated_at'
  | 'next_due'
  | 'errors'
  | 'queries'
>;

/** Where a page of the list begins: after this case. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

export interface Listing {
  readonly cases: readonly ListedCase[];
  readonly total: number;
  readonly next?: Cursor;
}

/** Conditions with numbered parameters. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  add(sql: (place: string) => string, value: unknown): void {
    this.values.push(value);
    this.parts.push(sql(`$${this.values.length}`));
  }

  reach(reach: readonly Reach[]): void {
    const ways = reach.map(way => this.way(way));
    this.parts.push(ways.length === 0 ? 'false' : `(${ways.join(' or ')})`);
  }

  private way({ scope, office, county, account, sealed }: Reach): string {
    const open = sealed ? '' : ' and not sealed';
    if (scope === 'all') return `(true${open})`;
    const value = scope === 'office' ? office : scope === 'county' ? county : account;
    this.values.push(value ?? '');
    const place = `$${this.values.length}`;
    if (scope === 'own') return `(${place} = any (assignees)${open})`;
    return `(${scope} = ${place}${open})`;
  }

  get sql(): string {
    return this.parts.join(' and ');
  }
}

const PAGE = 25;
const columns = `case_id, reference, stage, sex, age_group, main_exploitation, county, office, updated_at::text,
  next_due::text, errors, queries`;

/** The list of cases, its counts and its facets: always under the same conditions, so that they agree. */
@Injectable()
export class CaseQuery {
  constructor(private readonly models: ReadModels) {}

  async list(reach: readonly Reach[], filters: Filters, after?: Cursor, account?: string): Promise<Listing> {
    const where = conditionsOf(reach, filters, account);
    const counted = await this.models.query<{ n: number }>(
      `select count(*)::int as n from case_file where ${where.sql}`,
      where.values,
    );
    const page = conditionsOf(reach, filters, account);
    if (after) {
      page.values.push(after.at, after.id);
      const [at, id] = [page.values.length - 1, page.values.length];
      const { rows } = await this.page(
        `${page.sql} and (updated_at, case_id) < ($${at}::timestamptz, $${id}::uuid)`,
        page.values,
      );
      return listing(rows, counted.rows[0]?.n ?? 0);
    }
    const { rows } = await this.page(page.sql, page.values);
    return listing(rows, counted.rows[0]?.n ?? 0);
  }

  /** How many cases each value of a filter would leave, the other filters standing. */
  async facet(
    reach: readonly Reach[],
    filters: Filters,
    name: Exclude<FilterName, 'mine'>,
    account?: string,
  ) {
    const others = { ...filters, [name]: undefined };
    const where = conditionsOf(reach, others, account);
    const { rows } = await this.models.query<{ value: string; n: number }>(
      `select ${name} as value, count(*)::int as n from case_file
        where ${where.sql} and ${name} is not null group by ${name} order by n desc, value`,
      where.values,
    );
    return rows;
  }

  /** Cases with something that is waited for, the most urgent first. */
  async due(reach: readonly Reach[], limit: number) {
    const where = conditionsOf(reach, {});
    const { rows } = await this.models.query<Pick<CaseFileRow, 'case_id' | 'reference' | 'tasks'>>(
      `select case_id, reference, tasks from case_file where ${where.sql} and next_due is not null
        order by next_due, case_id limit ${limit}`,
      where.values,
    );
    return rows;
  }

  /** Cases that break rules or lack answers, the worst first. */
  async faulty(reach: readonly Reach[], limit: number) {
    const where = conditionsOf(reach, {});
    const { rows } = await this.models.query<
      Pick<
        CaseFileRow,
        'case_id' | 'reference' | 'findings' | 'missing' | 'errors' | 'queries' | 'notes' | 'county'
      >
    >(
      `select case_id, reference, findings, missing, errors, queries, notes, county from case_file
        where ${where.sql} and (errors + queries > 0 or cardinality(missing) > 0)
        order by errors desc, queries desc, cardinality(missing) desc, case_id limit ${limit}`,
      where.values,
    );
    return rows;
  }

  /** How many cases lack each mandatory answer. */
  async missing(reach: readonly Reach[]) {
    const where = conditionsOf(reach, {});
    const { rows } = await this.models.query<{ variable: string; n: number; of: number }>(
      `select variable, count(*)::int as n, (select count(*)::int from case_file where ${where.sql}) as of
        from case_file, unnest(missing) as variable where ${where.sql} group by variable order by n desc, variable`,
      where.values,
    );
    return rows;
  }

  private page(sql: string, values: unknown[]) {
    return this.models.query<ListedCase>(
      `select ${columns} from case_file where ${sql} order by updated_at desc, case_id desc limit ${PAGE + 1}`,
      values,
    );
  }
}

function conditionsOf(reach: readonly Reach[], filters: Filters, account?: string): Conditions {
  const where = new Conditions();
  where.reach(reach);
  for (const name of filterNames) {
    const value = filters[name];
    if (value === undefined) continue;
    if (name === 'mine') where.add(place => `${place} = any (assignees)`, account ?? '');
    else where.add(place => `${name} = ${place}`, value);
  }
  return where;
}

function listing(rows: readonly ListedCase[], total: number): Listing {
  const cases = rows.slice(0, PAGE);
  const last = cases.at(-1);
  const more = rows.length > PAGE && last;
  return { cases, total, ...(more && { next: { at: last.updated_at, id: last.case_id } }) };
}
