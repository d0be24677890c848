import type { Reach } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import type { CaseFact, CaseFile, DefendantRow, TaskRow } from '../read/case-tables';

/** Cases of one page of the list. */
const PAGE = 50;

export interface Page {
  readonly cases: readonly CaseFile[];
  readonly total: number;
  /** Where the next page begins. */
  readonly next?: string;
}

/** The condition that keeps a person within reach: own cases, own office, or all; sealed ones where the right says so. */
function within(reach: readonly Reach[]): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const parts = reach.map(({ scope, office, account, sealed }) => {
    const open = sealed ? 'true' : 'not sealed';
    if (scope === 'all') return open;
    if (scope === 'own') return `${open} and ${place(account)} = any (prosecutors)`;
    return `${open} and office = ${place(office)}`;
  });
  return { sql: parts.length > 0 ? `(${parts.join(' or ')})` : 'false', values };
}

/** What the pages show of proceedings, from the read model and within reach only. */
@Injectable()
export class ProceedingsList {
  constructor(private readonly models: ReadModels) {}

  /** @param after reference of the last case of the page before */
  async page(reach: readonly Reach[], stage: string | undefined, after: string | undefined): Promise<Page> {
    const { sql, values } = within(reach);
    const staged = stage === undefined ? '' : ` and stage = $${values.push(stage)}`;
    const counted = await this.models.query<{ n: number }>(
      `select count(*)::int as n from case_file where ${sql}${staged}`,
      [...values],
    );
    const paged = after === undefined ? '' : ` and reference < $${values.push(after)}`;
    const { rows } = await this.models.query<CaseFile>(
      `select * from case_file where ${sql}${staged}${paged} order by reference desc limit ${PAGE + 1}`,
      values,
    );
    const cases = rows.slice(0, PAGE);
    const last = cases.at(-1);
    return {
      cases,
      total: counted.rows[0]?.n ?? 0,
      ...(rows.length > PAGE && last && { next: last.reference }),
    };
  }

  /** Undefined for a case that does not exist or lies out of reach: the two look the same from outside. */
  async one(reach: readonly Reach[], id: string): Promise<CaseFile | undefined> {
    const { sql, values } = within(reach);
    const { rows } = await this.models.query<CaseFile>(
      `select * from case_file where ${sql} and id::text = $${values.length + 1}`,
      [...values, id],
    );
    return rows[0];
  }

  async defendants(id: string): Promise<readonly DefendantRow[]> {
    const text = 'select * from defendant where case_id = $1 order by suspected_on, person';
    return (await this.models.query<DefendantRow>(text, [id])).rows;
  }

  async facts(id: string): Promise<readonly CaseFact[]> {
    const text = 'select * from case_fact where case_id = $1 order by version desc';
    return (await this.models.query<CaseFact>(text, [id])).rows;
  }

  async due(reach: readonly Reach[]): Promise<readonly (TaskRow & { readonly reference: string })[]> {
    const { sql, values } = within(reach);
    const { rows } = await this.models.query<TaskRow & { reference: string }>(
      `select t.*, f.reference from task t join case_file f on f.id = t.case_id
       where ${sql} and not f.closed order by t.due nulls last limit 20`,
      values,
    );
    return rows;
  }
}
