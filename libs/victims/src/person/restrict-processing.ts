import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Restricts what the data of the person may be used for (GDPR article 18). */
export class RestrictProcessing {
  declare readonly person: string;
  declare readonly act: Act;

  @NoteField()
  readonly note: string;
}

export const restrictProcessing: DecidePerson<RestrictProcessing> = (state, { note }) =>
  recordOf(state, { type: 'ProcessingRestricted', data: { note } });

@CommandHandler(RestrictProcessing)
export class RestrictProcessingHandler implements ICommandHandler<RestrictProcessing> {
  constructor(private readonly persons: Persons) {}

  execute(command: RestrictProcessing) {
    return this.persons.change(command, restrictProcessing);
  }
}
