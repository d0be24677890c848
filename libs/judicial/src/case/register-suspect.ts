import type { Act } from '@hub/event-store';
import { CodesField, DateField, IdField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** A person becomes a suspect in this case (AL: person nën hetim; suspect notified). */
export class RegisterSuspect implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @OneOfField(['natural', 'legal'])
  kind: 'natural' | 'legal';

  @DateField()
  on: string;

  @CodesField('legal_basis', { atLeast: 1 })
  legalBasis: string[];
}

export const registerSuspect: Decide<RegisterSuspect> = (state, { person, kind, on, legalBasis }, law) =>
  accept(state, [{ type: 'SuspectRegistered', data: { person, kind, on, legalBasis } }], law);

export const RegisterSuspectHandler = handles(RegisterSuspect, registerSuspect);
