import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

/** The restriction ends. */
export class LiftRestriction implements PersonCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const liftRestriction: DecidePerson<LiftRestriction> = (state, c) =>
  acceptAbout(state, { type: 'RestrictionLifted', data: noteOf(c.note) });

export const LiftRestrictionHandler = handlesPerson(LiftRestriction, liftRestriction);
