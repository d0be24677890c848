import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { IdField, NoteField } from '../fields';
import { Absorptions } from './absorptions';
import { acceptAbout, noteOf, type DecidePerson, type PersonCommand } from './command';
import { Person } from './person';

/** Two records merged before are two persons after all; each counts by itself again. */
export class UnmergePersons implements PersonCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  absorbed: string;

  @NoteField()
  note?: string;
}

export const unmergePersons: DecidePerson<UnmergePersons> = (state, { absorbed, note }) =>
  acceptAbout(state, { type: 'PersonUnmerged', data: { absorbed, ...noteOf(note) } });

@CommandHandler(UnmergePersons)
export class UnmergePersonsHandler {
  constructor(
    private readonly history: History,
    private readonly absorptions: Absorptions,
  ) {}

  async execute(command: UnmergePersons): Promise<Recorded> {
    const { id, absorbed, act } = command;
    const recorded = await this.history.change(Person, id, state => unmergePersons(state, command), act);
    return this.absorptions.follow(id, absorbed, { provenance: act.provenance, recorded });
  }
}
