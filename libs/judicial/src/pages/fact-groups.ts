import type { FormProblem } from '@hub/web';
import { personTitle, type Ground } from './case-choices';
import { fieldsOf, type Asked } from './each-person';
import { presentFactField } from './fact-fields';
import type { Answers, FactField, FactForm } from './fact-types';
import type { FieldGroup } from './forms';

/** Fields of a form and, where each person is asked about, theirs. */
export const allFields = ({ fields, each }: FactForm, asked: readonly Asked[]): readonly FactField[] =>
  each ? [...fields, ...asked.flatMap(one => fieldsOf(each, one))] : fields;

/** The groups a form is drawn in: its own questions, then those about each person. */
export function groupsOf(
  { fields, each }: FactForm,
  asked: readonly Asked[],
  drawing: { readonly ground: Ground; readonly answers: Answers; readonly problems: readonly FormProblem[] },
): FieldGroup[] {
  const draw = (field: FactField) => presentFactField(field, drawing);
  const { proceeding, words } = drawing.ground;
  const persons = each
    ? asked.map(one => ({
        title: personTitle(proceeding, one.person, words),
        fields: fieldsOf(each, one).map(draw),
      }))
    : [];
  return [{ fields: fields.map(draw) }, ...persons];
}
