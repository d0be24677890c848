import { Injectable } from '@nestjs/common';
import { History, openEvent, type LoggedEvent, type VersionConflict } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Case, type CaseEvent } from '../case/case';
import { differences, RecordSection } from '../case/record-section';
import { OrganisationEntry, organisationStreamId, type OrganisationFact } from '../organisation/organisation';
import type { PersonFact } from '../person/identity';
import { Person } from '../person/person';
import { upcasts } from '../upcasts';

/** Where a command is addressed, from the route. */
export type Address = Readonly<Record<string, string>>;

/** A fact that was recorded after the client looked: what it is, and which fields it carries. */
interface Since {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly section?: string;
  readonly fields: readonly string[];
}

function describe(event: LoggedEvent): Since {
  const { id, version, type, data } = openEvent<CaseEvent | PersonFact | OrganisationFact>(event, upcasts);
  const section = 'section' in data ? data.section : undefined;
  const fields = 'values' in data ? Object.keys(data.values) : Object.keys(data);
  return { id, version, type, fields, ...(section === undefined ? {} : { section }) };
}

/** Explains a conflict field by field, so that the client can decide without losing what was typed. */
@Injectable()
export class Conflicts {
  constructor(private readonly history: History) {}

  async explain(conflict: VersionConflict, command: object, address: Address): Promise<Refusal> {
    const { case: caseId } = address;
    const { events, version } = await this.recorded(address);
    const since = events.slice(conflict.expected).map(describe);
    const extra = { expected: conflict.expected, actual: version, since };
    const params = { expected: conflict.expected, version };
    return new Refusal('victims.request.conflict', params, {
      status: 409,
      extra: { ...extra, ...(await this.fields(command, caseId)) },
    });
  }

  /** What stands in the stream a command was addressed to. */
  private recorded({ case: caseId, person, id = '' }: Address) {
    if (caseId !== undefined) return this.history.read(Case, caseId);
    if (person !== undefined) return this.history.read(Person, person);
    return this.history.read(OrganisationEntry, organisationStreamId(id));
  }

  private async fields(command: object, caseId: string | undefined): Promise<object> {
    if (!(command instanceof RecordSection) || caseId === undefined) return {};
    const { state } = await this.history.read(Case, caseId);
    const recorded = state.view.sections[command.section]?.values ?? {};
    return { differences: differences(recorded, command.values) };
  }
}
