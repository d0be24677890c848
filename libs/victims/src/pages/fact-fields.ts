import type { Value, Values, ValueType, Variable } from '@hub/codebook';
import { presentField, readFields, type FieldView, type FormBody, type FormProblem } from '@hub/web';
import type { FactField } from './fact-field';
import type { Words } from './words';

type Accounts = ReadonlyMap<string, string>;

export interface FactDrawing {
  readonly words: Words;
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly FormProblem[];
  /** Accounts a case may be given to. */
  readonly accounts?: Accounts;
}

const isCriteria = (type: FactField['type']): type is ValueType =>
  type.kind !== 'choice' && type.kind !== 'account';

const variableOf = (field: FactField, number = ''): Variable => ({
  name: field.name,
  number,
  type: isCriteria(field.type) ? field.type : { kind: 'text' },
  personalData: 'N',
  ...(field.missing && { missing: field.missing }),
});

export function labelOf({ name, variable, type }: FactField, words: Words): string {
  if (variable !== undefined) return words.labels.variable(variable);
  return words.t(`victims-pages:field.${type.kind === 'account' ? 'account' : name}`);
}

/** Text of an answer to a field of a fact. */
export function answerOf({ type }: FactField, value: unknown, words: Words, accounts?: Accounts): string {
  if (type.kind === 'account') return accounts?.get(String(value)) ?? String(value);
  if (type.kind === 'choice') return words.t(`victims-pages:choice.${type.of}.${String(value)}`);
  return words.answer(type, value);
}

function ownChoice(
  field: FactField,
  { words, values, problems, accounts }: FactDrawing,
): FieldView | undefined {
  const { type, name } = field;
  if (isCriteria(type)) return undefined;
  const entries: [string, string][] =
    type.kind === 'account'
      ? [...(accounts ?? [])]
      : type.codes.map(value => [value, words.t(`victims-pages:choice.${type.of}.${value}`)]);
  const options = entries.map(([value, text]) => ({ value, text, checked: values[name] === value }));
  const error = problems.find(problem => problem.field === name)?.message ?? '';
  const common = { name, label: labelOf(field, words), hint: '', help: '', error, missing: [], options };
  return { ...common, kind: type.kind === 'account' ? 'select' : 'radios' };
}

/** One field of a fact as a form draws it. */
export function presentFactField(field: FactField, drawing: FactDrawing): FieldView {
  const own = ownChoice(field, drawing);
  if (own) return own;
  const { words, values, problems } = drawing;
  const { variable, help = variable } = field;
  const number = variable === undefined ? '' : (words.book.findVariable(variable)?.number ?? '');
  return presentField(variableOf(field, number), {
    labels: words.labels,
    labelOf: () => labelOf(field, words),
    listOf: words.listOf,
    values: values as Values,
    problems,
    t: words.t,
    helpOf: () => (help === undefined ? '' : `/help/${help}`),
    currencies: currencies(words),
  });
}

/** The currency of the day first. */
export function currencies({ book, today }: Words): string[] {
  const own = book.currencyAt(today);
  return [
    own,
    ...book
      .list('currency', today)
      .map(({ code }) => code)
      .filter(code => code !== own),
  ];
}

export const readFactFields = (
  fields: readonly FactField[],
  body: FormBody,
): Record<string, Value | undefined> =>
  readFields(
    fields.map(field => variableOf(field)),
    body,
  );
