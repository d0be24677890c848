import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { accept, type CaseCommand, type Decide } from './command';

/** The number under which courts and other offices know the case. */
export class RecordOfficialNumber implements CaseCommand {
  declare id: string;
  declare act: Act;
  /** Blind-index tokens of the number, made by the vault before the command is decided. */
  declare tokens: readonly string[];

  @NoteField({ maxLength: 60 })
  number: string;
}

export const recordOfficialNumber: Decide<RecordOfficialNumber> = (state, { number, tokens }, law) =>
  accept(state, [{ type: 'OfficialNumberRecorded', data: { number, tokens } }], law);
