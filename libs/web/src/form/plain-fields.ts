import type { FieldView, FormProblem, Option } from './field-view';
import type { FormBody } from './form-body';

/** What a form outside the criteria is drawn from. */
export interface PlainForm {
  readonly body: FormBody;
  readonly problems: readonly FormProblem[];
}

/** The one text sent under a name, without the spaces around it; '' where there is none. */
export function textOf(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value.trim() : '';
}

const common = (name: string, label: string, form: PlainForm, hint: string) => ({
  ...{ name, label, hint, help: '', missing: [] },
  error: form.problems.find(({ field }) => field === name)?.message ?? '',
});

export const textField = (name: string, label: string, form: PlainForm, hint = ''): FieldView => ({
  ...common(name, label, form, hint),
  kind: 'text',
  value: textOf(form.body, name),
});

export const selectField = (
  name: string,
  label: string,
  options: readonly Omit<Option, 'checked'>[],
  form: PlainForm,
): FieldView => ({
  ...common(name, label, form, ''),
  kind: 'select',
  options: options.map(option => ({ ...option, checked: option.value === textOf(form.body, name) })),
});

export const dayField = (name: string, label: string, form: PlainForm): FieldView => ({
  ...common(name, label, form, ''),
  kind: 'day',
  value: {
    day: textOf(form.body, `${name}-day`),
    month: textOf(form.body, `${name}-month`),
    year: textOf(form.body, `${name}-year`),
  },
});

/** @returns the day as ISO 8601, '' where nothing was typed, undefined for a day that does not exist */
export function readDay(body: FormBody, name: string): string | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(part =>
    textOf(body, `${name}-${part}`),
  );
  if (`${day}${month}${year}` === '') return '';
  if (!/^\d{1,2} \d{1,2} \d{4}$/.test(`${day} ${month} ${year}`)) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
