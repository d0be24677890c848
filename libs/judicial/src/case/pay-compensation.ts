import type { Act } from '@hub/event-store';
import { DateField, IdField, MoneyBody, MoneyField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** A payment under an award; together never more than was awarded. */
export class PayCompensation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  award: string;

  @DateField()
  on: string;

  @MoneyField()
  value: MoneyBody;
}

export const payCompensation: Decide<PayCompensation> = (state, { award, on, value }, law) =>
  accept(state, [{ type: 'CompensationPaid', data: { award, on, value: { ...value } } }], law);

export const PayCompensationHandler = handles(PayCompensation, payCompensation);
