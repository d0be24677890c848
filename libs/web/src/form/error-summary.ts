import type { FieldView, FormProblem } from './field-view';

/** Id of the form itself: where a problem leads that is about no field of it. */
const WHOLE_FORM = 'draft-form';

/** Label of a field and, after the title of their entry, of those its entries hold. */
function labelled(field: FieldView, title = ''): [name: string, label: string][] {
  const label = title ? `${title}, ${field.label}` : field.label;
  const inside = field.kind === 'entries' ? field.entries : [];
  return [
    [field.name, label],
    ...inside.flatMap(entry => entry.fields.flatMap(inner => labelled(inner, entry.title))),
  ];
}

/** What the summary above a form says of each problem, the label of the field first, and where its link leads. */
export function errorSummary(
  problems: readonly FormProblem[],
  groups: readonly { readonly fields: readonly FieldView[] }[],
): FormProblem[] {
  const labels = new Map(groups.flatMap(({ fields }) => fields.flatMap(field => labelled(field))));
  return problems.map(({ field, message, href }) => {
    const label = labels.get(field);
    return {
      ...(href !== undefined && { href }),
      field: labels.has(field) ? field : WHOLE_FORM,
      message: label ? `${label}: ${message}` : message,
    };
  });
}
