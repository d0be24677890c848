import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The court extends a measure to a later day. */
export class ExtendMeasure implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  measure: string;

  @DateField()
  on: string;

  @DateField()
  until: string;
}

export const extendMeasure: Decide<ExtendMeasure> = (state, { measure, on, until }, law) =>
  accept(state, [{ type: 'MeasureExtended', data: { measure, on, until } }], law);

export const ExtendMeasureHandler = handles(ExtendMeasure, extendMeasure);
