import type { Act } from '@hub/event-store';
import { DateField, IdField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const reasons = ['for_completion', 'rejected'];

/** The court sends the indictment back for completion, or rejects it. */
export class ReturnIndictment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  indictment: string;

  @DateField()
  on: string;

  @OneOfField(reasons)
  reason: 'for_completion' | 'rejected';
}

export const returnIndictment: Decide<ReturnIndictment> = (state, { indictment, on, reason }, law) =>
  accept(state, [{ type: 'IndictmentReturned', data: { indictment, on, reason } }], law);

export const ReturnIndictmentHandler = handles(ReturnIndictment, returnIndictment);
