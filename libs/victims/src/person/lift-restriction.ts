import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Lifts a restriction of processing. */
export class LiftRestriction {
  declare readonly person: string;
  declare readonly act: Act;

  @NoteField()
  readonly note: string;
}

export const liftRestriction: DecidePerson<LiftRestriction> = (state, { note }) =>
  recordOf(state, { type: 'RestrictionLifted', data: { note } });

@CommandHandler(LiftRestriction)
export class LiftRestrictionHandler implements ICommandHandler<LiftRestriction> {
  constructor(private readonly persons: Persons) {}

  execute(command: LiftRestriction) {
    return this.persons.change(command, liftRestriction);
  }
}
