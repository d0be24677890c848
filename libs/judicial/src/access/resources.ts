import { Injectable } from '@nestjs/common';
import { Resources, type Resource } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { History, type EventMeta, type LoggedEvent } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { validate as isUuid } from 'uuid';
import { Case } from '../case/case';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import { Person } from '../person/person';
import type { CaseFile } from '../read/case-tables';
import { unitOf } from '../read/case-row';

/** How long a decision on a person waits for read models behind the log, in milliseconds. */
const PATIENCE = 2_000;

const registeredAt = (first: LoggedEvent | undefined) =>
  first && (JSON.parse(first.meta) as Partial<EventMeta>).office;

/** What a decision on access needs to know of cases and persons, from the log itself: never too late. */
@Injectable()
export class JudicialResources extends Resources {
  constructor(
    private readonly history: History,
    private readonly models: ReadModels,
    private readonly book: CriteriaBook,
  ) {
    super();
  }

  async find(kind: string, id: string): Promise<Resource | undefined> {
    if (!isUuid(id)) return undefined;
    if (kind === 'case') return this.findCase(id);
    return kind === 'person' || kind === 'erasure' ? this.findPerson(kind, id) : undefined;
  }

  private async findCase(id: string): Promise<Resource | undefined> {
    const { proceeding: p } = (await this.history.read(Case, id)).state;
    if (!p.opened) return undefined;
    const { office, prosecutors: assignees, sealed } = p;
    const county = unitOf(this.book, office);
    const restricted = await this.isRestricted(p);
    return { kind: 'case', id, office, assignees, sealed, restricted, ...(county && { county }) };
  }

  /** A case of several goes on while processing of one of them is restricted; their identity does not open. */
  private async isRestricted(p: Proceeding): Promise<boolean> {
    const persons = ownDefendants(p).map(({ person }) => person);
    for (const person of persons) {
      const { state } = await this.history.read(Person, person);
      if (!state.restricted) return false;
    }
    return persons.length > 0;
  }

  /**
   * A person is where their latest case is, before the first one at the office that registered them, and belongs to
   * the prosecutors of all their cases. Sealed as soon as one of these is.
   */
  private async findPerson(kind: string, id: string): Promise<Resource | undefined> {
    const { state, events } = await this.history.read(Person, id);
    if (!state.registered) return undefined;
    const cases = await this.casesOf(id);
    const office = cases[0]?.office ?? registeredAt(events[0]);
    const county = office && unitOf(this.book, office);
    return {
      kind,
      id,
      assignees: [...new Set(cases.flatMap(({ prosecutors }) => prosecutors))],
      sealed: cases.some(({ sealed }) => sealed),
      restricted: state.restricted,
      ...(office && { office }),
      ...(county && { county }),
      ...(state.erasure && { requestedBy: state.erasure.requestedBy }),
    };
  }

  /**
   * Which cases there are, the read model tells, once it knows what the log holds: whoever just added a suspect may
   * see the person. How they stand, the log tells: a case just sealed is sealed.
   */
  private async casesOf(person: string): Promise<readonly Proceeding[]> {
    await this.models.catchUp(PATIENCE, ['proceedings']);
    const { rows } = await this.models.query<Pick<CaseFile, 'id'>>(
      `select f.id from defendant d join case_file f on f.id = d.case_id
        where d.person = $1 and d.severed_into is null group by f.id order by f.recorded_at desc, f.id`,
      [person],
    );
    const states = await Promise.all(rows.map(({ id }) => this.history.read(Case, id)));
    return states.map(({ state }) => state.proceeding);
  }
}
