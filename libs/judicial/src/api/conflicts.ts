import { Injectable } from '@nestjs/common';
import type { Value, Values } from '@hub/codebook';
import { History, openEvent, type LoggedEvent, type VersionConflict } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Case } from '../case/case';
import type { CaseEvent } from '../case/events';
import { defendantOf } from '../case/proceeding';
import { RecordSection } from '../case/record-section';
import { Person } from '../person/person';
import { upcasts } from '../upcasts';
import { masked } from './sealed';

const idOf = (stream: string) => stream.slice(stream.indexOf('-') + 1);

/** A fact that came after the version the client looked at: what it is, and which fields it has. */
function described(event: LoggedEvent) {
  const { id, version, type, data } = openEvent<CaseEvent>(event, upcasts);
  const values = 'values' in data ? data.values : undefined;
  const section = 'section' in data ? { section: data.section } : {};
  const person = 'person' in data && data.person !== undefined ? { person: data.person } : {};
  return { id, version, type, ...section, ...person, fields: Object.keys(values ?? data) };
}

/** Variables in which what was typed differs from what stands; of sealed ones only that they may. */
function differences(standing: Values, given: Values): object[] {
  const names = [...new Set([...Object.keys(standing), ...Object.keys(given)])];
  const text = (value: Value | undefined) => JSON.stringify(value ?? null);
  return names
    .filter(name => text(standing[name]) !== text(given[name]))
    .map(variable => ({
      variable,
      recorded: masked(standing[variable] ?? null),
      given: given[variable] ?? null,
    }));
}

/** Says what has changed, field by field, so that nobody has to type anything again. */
@Injectable()
export class Conflicts {
  constructor(private readonly history: History) {}

  async explain({ stream, expected }: VersionConflict, command: object): Promise<Refusal> {
    const id = idOf(stream);
    const known = stream.startsWith('person-')
      ? await this.history.read(Person, id)
      : await this.history.read(Case, id);
    const { version, events } = known;
    const since = events.slice(expected).map(described);
    return new Refusal(
      'judicial.request.conflict',
      { expected, version },
      { status: 409, extra: { expected, actual: version, since, ...(await this.section(id, command)) } },
    );
  }

  private async section(id: string, command: object): Promise<object> {
    if (!(command instanceof RecordSection)) return {};
    const { section, person, values } = command;
    const { proceeding } = (await this.history.read(Case, id)).state;
    const about = person === undefined ? proceeding : defendantOf(proceeding, person);
    return { differences: differences(about?.sections[section] ?? {}, values) };
  }
}
