import type { Entry, Money, Value, Values } from '../model';

/** Readers of values for rules and derivations: a missing marker or an absent value reads as nothing. */
const missing = new Set<unknown>(['unknown', 'refused', 'not_applicable']);

export function isKnown(value: Value | undefined): value is Value {
  return value !== undefined && !missing.has(value) && !(Array.isArray(value) && value.length === 0);
}

export function codeOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && isKnown(value) ? value : undefined;
}

export function setOf(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

export function entriesOf(values: Values, name: string): readonly Entry[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}

export function numberOf(values: Values, name: string): number | undefined {
  const value = values[name];
  return typeof value === 'number' ? value : undefined;
}

export function moneyOf(values: Values, name: string): Money | undefined {
  const value = values[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as Money) : undefined;
}

/** True when both sums are known, in one currency, and the first is the greater. */
export function exceeds(values: Values, greater: string, smaller: string): boolean {
  const a = moneyOf(values, greater);
  const b = moneyOf(values, smaller);
  return a !== undefined && b !== undefined && a.currency === b.currency && a.amount > b.amount;
}
