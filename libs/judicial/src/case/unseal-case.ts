import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Lifts the seal. */
export class UnsealCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const unsealCase: Decide<UnsealCase> = (state, { note }, law) =>
  accept(state, [{ type: 'CaseUnsealed', data: note === undefined ? {} : { note } }], law);

export const UnsealCaseHandler = handles(UnsealCase, unsealCase);
