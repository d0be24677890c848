import type { Act } from '@hub/event-store';
import { NoteField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Seals the case: it is shown only to those the table of rights lets see sealed cases. */
export class SealCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @NoteField()
  note?: string;
}

export const sealCase: Decide<SealCase> = (state, { note }, law) =>
  accept(state, [{ type: 'CaseSealed', data: note === undefined ? {} : { note } }], law);

export const SealCaseHandler = handles(SealCase, sealCase);
