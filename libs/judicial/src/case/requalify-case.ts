import type { Act } from '@hub/event-store';
import { CodesField, DateField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const requalifications = ['to_lesser', 'to_thb', 'other'];

/** The act is qualified differently in law; trafficking requalified to a lesser offence is what GRETA asks about. */
export class RequalifyCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @CodesField('legal_basis', { atLeast: 1 })
  legalBasis: string[];

  @OneOfField(requalifications)
  reason: 'to_lesser' | 'to_thb' | 'other';
}

export const requalifyCase: Decide<RequalifyCase> = (state, { on, legalBasis, reason }, law) =>
  accept(state, [{ type: 'CaseRequalified', data: { on, legalBasis, reason } }], law);

export const RequalifyCaseHandler = handles(RequalifyCase, requalifyCase);
