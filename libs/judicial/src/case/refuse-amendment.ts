import type { Act } from '@hub/event-store';
import { IdField, NoteField } from '../fields';
import { handles, refuse, type CaseCommand, type Decide } from './command';

/** A proposed amendment does not take effect: refused by a second person, or taken back by the first. */
export class RefuseAmendment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  proposal: string;

  @NoteField()
  note?: string;
}

export const refuseAmendment: Decide<RefuseAmendment> = (state, { proposal, note }) => {
  if (!state.proposals.some(({ id }) => id === proposal)) {
    refuse({ code: 'judicial.correction.unknown-proposal', pointer: '/proposal' });
  }
  return [{ type: 'AmendmentRefused', data: { proposal, ...(note !== undefined && { note }) } }];
};

export const RefuseAmendmentHandler = handles(RefuseAmendment, refuseAmendment);
