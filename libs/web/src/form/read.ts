import type { Value, Values, Variable } from '@hub/codebook';
import { toEdtf, type DateFields } from './date-fields';
import { readEntries } from './entries';
import type { FormBody } from './form-body';

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

/** A single mark followed by exactly three digits groups thousands; any other last mark is the decimal one. */
function decimalMark(compact: string): number {
  const marks = compact.match(/[.,]/g)?.length ?? 0;
  const grouping = marks === 1 && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(compact);
  return grouping ? -1 : Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
}

/** `1 234,5` and `1.234,5` and `1234.5` are the same number; what is no number stays text, for the validator to name. */
export function readNumber(text: string): number | string {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  const mark = decimalMark(compact);
  const whole = (mark < 0 ? compact : compact.slice(0, mark)).replace(/[.,]/g, '');
  const plain = mark < 0 ? whole : `${whole}.${compact.slice(mark + 1)}`;
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

function readNumberField(body: FormBody, name: string): Value | undefined {
  const text = one(body, name);
  return text ? readNumber(text) : undefined;
}

/** "Unknown" beside a code says nothing; alone it is the whole answer, and no set. */
function readCodes({ missing = [] }: Variable, body: FormBody, name: string): Value | undefined {
  const chosen = all(body, name);
  const codes = chosen.filter(code => !missing.some(marker => marker === code));
  return codes.length > 0 ? codes : chosen[0];
}

const readText = (body: FormBody, name: string): Value | undefined =>
  normalised(one(body, name)) || undefined;

function readValue(variable: Variable, body: FormBody, name: string): Value | undefined {
  const { type } = variable;
  if ('many' in type && type.many) return readCodes(variable, body, name);
  if (type.kind === 'entries') return readEntries(name, body, prefix => readFields(type.of, body, prefix));
  if (type.kind === 'date') return readDate(body, name);
  if (type.kind === 'money') return readMoney(body, name);
  return type.kind === 'number' ? readNumberField(body, name) : readText(body, name);
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
