import type { Act } from '@hub/event-store';
import { CodesField, DateField, IdField, NestedListField, OrganisationField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

export class Charged {
  @IdField()
  person: string;

  @CodesField('legal_basis', { atLeast: 1 })
  charges: string[];
}

/** The indictment: who is charged with what before which court. */
export class FileIndictment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @OrganisationField()
  court: string;

  @NestedListField(Charged)
  defendants: Charged[];
}

export const fileIndictment: Decide<FileIndictment> = (state, { on, court, defendants, act }, law) =>
  accept(
    state,
    [
      {
        type: 'IndictmentFiled',
        data: {
          indictment: act.command,
          on,
          court,
          defendants: defendants.map(({ person, charges }) => ({ person, charges })),
        },
      },
    ],
    law,
  );

export const FileIndictmentHandler = handles(FileIndictment, fileIndictment);
