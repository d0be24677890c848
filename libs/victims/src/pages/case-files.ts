import { RowsWithinReach, type Reach } from '@hub/access';
import { CriteriaBook, type Values } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';
import { viewOf, type CaseView } from '../case/case';
import { valuesOf } from '../case/values';
import type { Registration } from '../case/registration';
import type { CaseFileRow } from '../read/case-file';
import { casesOfPerson, type CasesOfPerson } from '../read/cases-of-person';
import type { PersonFileRow } from '../read/person-file';
import { Conditions } from '../read/reach-sql';

/** One case as a page shows it: its row, what follows from its facts, and the values under the names of the criteria. */
export interface CaseInView {
  readonly id: string;
  readonly row: CaseFileRow;
  readonly view: CaseView;
  readonly registration: Registration;
  readonly values: Values;
}

/** How long a page waits for the fact that was just recorded, in milliseconds. */
const PATIENCE = 2_000;

/** Reads single cases and persons for the pages. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly models: ReadModels,
    private readonly within: RowsWithinReach,
    private readonly book: CriteriaBook,
  ) {}

  /** Waits until the read models know a position of the log; a page that waited in vain shows what is known. */
  async caughtUp(after: string | undefined): Promise<void> {
    if (after !== undefined && /^\d{1,18}$/.test(after)) await this.models.waitFor(BigInt(after), PATIENCE);
  }

  /** @throws {Refusal} 404 */
  async read(id: string, after?: string): Promise<CaseInView> {
    await this.caughtUp(after);
    const { rows } = await this.models.query<CaseFileRow>('select * from case_file where case_id = $1', [id]);
    const [row] = rows;
    const view = row && viewOf(row.facts);
    if (!row || !view?.registration) throw new Refusal('victims.case.not-registered', {}, { status: 404 });
    return { id, row, view, registration: view.registration, values: valuesOf(view, this.book) };
  }

  async person(id: string): Promise<PersonFileRow | undefined> {
    const { rows } = await this.models.query<PersonFileRow>(
      'select * from person_file where person_id = $1',
      [id],
    );
    return rows[0];
  }

  /** Whom somebody counts as: the survivor where persons were merged. */
  async survivor(id: string): Promise<PersonFileRow | undefined> {
    const person = await this.person(id);
    return person?.into ? this.person(person.into) : person;
  }

  /** Person of a case within reach. @throws {Refusal} 404 for one beyond it, as for one that does not exist */
  async personOf(id: string, reach: readonly Reach[]): Promise<string> {
    const sql = 'select person from case_file where case_id = $1';
    const [found] = await this.within.query<{ person: string }>(reach, sql, [id]);
    if (!found) throw new Refusal('access.not-found', {}, { status: 404 });
    return found.person;
  }

  /** Id of the case with this reference; one beyond reach looks like one that does not exist. */
  async byReference(reference: string, reach: readonly Reach[]): Promise<string | undefined> {
    const [found] = await this.within.query<{ case_id: string }>(
      reach,
      'select case_id from case_file where reference = $1',
      [reference],
    );
    return found?.case_id;
  }

  casesOf(person: PersonFileRow, reach: readonly Reach[]): Promise<CasesOfPerson> {
    return casesOfPerson(this.models, person, reach);
  }

  /** Other cases that count for the same person, as far as they are within reach. */
  async alsoOf(
    { id }: CaseInView,
    reach: readonly Reach[],
  ): Promise<readonly { readonly id: string; readonly reference: string }[]> {
    const where = new Conditions().within(reach);
    const here = where.take(id);
    const { rows } = await this.models.query<{ id: string; reference: string }>(
      `select case_id as id, reference from case_file
        where ${where.sql} and case_id <> ${here} and case_id in (select other.case_id from case_fact as one
          join case_fact as other using (person) where one.case_id = ${here}) order by reference`,
      where.values,
    );
    return rows;
  }
}
