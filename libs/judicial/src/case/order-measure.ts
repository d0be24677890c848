import type { Act } from '@hub/event-store';
import { CodeField, DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** A measure to secure the proceedings: detention, house arrest, bail, reporting, a ban. */
export class OrderMeasure implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @CodeField('pretrial_measure')
  kind: string;

  @DateField()
  on: string;

  @DateField({ optional: true })
  until?: string;
}

export const orderMeasure: Decide<OrderMeasure> = (state, { person, kind, on, until, act }, law) =>
  accept(
    state,
    [
      {
        type: 'MeasureOrdered',
        data: { measure: act.command, person, kind, on, ...(until !== undefined && { until }) },
      },
    ],
    law,
  );

export const OrderMeasureHandler = handles(OrderMeasure, orderMeasure);
