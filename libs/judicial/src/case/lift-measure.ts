import type { Act } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** A measure ends. */
export class LiftMeasure implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  measure: string;

  @DateField()
  on: string;
}

export const liftMeasure: Decide<LiftMeasure> = (state, { measure, on }, law) =>
  accept(state, [{ type: 'MeasureLifted', data: { measure, on } }], law);

export const LiftMeasureHandler = handles(LiftMeasure, liftMeasure);
