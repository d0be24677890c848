import type { Act } from '@hub/event-store';
import { DateField, IdsField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** The judgment in force has become final (res judicata) for the defendants named. */
export class MakeJudgmentFinal implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @IdsField()
  persons: string[];
}

export const makeJudgmentFinal: Decide<MakeJudgmentFinal> = (state, { on, persons }, law) =>
  accept(state, [{ type: 'JudgmentFinal', data: { on, persons } }], law);

export const MakeJudgmentFinalHandler = handles(MakeJudgmentFinal, makeJudgmentFinal);
