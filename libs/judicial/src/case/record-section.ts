import type { Act } from '@hub/event-store';
import { CodeField, CountField, IdField, ValuesField } from '../fields';
import { accept, handles, refuse, type CaseCommand, type Decide } from './command';
import type { Values } from '@hub/codebook';
import { sectionProblem } from './section-problem';

/** Records one described section of the criteria whole, about the case or about one defendant. */
export class RecordSection implements CaseCommand {
  declare id: string;
  declare act: Act;

  @CodeField('section')
  section: string;

  @IdField({ optional: true })
  person?: string;

  @ValuesField()
  values: Values;

  @CountField(0, 100_000)
  basedOn: number;
}

export const recordSection: Decide<RecordSection> = (state, c, law) => {
  const { section, person, values, basedOn } = c;
  const problem = sectionProblem(state.proceeding, c, law);
  if (problem) refuse(problem);
  const data = {
    section,
    ...(person !== undefined && { person }),
    values,
    basedOn,
  };
  return accept(state, [{ type: 'SectionRecorded', data }], law);
};

export const RecordSectionHandler = handles(RecordSection, recordSection);
