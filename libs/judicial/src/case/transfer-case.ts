import type { Act } from '@hub/event-store';
import { DateField, NoteField, OneOfField, OrganisationField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const reasons = ['competence', 'organised_crime', 'workload', 'other'];

/** Hands the case to another office of the same prosecution service, which becomes competent. */
export class TransferCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @OrganisationField()
  office: string;

  @OneOfField(reasons)
  reason: string;

  @NoteField()
  note?: string;
}

export const transferCase: Decide<TransferCase> = (state, { on, office, reason, note }, law) =>
  accept(
    state,
    [{ type: 'CaseTransferred', data: { on, office, reason, ...(note !== undefined && { note }) } }],
    law,
  );

export const TransferCaseHandler = handles(TransferCase, transferCase);
