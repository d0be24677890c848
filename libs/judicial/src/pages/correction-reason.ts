import type { FormBody, FormProblem } from '@hub/web';
import { textOf } from './acting';
import type { FactField } from './fact-types';
import type { Words } from './words';

const reasons = {
  correction: ['typing_error', 'wrong_source', 'late_information', 'other'],
  error: ['wrong_case', 'wrong_person', 'duplicate', 'did_not_happen', 'other'],
} as const;

/** Why: the reason of the list, and a word on it. */
export const reasonFields = (kind: keyof typeof reasons): readonly FactField[] => [
  { name: 'correctionReason', type: { kind: 'choice', of: 'correction', codes: reasons[kind] } },
  { name: 'correctionNote', type: { kind: 'text', long: true } },
];

/** A correction without a reason is none. */
export function reasonProblems(body: FormBody, words: Words): FormProblem[] {
  const lacking = (['correctionReason', 'correctionNote'] as const).filter(name => textOf(body, name) === '');
  return lacking.map(field => ({ field, message: words.t(`judicial-pages:correct.needs.${field}`) }));
}

/** What was typed, to be sent again with the confirmation. */
export const hiddenOf = (body: FormBody) =>
  Object.entries(body)
    .filter(([name]) => !['_csrf', '_save', '_language', 'step'].includes(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? '']).map(one => ({ name, value: String(one) })),
    );
