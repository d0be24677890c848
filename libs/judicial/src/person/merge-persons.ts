import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { refuse } from '../case/command';
import { IdField, NoteField } from '../fields';
import { Absorptions } from './absorptions';
import { acceptAbout, noteOf, type PersonCommand } from './command';
import type { PersonEvent } from './events';
import { Person, type PersonState } from './person';

/** Another record is the same person; cases stay where they are, and count for this one. */
export class MergePersons implements PersonCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  absorbed: string;

  @NoteField()
  note?: string;
}

export function mergePersons(
  state: PersonState,
  { id, absorbed, note }: MergePersons,
  other: PersonState,
): readonly PersonEvent[] {
  if (absorbed === id) refuse({ code: 'judicial.person.itself', pointer: '/absorbed' });
  if (!other.registered) refuse({ code: 'judicial.person.unknown', pointer: '/absorbed' });
  if (other.kind !== state.kind) refuse({ code: 'judicial.person.kind-differs', pointer: '/absorbed' });
  if (other.into !== undefined && other.into !== id) {
    refuse({ code: 'judicial.person.merged-away', pointer: '/absorbed' });
  }
  // Who the record was about can no longer be known, so neither can it be known that it is the same person.
  if (other.forgotten) refuse({ code: 'judicial.person.forgotten', pointer: '/absorbed' });
  // One level only: whoever has absorbed others is the one to merge into.
  if (other.absorbed.length > 0) refuse({ code: 'judicial.person.has-absorbed', pointer: '/absorbed' });
  return acceptAbout(state, { type: 'PersonMerged', data: { absorbed, ...noteOf(note) } });
}

@CommandHandler(MergePersons)
export class MergePersonsHandler {
  constructor(
    private readonly history: History,
    private readonly absorptions: Absorptions,
  ) {}

  async execute(command: MergePersons): Promise<Recorded> {
    const other = await this.history.read(Person, command.absorbed);
    const decide = (state: PersonState) => mergePersons(state, command, other.state);
    const recorded = await this.history.change(Person, command.id, decide, command.act);
    const { provenance } = command.act;
    return this.absorptions.follow(command.id, command.absorbed, { provenance, recorded });
  }
}
