import type { Values, ValueType, Variable } from '@hub/codebook';
import { presentField, readFields, type FieldView, type FormBody, type FormProblem } from '@hub/web';
import { textOf } from './acting';
import { choicesOf, type Ground } from './case-choices';
import type { Answers, FactField } from './fact-types';
import type { Words } from './words';

export interface FactDrawing {
  readonly ground: Ground;
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
}

const isCriteria = (type: FactField['type']): type is ValueType =>
  type.kind !== 'choice' && type.kind !== 'pick' && type.kind !== 'flag';

const variableOf = ({ name, type, missing, when }: FactField): Variable => ({
  name,
  number: '',
  type: isCriteria(type) ? type : { kind: 'text' },
  personalData: 'N',
  ...(missing && { missing }),
  ...(when && { when }),
});

export function labelOf({ name, variable, label, charge }: FactField, words: Words): string {
  if (variable !== undefined) return words.labels.variable(variable);
  const about = charge === undefined ? {} : { charge: words.code('legal_basis', charge) };
  return words.t(`judicial-pages:field.${label ?? name}`, about);
}

/** More of them than this become one searchable list. */
const MANY = 12;

function ownOptions({ type, name }: FactField, { ground, answers }: FactDrawing) {
  const { words } = ground;
  const given = answers[name];
  const checked = (value: string) => (Array.isArray(given) ? given.includes(value) : given === value);
  if (type.kind === 'pick') {
    const choices = choicesOf(type.from, ground);
    // Where there is one thing it can be about, it is about that.
    const single = type.many !== true && choices.length === 1 && given === undefined;
    return choices.map(([value, text]) => ({ value, text, checked: single || checked(value) }));
  }
  if (type.kind === 'choice') {
    const text = (code: string) => words.t(`judicial-pages:choice.${type.of}.${code}`);
    return type.codes.map(value => ({ value, text: text(value), checked: checked(value) }));
  }
  return [{ value: 'yes', text: words.t('judicial-pages:field.yes'), checked: given === true }];
}

function kindOf({ type }: FactField, count: number): 'radios' | 'checkboxes' | 'select' {
  if (type.kind === 'flag' || (type.kind === 'pick' && type.many)) return 'checkboxes';
  return count > MANY ? 'select' : 'radios';
}

function ownField(field: FactField, drawing: FactDrawing): FieldView | undefined {
  const { type, name, when } = field;
  if (isCriteria(type)) return undefined;
  const options = ownOptions(field, drawing);
  const error = drawing.problems.find(problem => problem.field === name)?.message ?? '';
  const label = labelOf(field, drawing.ground.words);
  const common = { name, label, hint: '', help: '', error, missing: [], options, ...(when && { when }) };
  return { ...common, kind: kindOf(field, options.length) };
}

/** One field of a fact as a form draws it. */
export function presentFactField(field: FactField, drawing: FactDrawing): FieldView {
  const own = ownField(field, drawing);
  if (own) return own;
  const { ground, answers, problems } = drawing;
  const { words } = ground;
  const { variable } = field;
  const view = presentField(variableOf(field), {
    labels: words.labels,
    labelOf: () => labelOf(field, words),
    listOf: words.listOf,
    values: answers as Values,
    problems,
    t: words.t,
    helpOf: () => (variable === undefined ? '' : `/help/${variable}`),
    currencies: currencies(words),
  });
  // A fact happened on a day, in a month, in a year, or nobody knows when; "before" and "after" are no dates of facts.
  return view.kind === 'date' ? { ...view, kind: 'day' } : view;
}

/** The currency of the day first. */
export function currencies({ book, today }: Words): string[] {
  const own = book.currencyAt(today);
  const others = book.list('currency', today).map(({ code }) => code);
  return [own, ...others.filter(code => code !== own)];
}

function readOwn({ type, name }: FactField, body: FormBody): unknown {
  if (type.kind === 'flag') return textOf(body, name) === 'yes' || undefined;
  if (type.kind !== 'pick' || !type.many) return textOf(body, name) || undefined;
  const given = body[name];
  const all = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return all.length > 0 ? all.filter(Boolean) : undefined;
}

/** What was typed, by the names of the controls; what was left empty is not there. */
export function readFactFields(fields: readonly FactField[], body: FormBody): Answers {
  const coded = readFields(fields.filter(({ type }) => isCriteria(type)).map(variableOf), body);
  const own = fields
    .filter(({ type }) => !isCriteria(type))
    .map((field): [string, unknown] => [field.name, readOwn(field, body)])
    .filter(([, value]) => value !== undefined);
  return { ...coded, ...Object.fromEntries(own) };
}

/** Sets a command asks for even where nothing was chosen. */
export const emptySets = (fields: readonly FactField[]): Answers =>
  Object.fromEntries(
    fields
      .filter(({ name, type }) => ['legalBasis', 'countries', 'persons'].includes(name) && 'many' in type)
      .map(({ name }) => [name, []]),
  );

/** Text of an answer to a field of a fact. */
export function answerOf({ type }: FactField, value: unknown, ground: Ground): string {
  const { words } = ground;
  if (type.kind === 'choice') return words.t(`judicial-pages:choice.${type.of}.${String(value)}`);
  if (type.kind === 'flag') return words.t('judicial-pages:field.yes');
  if (type.kind !== 'pick') return words.answer(type, value);
  const texts = new Map(choicesOf(type.from, ground));
  const ids = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return words.fmt.list(ids.map(id => texts.get(id) ?? id));
}
