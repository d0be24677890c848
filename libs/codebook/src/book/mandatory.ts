import type { Values, Variable } from '../model';
import { holds } from './condition';

/** A cell of the mandatory minimum that is due for these values. */
export interface MandatoryCell {
  readonly variable: string;
  readonly filled: boolean;
}

/** What the hub fills itself is never due: nobody could leave it out. */
const isDue = ({ mandatory, derived, when }: Variable, values: Values): boolean =>
  mandatory === true && !derived && (when === undefined || holds(when, values, () => true) === true);

/** A question answered with "not known" is filled; only one left out is not. */
const isFilled = ({ name, alternatives = [] }: Variable, values: Values): boolean =>
  [name, ...alternatives].some(entry => values[entry] !== undefined);

/** The due cells among these variables. */
export function mandatoryCells(variables: readonly Variable[], values: Values): MandatoryCell[] {
  return variables
    .filter(entry => isDue(entry, values))
    .map(entry => ({ variable: entry.name, filled: isFilled(entry, values) }));
}
