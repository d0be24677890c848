import { parsePartialDate } from '../edtf';
import type { Value, Values, Variable } from '../model';
import { isKnown, moneyOf } from '../shared/facts';
import { isPlain, listOf, type PlainType } from './value';

/** A column of a read model of sections. Sealed variables have none. */
export interface Column {
  readonly name: string;
  readonly sql: 'text' | 'integer' | 'numeric' | 'date';
  /** An array of the type; the value of a set. */
  readonly many: boolean;
  /** The variable it holds, or a part of. */
  readonly variable: string;
}

const column = (variable: Variable, suffix: string, sql: Column['sql'], many = false): Column => ({
  name: `${variable.name}${suffix}`,
  sql,
  many,
  variable: variable.name,
});

/**
 * Codes, texts and partial dates stand as recorded, missing markers included. A date has its first possible day
 * beside it, for periods and order; a number or sum has the reason of its absence beside it.
 */
export function columnsOf(variable: Variable): readonly Column[] {
  const { type } = variable;
  // What happened several times is counted by what it comes to: the variables derived from the entries.
  if (type.kind === 'entries') return [];
  if (!isPlain(type)) return [column(variable, '', 'text', listOf(type)?.many ?? false)];
  switch (type.kind) {
    case 'number':
      return [
        column(variable, '', type.integer ? 'integer' : 'numeric'),
        column(variable, '_missing', 'text'),
      ];
    case 'money':
      return [
        column(variable, '_amount', 'numeric'),
        column(variable, '_currency', 'text'),
        column(variable, '_missing', 'text'),
      ];
    case 'date':
      return [column(variable, '', 'text'), column(variable, '_first', 'date')];
    case 'text':
      return [column(variable, '', 'text')];
  }
}

export type Cell = string | number | readonly string[] | null;

function firstDay(value: Value | undefined): string | null {
  if (typeof value !== 'string' || !isKnown(value)) return null;
  const date = parsePartialDate(value);
  return date?.earliest ?? date?.latest ?? null;
}

const markerOf = (value: Value | undefined): string | null =>
  typeof value === 'string' && !isKnown(value) ? value : null;

type Row = Record<string, Cell>;

function fillPlain(row: Row, name: string, type: PlainType, values: Values): void {
  const value = values[name];
  switch (type.kind) {
    case 'number':
      row[name] = typeof value === 'number' ? value : null;
      row[`${name}_missing`] = markerOf(value);
      return;
    case 'money': {
      const money = moneyOf(values, name);
      row[`${name}_amount`] = money?.amount ?? null;
      row[`${name}_currency`] = money?.currency ?? null;
      row[`${name}_missing`] = markerOf(value);
      return;
    }
    case 'date':
      row[name] = asText(value);
      row[`${name}_first`] = firstDay(value);
      return;
    case 'text':
      row[name] = asText(value);
  }
}

const asText = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** A set without an answer is the set of its missing marker, so that it is found and counted like a code. */
function asSet(value: Value | undefined): Cell {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : null;
}

/** Puts the cells of one variable, one for each of its columns, into a row: rebuilds make millions of them. */
export function fillCells(row: Row, { name, type }: Variable, values: Values): void {
  if (type.kind === 'entries') return;
  if (isPlain(type)) fillPlain(row, name, type, values);
  else row[name] = 'many' in type && type.many ? asSet(values[name]) : asText(values[name]);
}
