import type { CriteriaBook } from '@hub/codebook';
import { readFields, type FormBody, type FormProblem } from '@hub/web';
import { correctionReasons, type CaseFact } from '../case/case';
import { isTied } from '../case/corrected-shape';
import { textOf } from './acting';
import type { FactField } from './fact-field';
import { readFactFields } from './fact-fields';
import { formOf } from './fact-forms';
import { factDetails } from './timeline';
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

/** Equal answers; the order of a set says nothing, that of entries does. */
export function same(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const inner = value.map(plain);
      return inner.every(one => typeof one === 'string') ? inner.sort() : inner;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, inner]) => [key, plain(inner)]),
    );
  };
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** What was typed into the form of a fact, as its own answers. */
export function readCorrected(book: CriteriaBook, fact: CaseFact, body: FormBody): Flat {
  if (fact.type === 'SectionRecorded') return readFields(book.section(fact.data.section).variables, body);
  return readFactFields(fieldsOf(fact), body);
}

/** What differs from the fact as it stands; a section is given whole. */
export function changesOf(fact: CaseFact, values: Flat): Record<string, unknown> {
  if (fact.type === 'SectionRecorded') return same(fact.data.values, values) ? {} : { values };
  const before = flat(fact);
  const names = fieldsOf(fact).map(({ name }) => name);
  const changed = names.filter(name => !same(before[name], values[name]));
  return Object.fromEntries(changed.map(name => [name, values[name] ?? null]));
}

/** The answers a correction changes, in words. */
export function beforeAfter(fact: CaseFact, values: Flat, drawing: Parameters<typeof factDetails>[1]) {
  const said = (of: CaseFact) => new Map(factDetails(of, drawing).map(({ key, value }) => [key, value]));
  const next = fact.type === 'SectionRecorded' ? { ...fact.data, values } : { ...fact.data, ...values };
  const [was, now] = [said(fact), said({ ...fact, data: next } as CaseFact)];
  const keys = [...new Set([...was.keys(), ...now.keys()])].filter(key => was.get(key) !== now.get(key));
  const none = drawing.words.t('victims-pages:answer.none');
  return keys.map(key => ({ key, before: was.get(key) ?? none, after: now.get(key) ?? none }));
}

/** Reason and note of the command have names of their own in the form, which may have fields of that name. */
export const renamed = (problem: FormProblem): FormProblem => {
  const names: Readonly<Record<string, string>> = { reason: 'correctionReason', note: 'correctionNote' };
  return { ...problem, field: names[problem.field] ?? problem.field };
};

/** Why, beside how it truly was. */
export const reasonFields: readonly FactField[] = [
  { name: 'correctionReason', type: { kind: 'choice', of: 'reason', codes: correctionReasons } },
  { name: 'correctionNote', type: { kind: 'text', long: true } },
];

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
