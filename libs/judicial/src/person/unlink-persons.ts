import type { Act } from '@hub/event-store';
import { IdField } from '../fields';
import { acceptAbout, handlesPerson, type DecidePerson, type PersonCommand } from './command';

/** A link was wrong, or no longer holds. */
export class UnlinkPersons implements PersonCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  with: string;
}

export const unlinkPersons: DecidePerson<UnlinkPersons> = (state, c) =>
  acceptAbout(state, { type: 'PersonsUnlinked', data: { with: c.with } });

export const UnlinkPersonsHandler = handlesPerson(UnlinkPersons, unlinkPersons);
