import type { Act } from '@hub/event-store';
import { DateField, IdField, MoneyBody, MoneyField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Assets are secured before judgment. */
export class SeizeAssets implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField({ optional: true })
  person?: string;

  @DateField()
  on: string;

  @MoneyField()
  value: MoneyBody;
}

export const seizeAssets: Decide<SeizeAssets> = (state, { person, on, value, act }, law) =>
  accept(
    state,
    [
      {
        type: 'AssetsSeized',
        data: { seizure: act.command, on, value: { ...value }, ...(person !== undefined && { person }) },
      },
    ],
    law,
  );

export const SeizeAssetsHandler = handles(SeizeAssets, seizeAssets);
