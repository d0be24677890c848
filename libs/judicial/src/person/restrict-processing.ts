import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

/** The data are kept and used for nothing but evidence (Directive (EU) 2016/680 art. 16(3)). */
export class RestrictProcessing implements PersonCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const restrictProcessing: DecidePerson<RestrictProcessing> = (state, c) =>
  acceptAbout(state, { type: 'ProcessingRestricted', data: noteOf(c.note) });

export const RestrictProcessingHandler = handlesPerson(RestrictProcessing, restrictProcessing);
