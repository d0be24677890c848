import type { Act } from '@hub/event-store';
import { IdField } from '../fields';
import { checkAmendment } from './amend';
import { handles, refuse, type CaseCommand, type Decide } from './command';

/** A second person lets an amendment of a decision take effect. */
export class ApproveAmendment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  proposal: string;
}

export const approveAmendment: Decide<ApproveAmendment> = (state, { proposal, act }, law) => {
  const found = state.proposals.find(({ id }) => id === proposal);
  if (!found) refuse({ code: 'judicial.correction.unknown-proposal', pointer: '/proposal' });
  if (found.by === act.actor) refuse({ code: 'judicial.correction.own-proposal' });
  checkAmendment(state, found.amendment, law);
  return [{ type: 'AmendmentApproved', data: { proposal } }];
};

export const ApproveAmendmentHandler = handles(ApproveAmendment, approveAmendment);
