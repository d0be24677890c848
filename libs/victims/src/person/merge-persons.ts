import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { IdField, NoteField } from '../fields';
import { Absorption } from './absorption';
import { erased } from './person';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Two records are one person: this one survives, the other is absorbed. */
export class MergePersons {
  declare readonly person: string;
  declare readonly act: Act;
  /** Persons the absorbed one had absorbed before; set by the handler. */
  declare readonly with: readonly string[];
  /** Whether the absorbed one is forgotten; set by the handler. */
  declare readonly forgotten?: boolean;

  @IdField()
  readonly absorbed: string;

  @NoteField()
  readonly note: string;
}

export const mergePersons: DecidePerson<MergePersons> = (state, command) => {
  const { absorbed, forgotten, note } = command;
  if (absorbed === command.person) throw new Refusal('victims.person.same', {}, { status: 409 });
  // Who the record was about can no longer be known, so neither can it be known that it is the same person.
  if (forgotten) throw new Refusal('victims.person.forgotten', {}, { status: 409 });
  return recordOf(state, { type: 'PersonMerged', data: { absorbed, with: command.with, note } });
};

@CommandHandler(MergePersons)
export class MergePersonsHandler implements ICommandHandler<MergePersons> {
  constructor(
    private readonly persons: Persons,
    private readonly absorption: Absorption,
  ) {}

  /** The survivor's fact comes first; the absorbed stream follows, by {@link Absorption} if this process dies between. */
  async execute(command: MergePersons): Promise<Recorded> {
    const { state } = await this.persons.read(command.absorbed);
    if (!state.registered) throw new Refusal('victims.person.not-registered', {}, { status: 404 });
    if (state.into !== undefined && state.into !== command.person) {
      throw new Refusal('victims.person.merged-away', { into: state.into }, { status: 409 });
    }
    const complete = Object.assign(command, { with: state.absorbed, forgotten: erased(state) });
    const recorded = await this.persons.change(complete, mergePersons);
    // Repeated after a separation, the command is answered and changes nothing.
    const { state: survivor } = await this.persons.read(command.person);
    if (survivor.absorbed.includes(command.absorbed)) {
      await this.absorption.close(command.absorbed, command.person);
    }
    return recorded;
  }
}
