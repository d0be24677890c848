import type { FieldView, FormProblem } from '../form/field-view';

/** A page with one form outside a case, for the template `form-page.njk`: it keeps no draft. */
export const plainFormPage = (form: {
  readonly title: string;
  readonly intro?: string;
  readonly back: string;
  readonly action: string;
  readonly submit: string;
  readonly fields: readonly FieldView[];
  readonly problems: readonly FormProblem[];
}) => ({
  problems: form.problems,
  form: {
    ...{ title: form.title, intro: form.intro ?? '', back: form.back, action: form.action },
    ...{ version: '', command: '', hidden: [], repeatable: false, draft: '', saved: '' },
    groups: [{ title: '', remove: '', fields: form.fields }],
    submit: form.submit,
  },
});
