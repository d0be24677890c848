import { RowsWithinReach, type Reach } from '@hub/access';
import { countFacets, type FacetCounts } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import type { CaseFile, FacetName, QualityRow, TaskRow } from '../read/case-tables';
import {
  conditionsOf,
  facetConditions,
  pageConditions,
  type Filters,
  type SortName,
} from './list-conditions';

/** Cases of one page of the list. */
const PAGE = 25;
/** Most rows a file takes. */
const MOST = 50_000;

export interface Listing {
  readonly cases: readonly CaseFile[];
  /** Id of the case after which the next page begins. */
  readonly next?: string;
}

/** Something to be done in a case. */
export type DueTask = TaskRow & { readonly reference: string };

/** A list as it was asked for. */
export interface Question {
  readonly reach: readonly Reach[];
  readonly filters: Filters;
  readonly account: string;
}

export interface FaultyCase {
  readonly id: string;
  readonly reference: string;
  readonly findings: QualityRow['findings'];
  readonly missing: number;
}

/** The list of proceedings, its counts, its facets and its file: always under the same conditions, so that they agree. */
@Injectable()
export class ProceedingsList {
  constructor(private readonly within: RowsWithinReach) {}

  async list(question: Question, sort: SortName, after?: string): Promise<Listing> {
    const page = pageConditions(question, sort, after);
    const rows = await this.within.query<CaseFile>(
      question.reach,
      `select *, next_deadline::text as next_deadline from case_file where ${page.sql} order by ${page.order} limit ${PAGE + 1}`,
      page.values,
    );
    const cases = rows.slice(0, PAGE);
    const last = cases.at(-1);
    return { cases, ...(rows.length > PAGE && last && { next: last.id }) };
  }

  /** Every case of the list, for a file. */
  all(question: Question, sort: SortName): Promise<readonly CaseFile[]> {
    const { sql, values, order } = pageConditions(question, sort);
    return this.within.query<CaseFile>(
      question.reach,
      `select *, next_deadline::text as next_deadline from case_file where ${sql} order by ${order} limit ${MOST}`,
      values,
    );
  }

  /** How many cases the list has, and how many each value of a filter would leave. */
  counts(question: Question): Promise<FacetCounts<FacetName>> {
    const { sql, values, facets } = facetConditions(question);
    const statements = {
      query: <Row extends object>(text: string) => this.within.query<Row>(question.reach, text, values),
    };
    return countFacets(statements, 'case_file', sql, facets);
  }

  /** What waits in the cases within reach, the most urgent first; what has no day comes last. */
  async due(reach: readonly Reach[], limit: number): Promise<readonly DueTask[]> {
    const dated = await this.dated(reach, limit);
    return dated.length < limit ? [...dated, ...(await this.undated(reach, limit - dated.length))] : dated;
  }

  /** The most urgent tasks are tasks of the most urgent cases, to which an index leads. */
  private dated(reach: readonly Reach[], limit: number): Promise<readonly DueTask[]> {
    const { sql, values, order } = pageConditions({ reach, filters: { due: '1' }, account: '' }, 'deadline');
    return this.within.query(
      reach,
      `select t.*, t.due::text as due, f.reference
        from (select id, reference from case_file where ${sql} order by ${order} limit ${limit}) f
        join task t on t.case_id = f.id
        where t.due is not null order by t.due, f.reference, t.kind limit ${limit}`,
      values,
    );
  }

  private undated(reach: readonly Reach[], limit: number): Promise<readonly DueTask[]> {
    const { sql, values } = conditionsOf({ reach, filters: {}, account: '' });
    return this.within.query(
      reach,
      `select t.*, null as due, f.reference from task t join (select * from case_file where ${sql}) f
        on f.id = t.case_id where t.due is null order by f.reference, t.kind limit ${limit}`,
      values,
    );
  }

  /** Cases that break rules or lack answers, the worst first. */
  faulty(reach: readonly Reach[], limit: number): Promise<readonly FaultyCase[]> {
    const { sql, values } = conditionsOf({ reach, filters: {}, account: '' });
    return this.within.query(
      reach,
      `select f.id, f.reference, q.findings, q.due - q.filled as missing
        from case_quality q join (select id, reference from case_file where ${sql}) f on f.id = q.case_id
        where json_array_length(q.findings) > 0 or q.filled < q.due
        order by json_array_length(q.findings) desc, q.due - q.filled desc, f.reference limit ${limit}`,
      values,
    );
  }

  /** How many cells of each mandatory variable are due, and how many are filled. */
  cells(reach: readonly Reach[]): Promise<readonly { variable: string; due: number; filled: number }[]> {
    const { sql, values } = conditionsOf({ reach, filters: {}, account: '' });
    return this.within.query(
      reach,
      `select c.key as variable, sum((c.value->>0)::int)::int as due, sum((c.value->>1)::int)::int as filled
        from case_quality q join (select id from case_file where ${sql}) f on f.id = q.case_id,
          lateral json_each(q.cells) c
        group by c.key having sum((c.value->>1)::int) < sum((c.value->>0)::int)
        order by sum((c.value->>0)::int) - sum((c.value->>1)::int) desc, c.key`,
      values,
    );
  }
}
