import type { Entry, Value, Values } from '@hub/codebook';
import type { FormBody } from './form-body';

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entries of a value; none where it holds something else. */
export const entriesOf = (value: unknown): readonly Entry[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isEntry) : [];

/**
 * Entries as typed: controls are named `<variable>-<number>-<field>`. An entry in which nothing was filled is none;
 * the others keep their order.
 */
export function readEntries(
  name: string,
  body: FormBody,
  read: (prefix: string) => Values,
): Value | undefined {
  const start = `${name}-`;
  const numbers = Object.keys(body)
    .filter(key => key.startsWith(start))
    .map(key => Number(/^(\d{1,4})-/.exec(key.slice(start.length))?.[1]));
  const inOrder = [...new Set(numbers.filter(Number.isInteger))].sort((a, b) => a - b);
  const entries = inOrder
    .map(number => read(`${start}${number}-`) as Entry)
    .filter(entry => Object.keys(entry).length > 0);
  return entries.length > 0 ? entries : undefined;
}

const isNamed = (asked: FormBody[string]): asked is string => typeof asked === 'string' && asked !== '';

/** What was done to the entries of a variable: one more to fill, or one taken away. */
export interface EntryAsked {
  readonly variable: string;
  readonly more: boolean;
}

/**
 * What a button of a form asks for beside recording it, and the body without the entry taken away. Undefined where no
 * such button was pressed.
 */
export function entryAsked(
  body: FormBody,
): { readonly body: FormBody; readonly asked: EntryAsked } | undefined {
  const { _add: added, _remove: removed } = body;
  if (isNamed(added)) return { body, asked: { variable: added, more: true } };
  if (!isNamed(removed)) return undefined;
  const rest = Object.entries(body).filter(([name]) => !name.startsWith(`${removed}-`));
  const variable = removed.replace(/-\d+$/, '');
  return { body: Object.fromEntries(rest), asked: { variable, more: false } };
}
