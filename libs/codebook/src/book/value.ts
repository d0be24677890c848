import { parsePartialDate } from '../edtf';
import type { Missing, ValueType, Variable } from '../model';

/** What is wrong with one field; `code` is the i18n key `codebook:<code without prefix>`. Never holds the value. */
export interface FieldProblem {
  /** JSON pointer below the values: `/citizenship/1`. */
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

/** How a code stands in a list: in it, in it on other days only, or not in it at all. */
export type Membership = 'valid' | 'not-valid-then' | 'not-in-list';

export interface Reference {
  /** Day the codes must be valid on, `YYYY-MM-DD`. */
  readonly at: string;
  /** Latest day a date may lie on. */
  readonly today: string;
  readonly membership: (list: string, code: string, at: string) => Membership;
}

type Problem = Omit<FieldProblem, 'pointer'> & { readonly item?: number };

/** What is said once too often is an accident of copying. */
export const MOST_ENTRIES = 50;

const missing: ReadonlySet<unknown> = new Set<Missing>(['unknown', 'refused', 'not_applicable']);

const problem = (code: string, params?: FieldProblem['params']): Problem[] => [
  params === undefined ? { code: `codebook.${code}` } : { code: `codebook.${code}`, params },
];

// Line breaks and tabs belong to long texts; every other control character is an accident of copying.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

function checkText(value: unknown, type: Extract<ValueType, { kind: 'text' }>): Problem[] {
  if (typeof value !== 'string') return problem('wrong-type', { expected: 'text' });
  if (value.trim() === '') return problem('empty');
  if (control.test(value)) return problem('control-characters');
  const max = type.maxLength ?? (type.long ? 20_000 : 500);
  return value.length > max ? problem('too-long', { max }) : [];
}

function checkDate(value: unknown, future: boolean, reference: Reference): Problem[] {
  if (typeof value !== 'string') return problem('wrong-type', { expected: 'date' });
  const date = parsePartialDate(value);
  if (!date) return problem('not-a-date');
  const begins = date.earliest ?? date.latest ?? '';
  return !future && begins > reference.today ? problem('date-in-future') : [];
}

function checkNumber(value: unknown, type: Extract<ValueType, { kind: 'number' }>): Problem[] {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return problem('wrong-type', { expected: 'number' });
  if (type.integer && !Number.isInteger(value)) return problem('not-an-integer');
  const { min, max } = type;
  return value < min || value > max ? problem('number-range', { min, max }) : [];
}

const isMoney = (value: unknown): value is { amount: unknown; currency: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  'amount' in value &&
  'currency' in value;

const largest = 1e12;

function checkMoney(value: unknown, reference: Reference): Problem[] {
  if (!isMoney(value) || typeof value.amount !== 'number' || typeof value.currency !== 'string')
    return problem('wrong-type', { expected: 'money' });
  if (!(value.amount >= 0 && value.amount <= largest))
    return problem('number-range', { min: 0, max: largest });
  if (Math.abs(Math.round(value.amount * 100) / 100 - value.amount) > 1e-9) return problem('money-decimals');
  return checkCode(value.currency, 'currency', reference);
}

function checkCode(value: unknown, list: string, reference: Reference): Problem[] {
  if (typeof value !== 'string') return problem('wrong-type', { expected: 'code' });
  const found = reference.membership(list, value, reference.at);
  return found === 'valid' ? [] : problem(found, { list });
}

function checkSet(value: unknown, list: string, reference: Reference): Problem[] {
  if (!Array.isArray(value)) return problem('wrong-type', { expected: 'set' });
  const items = value as readonly unknown[];
  if (items.length === 0) return problem('empty');
  if (new Set(items).size < items.length) return problem('repeated');
  return items.flatMap((item, index) =>
    checkCode(item, list, reference).map(found => ({ ...found, item: index })),
  );
}

/** Types without a list of codes behind them. */
export type PlainType = Extract<ValueType, { kind: 'text' | 'date' | 'number' | 'money' }>;

const plain: ReadonlySet<string> = new Set<PlainType['kind']>(['text', 'date', 'number', 'money']);
export const isPlain = (type: ValueType): type is PlainType => plain.has(type.kind);

/** The list behind a coded type, and whether it takes a set; undefined for types without a list. */
export function listOf(type: ValueType): { readonly list: string; readonly many: boolean } | undefined {
  if (isPlain(type) || type.kind === 'entries') return undefined;
  const many = 'many' in type && type.many === true;
  return { list: type.kind === 'code' ? type.list : type.kind, many };
}

function checkPlain(value: unknown, type: PlainType, reference: Reference): Problem[] {
  switch (type.kind) {
    case 'text':
      return checkText(value, type);
    case 'date':
      return checkDate(value, type.future ?? false, reference);
    case 'number':
      return checkNumber(value, type);
    case 'money':
      return checkMoney(value, reference);
  }
}

function checkType(value: unknown, type: ValueType, reference: Reference): Problem[] {
  if (isPlain(type)) return checkPlain(value, type, reference);
  const { list, many } = listOf(type) ?? { list: type.kind, many: false };
  return many ? checkSet(value, list, reference) : checkCode(value, list, reference);
}

/** Checks one value against its variable: type, list, range, or a reason for its absence that the variable allows. */
export function checkValue(variable: Variable, value: unknown, reference: Reference): FieldProblem[] {
  if (missing.has(value)) {
    const allowed = variable.missing ?? [];
    if (allowed.some(marker => marker === value)) return [];
    return [{ pointer: `/${variable.name}`, code: 'codebook.missing-not-allowed' }];
  }
  return checkType(value, variable.type, reference).map(({ item, ...found }) => ({
    pointer: item === undefined ? `/${variable.name}` : `/${variable.name}/${item}`,
    ...found,
  }));
}
