import type { Act } from '@hub/event-store';
import { DateField, NoteField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

/** Nothing of this person may be erased: proceedings run, or a retention period does. */
export class HoldErasure implements PersonCommand {
  declare id: string;
  declare act: Act;

  @DateField({ optional: true })
  until?: string;

  @NoteField()
  note?: string;
}

export const holdErasure: DecidePerson<HoldErasure> = (state, c) =>
  acceptAbout(state, {
    type: 'ErasureHeld',
    data: { ...(c.until !== undefined && { until: c.until }), ...noteOf(c.note) },
  });

export const HoldErasureHandler = handlesPerson(HoldErasure, holdErasure);
