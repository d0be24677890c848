import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The court lets the indictment pass (confirmation, preliminary hearing, camera preliminară). */
export class ConfirmIndictment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  indictment: string;

  @DateField()
  on: string;
}

export const confirmIndictment: Decide<ConfirmIndictment> = (state, { indictment, on }, law) =>
  accept(state, [{ type: 'IndictmentConfirmed', data: { indictment, on } }], law);

export const ConfirmIndictmentHandler = handles(ConfirmIndictment, confirmIndictment);
