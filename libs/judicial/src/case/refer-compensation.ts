import type { Act } from '@hub/event-store';
import { CountField, DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Claims the criminal court sends to the civil court: a number. */
export class ReferCompensation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @CountField(1, 1_000)
  claims: number;
}

export const referCompensation: Decide<ReferCompensation> = (state, { on, claims }, law) =>
  accept(state, [{ type: 'CompensationReferred', data: { on, claims } }], law);

export const ReferCompensationHandler = handles(ReferCompensation, referCompensation);
