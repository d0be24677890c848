import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

/** The hold ends. */
export class LiftHold implements PersonCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const liftHold: DecidePerson<LiftHold> = (state, c) =>
  acceptAbout(state, { type: 'HoldLifted', data: noteOf(c.note) });

export const LiftHoldHandler = handlesPerson(LiftHold, liftHold);
