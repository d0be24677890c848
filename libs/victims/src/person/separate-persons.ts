import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act, Recorded } from '@hub/event-store';
import { IdField, NoteField } from '../fields';
import { Absorption } from './absorption';
import { Persons, recordOf, type DecidePerson } from './persons';

/** A merge was wrong: the absorbed person is a person of their own again. */
export class SeparatePersons {
  /** The surviving person. */
  declare readonly person: string;
  declare readonly act: Act;

  @IdField()
  readonly separated: string;

  @NoteField()
  readonly note: string;
}

export const separatePersons: DecidePerson<SeparatePersons> = (state, { separated, note }) =>
  recordOf(state, { type: 'PersonSeparated', data: { person: separated, note } });

@CommandHandler(SeparatePersons)
export class SeparatePersonsHandler implements ICommandHandler<SeparatePersons> {
  constructor(
    private readonly persons: Persons,
    private readonly absorption: Absorption,
  ) {}

  async execute(command: SeparatePersons): Promise<Recorded> {
    const recorded = await this.persons.change(command, separatePersons);
    // Repeated after a new merge, the command is answered and changes nothing.
    const { state: survivor } = await this.persons.read(command.person);
    if (!survivor.absorbed.includes(command.separated)) {
      await this.absorption.restore(command.separated, command.person);
    }
    return recorded;
  }
}
