import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { ChoiceField, IdField, NoteField } from '../fields';
import { linkKinds, type LinkKind } from './identity';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Records that two persons belong together, and how. */
export class LinkPersons {
  declare readonly person: string;
  declare readonly act: Act;

  @IdField()
  readonly to: string;

  @ChoiceField(linkKinds)
  readonly kind: LinkKind;

  @NoteField()
  readonly note: string;
}

export const linkPersons: DecidePerson<LinkPersons> = (state, { to, kind, note }) =>
  recordOf(state, { type: 'PersonLinked', data: { to, kind, note } });

@CommandHandler(LinkPersons)
export class LinkPersonsHandler implements ICommandHandler<LinkPersons> {
  constructor(private readonly persons: Persons) {}

  execute(command: LinkPersons) {
    return this.persons.change(command, linkPersons);
  }
}
