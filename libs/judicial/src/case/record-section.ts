import { CommandHandler } from '@nestjs/cqrs';
import type { Values } from '@hub/codebook';
import {
  History,
  openEvent,
  VersionConflict,
  type Act,
  type LoggedEvent,
  type Recorded,
} from '@hub/event-store';
import { CodeField, CountField, IdField, ValuesField } from '../fields';
import { upcasts } from '../upcasts';
import { Case } from './case';
import { accept, refuse, type CaseCommand, type Decide } from './command';
import type { CaseEvent } from './events';
import { Law } from './law';
import { sectionProblem } from './section-problem';

/** Records one described section of the criteria whole, about the case or about one defendant. */
export class RecordSection implements CaseCommand {
  declare id: string;
  declare act: Act;

  @CodeField('section')
  section: string;

  @IdField({ optional: true })
  person?: string;

  @ValuesField()
  values: Values;

  @CountField(0, 100_000)
  basedOn: number;
}

export const recordSection: Decide<RecordSection> = (state, c, law) => {
  const { section, person, values, basedOn } = c;
  const problem = sectionProblem(state.proceeding, c, law);
  if (problem) refuse(problem);
  const data = {
    section,
    ...(person !== undefined && { person }),
    values,
    basedOn,
  };
  return accept(state, [{ type: 'SectionRecorded', data }], law);
};

/** Versions at which somebody else recorded the same section, or put a recording of it right. */
function recordedSince({ section, person, basedOn, act }: RecordSection, events: readonly LoggedEvent[]) {
  const opened = events.map(event => openEvent<CaseEvent>(event, upcasts));
  const isOurs = ({ type, data }: CaseEvent): boolean =>
    type === 'SectionRecorded' && data.section === section && data.person === person;
  const touches = (event: CaseEvent): boolean =>
    isOurs(event) || (event.type === 'FactCorrected' && isOurs(event.data.fact));
  if (opened.some(({ meta }) => meta.command === act.command)) return false;
  return opened.some(event => event.version > basedOn && touches(event as CaseEvent));
}

/** Decided again this many times when other facts of the case come in between. */
const RETRIES = 3;

@CommandHandler(RecordSection)
export class RecordSectionHandler {
  constructor(
    private readonly history: History,
    private readonly law: Law,
  ) {}

  /** @throws {VersionConflict} somebody else recorded this section since the version it was filled in on */
  async execute(command: RecordSection): Promise<Recorded> {
    const { id, act, basedOn } = command;
    for (let attempt = 1; ; attempt++) {
      const { events, version } = await this.history.read(Case, id);
      if (recordedSince(command, events)) throw new VersionConflict(`case-${id}`, basedOn, version);
      const seen = { expectedVersion: version, ...act };
      try {
        return await this.history.change(Case, id, state => recordSection(state, command, this.law), seen);
      } catch (error) {
        const again = error instanceof VersionConflict && act.expectedVersion === undefined;
        if (!again || attempt > RETRIES) throw error;
      }
    }
  }
}
