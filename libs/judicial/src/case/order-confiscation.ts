import type { Act } from '@hub/event-store';
import { DateField, IdField, MoneyBody, MoneyField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const kinds = ['ordinary', 'extended', 'third_party'];

/** A court orders confiscation: ordinary, extended, or from a third party. */
export class OrderConfiscation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField({ optional: true })
  person?: string;

  @DateField()
  on: string;

  @OneOfField(kinds)
  kind: 'ordinary' | 'extended' | 'third_party';

  @MoneyField()
  value: MoneyBody;
}

export const orderConfiscation: Decide<OrderConfiscation> = (state, { person, on, kind, value, act }, law) =>
  accept(
    state,
    [
      {
        type: 'ConfiscationOrdered',
        data: {
          confiscation: act.command,
          on,
          kind,
          value: { ...value },
          ...(person !== undefined && { person }),
        },
      },
    ],
    law,
  );

export const OrderConfiscationHandler = handles(OrderConfiscation, orderConfiscation);
