import { Injectable } from '@nestjs/common';
import { Resources, type Resource } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { validate as isUuid } from 'uuid';
import { Cases } from '../case/cases';
import type { Registration } from '../case/registration';
import type { CaseFileRow } from '../read/case-file';
import { Persons } from '../person/persons';

/** How long a decision on a person waits for read models behind the log, in milliseconds. */
const PATIENCE = 2_000;

/** What a decision on access needs to know of cases and persons. Cases are read from the log: never too late. */
@Injectable()
export class VictimsResources extends Resources {
  constructor(
    private readonly cases: Cases,
    private readonly persons: Persons,
    private readonly models: ReadModels,
  ) {
    super();
  }

  async find(kind: string, id: string): Promise<Resource | undefined> {
    if (!isUuid(id)) return undefined;
    switch (kind) {
      case 'case':
        return this.findCase(id);
      case 'person':
      case 'erasure':
        return this.findPerson(kind, id);
      default:
        return undefined;
    }
  }

  private async findCase(id: string): Promise<Resource | undefined> {
    const { state } = await this.cases.read(id);
    const { registration } = state.view;
    if (!registration) return undefined;
    const { office, county, assignees, sealed, person } = registration;
    const { state: of } = await this.persons.read(person);
    return {
      kind: 'case',
      id,
      office,
      assignees,
      sealed,
      restricted: of.restricted,
      ...(county && { county }),
    };
  }

  /**
   * A person is where the latest case is; before the first one, with the office that registered the person. Sealed
   * as soon as one of the cases is.
   */
  private async findPerson(kind: string, id: string): Promise<Resource | undefined> {
    const { state } = await this.persons.read(id);
    if (!state.registered) return undefined;
    const cases = await this.casesOf(id);
    const [latest] = cases;
    const county = latest?.county;
    const office = latest?.office ?? (await this.registeringOffice(id));
    return {
      kind,
      id,
      assignees: [...new Set(cases.flatMap(({ assignees }) => assignees))],
      sealed: cases.some(({ sealed }) => sealed),
      restricted: state.restricted,
      ...(office && { office }),
      ...(county && { county }),
      ...(state.erasure && { requestedBy: state.erasure.requestedBy }),
    };
  }

  /**
   * Which cases there are, the read model tells, once it knows what the log holds: whoever just opened the first case
   * of a person may see the person. How they stand, the log tells: a case just sealed is sealed.
   */
  private async casesOf(person: string): Promise<readonly Registration[]> {
    await this.models.catchUp(PATIENCE, ['cases']);
    const { rows } = await this.models.query<Pick<CaseFileRow, 'case_id'>>(
      'select case_id from case_file where person = $1 order by recorded_at desc',
      [person],
    );
    const states = await Promise.all(rows.map(({ case_id }) => this.cases.read(case_id)));
    return states.flatMap(({ state }) => state.view.registration ?? []);
  }

  private async registeringOffice(id: string): Promise<string | undefined> {
    const { events } = await this.persons.read(id);
    const meta = JSON.parse(events[0]?.meta ?? '{}') as { office?: string };
    return meta.office;
  }
}
