import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { DayField, NoteField } from '../fields';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Keeps the data of the person from being erased, for a legal claim or by order of a court. */
export class PlaceHold {
  declare readonly person: string;
  declare readonly act: Act;

  @DayField({ optional: true })
  readonly until?: string;

  @NoteField()
  readonly note: string;
}

export const placeHold: DecidePerson<PlaceHold> = (state, { until, note }) =>
  recordOf(state, { type: 'HoldPlaced', data: { until, note } });

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold> {
  constructor(private readonly persons: Persons) {}

  execute(command: PlaceHold) {
    return this.persons.change(command, placeHold);
  }
}
