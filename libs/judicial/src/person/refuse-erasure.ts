import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

/** The person is not forgotten. */
export class RefuseErasure implements PersonCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const refuseErasure: DecidePerson<RefuseErasure> = (state, c) =>
  acceptAbout(state, { type: 'ErasureRefused', data: noteOf(c.note) });

export const RefuseErasureHandler = handlesPerson(RefuseErasure, refuseErasure);
