import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { ChoiceField, IdField, NoteField } from '../fields';
import { linkKinds, type LinkKind } from './identity';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Records that two persons do not belong together after all. */
export class UnlinkPersons {
  declare readonly person: string;
  declare readonly act: Act;

  @IdField()
  readonly to: string;

  @ChoiceField(linkKinds)
  readonly kind: LinkKind;

  @NoteField()
  readonly note: string;
}

export const unlinkPersons: DecidePerson<UnlinkPersons> = (state, { to, kind, note }) =>
  recordOf(state, { type: 'PersonUnlinked', data: { to, kind, note } });

@CommandHandler(UnlinkPersons)
export class UnlinkPersonsHandler implements ICommandHandler<UnlinkPersons> {
  constructor(private readonly persons: Persons) {}

  execute(command: UnlinkPersons) {
    return this.persons.change(command, unlinkPersons);
  }
}
