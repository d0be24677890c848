import type { Section, Values } from '@hub/codebook';
import type { Words } from './words';

/** An answer somebody else recorded meanwhile, beside the one typed. */
export interface Difference {
  readonly label: string;
  readonly recorded: string;
  readonly typed: string;
}

/** An answer in a form in which equal ones are equal; the order of a set says nothing. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).sort();
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

export const sameAnswer = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** Where what is recorded now differs from what was typed. */
export function differencesOf(
  { variables }: Section,
  recorded: Values,
  typed: Values,
  words: Words,
): Difference[] {
  return variables
    .filter(({ name, derived }) => !derived && !sameAnswer(recorded[name], typed[name]))
    .map(variable => ({
      label: words.labels.variable(variable.name),
      recorded: words.valueOf(variable, recorded[variable.name]),
      typed: words.valueOf(variable, typed[variable.name]),
    }));
}
