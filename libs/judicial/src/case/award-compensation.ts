import type { Act } from '@hub/event-store';
import { DateField, IdField, MoneyBody, MoneyField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** A criminal court awards compensation. How much and when: never to whom. */
export class AwardCompensation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField({ optional: true })
  person?: string;

  @DateField()
  on: string;

  @MoneyField()
  value: MoneyBody;
}

export const awardCompensation: Decide<AwardCompensation> = (state, { person, on, value, act }, law) =>
  accept(
    state,
    [
      {
        type: 'CompensationAwarded',
        data: { award: act.command, on, value: { ...value }, ...(person !== undefined && { person }) },
      },
    ],
    law,
  );

export const AwardCompensationHandler = handles(AwardCompensation, awardCompensation);
