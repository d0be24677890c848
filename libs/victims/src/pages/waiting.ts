import { RowsWithinReach, type Reach } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import type { CaseFileRow } from '../read/case-file';
import { Conditions } from '../read/reach-sql';
import type { PersonState } from '../person/person';

/** Most cases with tasks that one page shows. */
export const MOST_DUE = 200;

/** A case somebody has asked to have a decision corrected in. */
export type Requested = Pick<CaseFileRow, 'case_id' | 'reference' | 'facts' | 'requests'>;

/** Requests that wait for a second person, not for who asked. */
export const awaiting = (requests: Requested['requests']) =>
  Object.entries(requests).filter(([, { returned }]) => !returned);

/** A person somebody has asked to have forgotten, with one of the cases. */
export interface AskedErasure {
  readonly case_id: string;
  readonly reference: string;
  readonly state: PersonState;
}

/** What waits for somebody: tasks with a date, and requests for a second person. */
@Injectable()
export class Waiting {
  constructor(
    private readonly models: ReadModels,
    private readonly within: RowsWithinReach,
  ) {}

  /** Cases with something that is waited for, the most urgent first; of one kind, where one is asked for. */
  async due(reach: readonly Reach[], limit = MOST_DUE, kind?: string) {
    const where = new Conditions().within(reach).add('next_due is not null');
    if (kind !== undefined) {
      where.add(
        `exists (select from json_array_elements(tasks) as t where t->>'kind' = ${where.take(kind)})`,
      );
    }
    const rows = await this.within.query<Pick<CaseFileRow, 'case_id' | 'reference' | 'tasks' | 'facts'>>(
      reach,
      `select case_id, reference, tasks, facts from case_file where ${where.sql}
        order by next_due, case_id limit ${where.take(limit)}`,
      where.values,
    );
    return rows;
  }

  /** How many tasks there are of each kind. */
  async kinds(reach: readonly Reach[]): Promise<readonly { kind: string; n: number }[]> {
    const where = new Conditions().within(reach).add('next_due is not null');
    const rows = await this.within.query<{ kind: string; n: number }>(
      reach,
      `select t->>'kind' as kind, count(*)::int as n from case_file, json_array_elements(tasks) as t
        where ${where.sql} group by 1 order by 1`,
      where.values,
    );
    return rows;
  }

  async corrections(reach: readonly Reach[]): Promise<readonly Requested[]> {
    const where = new Conditions().within(reach);
    const rows = await this.within.query<Requested>(
      reach,
      `select case_id, reference, facts, requests from case_file
        where ${where.sql} and requests::text <> '{}' order by next_due, case_id limit ${where.take(MOST_DUE)}`,
      where.values,
    );
    return rows;
  }

  /** The cases of a survivor are those of everybody absorbed, too: it may have none of its own. */
  async erasures(reach: readonly Reach[]): Promise<readonly AskedErasure[]> {
    const where = new Conditions().within(reach);
    const { rows } = await this.models.query<AskedErasure>(
      `select distinct on (p.person_id) f.case_id, f.reference, p.state
         from person_file p join case_fact c on c.person = p.person_id join case_file f using (case_id)
        where p.erasure = 'requested' and f.case_id in (select case_id from case_file where ${where.sql})
        order by p.person_id, f.recorded_at desc limit ${where.take(MOST_DUE)}`,
      where.values,
    );
    return rows;
  }
}
