import type { Value, Values, Variable } from '@hub/codebook';
import { toEdtf, type DateFields } from './date-fields';

/** The body of a form as the server parses it: a name that occurs several times is an array. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

const one = (body: FormBody, name: string): string => {
  const value = body[name];
  return (Array.isArray(value) ? String(value[0] ?? '') : ((value as string | undefined) ?? '')).trim();
};
const all = (body: FormBody, name: string): string[] => {
  const value = body[name];
  return [...new Set((Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String))].filter(
    Boolean,
  );
};

/** `1 234,5` and `1.234,5` and `1234.5` are the same number; what is no number stays text, for the validator to name. */
export function readNumber(text: string): number | string {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  const lastMark = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
  const marks = compact.match(/[.,]/g)?.length ?? 0;
  const thousands = marks === 1 && /[.,]\d{3}$/.test(compact) && compact.length > 4 && compact[0] !== '0';
  const whole = lastMark < 0 || thousands ? compact : compact.slice(0, lastMark);
  const fraction = lastMark < 0 || thousands ? '' : `.${compact.slice(lastMark + 1)}`;
  const plain = whole.replace(/[.,]/g, '') + fraction;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** NFC, and comma below where an old keyboard gave a cedilla. */
const normalised = (text: string) =>
  text.normalize('NFC').replace(/ş/g, 'ș').replace(/Ş/g, 'Ș').replace(/ţ/g, 'ț').replace(/Ţ/g, 'Ț');

function readMoney(body: FormBody, name: string): Value | undefined {
  const amount = one(body, `${name}-amount`);
  if (!amount) return undefined;
  const number = readNumber(amount);
  const currency = one(body, `${name}-currency`);
  return typeof number === 'number' ? { amount: number, currency } : amount;
}

function readDate(body: FormBody, name: string): string | undefined {
  const precision = one(body, `${name}-precision`) as DateFields['precision'];
  const fields = {
    day: one(body, `${name}-day`),
    month: one(body, `${name}-month`),
    year: one(body, `${name}-year`),
  };
  return toEdtf({ ...fields, precision: precision || 'on' }) || undefined;
}

function readValue(variable: Variable, body: FormBody, name: string): Value | undefined {
  const { type } = variable;
  switch (type.kind) {
    case 'date':
      return readDate(body, name);
    case 'money':
      return readMoney(body, name);
    case 'number': {
      const text = one(body, name);
      return text ? readNumber(text) : undefined;
    }
    case 'code':
    case 'country':
    case 'unit': {
      if (!type.many) return one(body, name) || undefined;
      const chosen = all(body, name);
      return chosen.length > 0 ? chosen : undefined;
    }
    case 'text':
    case 'language':
    case 'organisation':
      return normalised(one(body, name)) || undefined;
  }
}

/** What was typed, as values of the criteria; a value beats the marker that it is missing. */
export function readFields(variables: readonly Variable[], body: FormBody, prefix = ''): Values {
  const values: Record<string, Value> = {};
  for (const variable of variables) {
    const name = prefix + variable.name;
    const value = readValue(variable, body, name) ?? (one(body, `${name}-missing`) || undefined);
    if (value !== undefined && !variable.derived) values[variable.name] = value;
  }
  return values;
}
