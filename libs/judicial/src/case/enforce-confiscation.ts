import type { Act } from '@hub/event-store';
import { DateField, IdField, MoneyBody, MoneyField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** What was actually taken under an order of confiscation; together never more than was ordered. */
export class EnforceConfiscation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  confiscation: string;

  @DateField()
  on: string;

  @MoneyField()
  value: MoneyBody;
}

export const enforceConfiscation: Decide<EnforceConfiscation> = (state, { confiscation, on, value }, law) =>
  accept(state, [{ type: 'ConfiscationEnforced', data: { confiscation, on, value: { ...value } } }], law);

export const EnforceConfiscationHandler = handles(EnforceConfiscation, enforceConfiscation);
