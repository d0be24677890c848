import { RowsWithinReach, type Reach } from '@hub/access';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import type { Proceeding } from '../case/proceeding';
import type { CaseFile, DefendantRow, PersonRecord, QualityRow, TaskRow } from '../read/case-tables';

/** One case as a page shows it: its row, and the proceeding its facts give. */
export interface CaseInView {
  readonly id: string;
  readonly row: CaseFile;
  readonly proceeding: Proceeding;
}

/** How long a page waits for the fact that was just recorded, in milliseconds. */
const PATIENCE = 2_000;

/** Reads single cases and persons for the pages. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly models: ReadModels,
    private readonly within: RowsWithinReach,
  ) {}

  /** Waits until the read models know a position of the log; a page that waited in vain shows what is known. */
  async caughtUp(after: string | undefined): Promise<void> {
    if (after !== undefined && /^\d{1,18}$/.test(after)) await this.models.waitFor(BigInt(after), PATIENCE);
  }

  /** @throws {Refusal} 404 */
  async read(id: string, after?: string): Promise<CaseInView> {
    await this.caughtUp(after);
    const [row] = await this.rows<CaseFile>('select * from case_file where id = $1', [id]);
    if (!row) throw new Refusal('judicial.case.unknown', {}, { status: 404 });
    return { id, row, proceeding: row.state.proceeding };
  }

  /** In the order in which they came into the case: person 1, person 2, … */
  async defendants({ id, proceeding }: CaseInView): Promise<readonly DefendantRow[]> {
    const rows = await this.rows<DefendantRow>('select * from defendant where case_id = $1', [id]);
    const order = proceeding.defendants.map(({ person }) => person);
    return rows.toSorted((a, b) => order.indexOf(a.person) - order.indexOf(b.person));
  }

  tasks({ id }: CaseInView): Promise<readonly TaskRow[]> {
    return this.rows<TaskRow>(
      'select *, due::text as due from task where case_id = $1 order by task.due nulls last, kind',
      [id],
    );
  }

  async quality({ id }: CaseInView): Promise<QualityRow | undefined> {
    return (await this.rows<QualityRow>('select * from case_quality where case_id = $1', [id]))[0];
  }

  async person(id: string): Promise<PersonRecord | undefined> {
    return (await this.rows<PersonRecord>('select * from person_record where id = $1', [id]))[0];
  }

  /** References of cases by their ids; one that is not known has none. */
  async references(ids: readonly string[]): Promise<{ readonly id: string; readonly reference: string }[]> {
    if (ids.length === 0) return [];
    const sql = 'select id, reference from case_file where id = any($1::uuid[]) order by reference';
    return this.rows(sql, [ids]);
  }

  /** @throws {Refusal} 404 for a case, or a person of it, beyond reach, as for one that does not exist */
  async assertWithin(reach: readonly Reach[], id: string, person?: string): Promise<void> {
    const found =
      person === undefined
        ? await this.within.query(reach, 'select from case_file where id = $1', [id])
        : await this.within.query(reach, 'select from defendant where case_id = $1 and person = $2', [
            id,
            person,
          ]);
    if (found.length === 0) throw new Refusal('access.not-found', {}, { status: 404 });
  }

  /** Id of the case with this reference; one beyond reach looks like one that does not exist. */
  async byReference(reference: string, reach: readonly Reach[]): Promise<string | undefined> {
    const sql = 'select id from case_file where reference = $1';
    const [found] = await this.within.query<{ id: string }>(reach, sql, [reference]);
    return found?.id;
  }

  private async rows<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
    return (await this.models.query<Row>(sql, values)).rows;
  }
}
