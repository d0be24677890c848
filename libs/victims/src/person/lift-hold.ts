import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Lifts a hold against erasure. */
export class LiftHold {
  declare readonly person: string;
  declare readonly act: Act;

  @NoteField()
  readonly note: string;
}

export const liftHold: DecidePerson<LiftHold> = (state, { note }) =>
  recordOf(state, { type: 'HoldLifted', data: { note } });

@CommandHandler(LiftHold)
export class LiftHoldHandler implements ICommandHandler<LiftHold> {
  constructor(private readonly persons: Persons) {}

  execute(command: LiftHold) {
    return this.persons.change(command, liftHold);
  }
}
