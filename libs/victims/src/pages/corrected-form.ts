import type { FormBody, FormProblem } from '@hub/web';
import type { CaseFact } from '../case/case';
import { isTied } from '../case/corrected-shape';
import { textOf } from './acting';
import type { FactField } from './fact-field';
import { formOf } from './fact-forms';
import type { Words } from './words';

/** Answers under the names of the fields. */
export type Flat = Readonly<Record<string, unknown>>;

/** Address of the form, and name of its draft. */
export const path = (id: string, fact: string) => `cases/${id}/correct/${fact}`;
export const flat = (fact: CaseFact): Flat =>
  fact.type === 'SectionRecorded' ? fact.data.values : fact.data;

/** Fields of the form; what ties a fact to others no correction can change. */
export const fieldsOf = ({ type }: CaseFact): readonly FactField[] =>
  type === 'SectionRecorded' ? [] : (formOf(type)?.fields ?? []).filter(({ name }) => !isTied(type, name));

/** Equal answers; the order of a set says nothing. */
export function same(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(String).sort();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, inner]) => [key, plain(inner)]),
    );
  };
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** Reason and note of the command have names of their own in the form, which may have fields of that name. */
export const renamed = (problem: FormProblem): FormProblem => {
  const names: Readonly<Record<string, string>> = { reason: 'correctionReason', note: 'correctionNote' };
  return { ...problem, field: names[problem.field] ?? problem.field };
};

/** A correction without a reason is none. */
export function reasonProblems(body: FormBody, words: Words): FormProblem[] {
  const lacking = (['correctionReason', 'correctionNote'] as const).filter(name => textOf(body, name) === '');
  return lacking.map(field => ({ field, message: words.t(`victims-pages:correct.needs.${field}`) }));
}

/** What was typed, for the page that asks once more. */
export const hiddenOf = (body: FormBody) =>
  Object.entries(body)
    .filter(([name]) => !['_csrf', '_save', '_language', 'step'].includes(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? '']).map(one => ({ name, value: String(one) })),
    );
