import type { Act } from '@hub/event-store';
import { DateField, IdField, IdsField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

const appellants = ['prosecution', 'defence', 'both'];

/** An appeal against the judgment in force, for the defendants named. */
export class FileAppeal implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  judgment: string;

  @DateField()
  on: string;

  @OneOfField(appellants)
  by: 'prosecution' | 'defence' | 'both';

  @IdsField()
  persons: string[];
}

export const fileAppeal: Decide<FileAppeal> = (state, { judgment, on, by, persons, act }, law) =>
  accept(state, [{ type: 'AppealFiled', data: { appeal: act.command, judgment, on, by, persons } }], law);

export const FileAppealHandler = handles(FileAppeal, fileAppeal);
