import type { Condition, Values } from '../model';
import { isKnown } from '../shared/facts';

/** Says whether the absence of a value is an answer, or only means that nobody looked. */
export type Answerable = (name: string) => boolean;

function every(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

function some(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(true)) return true;
  return results.includes(undefined) ? undefined : false;
}

/** True, false, or undefined where the condition speaks of a value that is out of sight. */
export function holds(condition: Condition, values: Values, answerable: Answerable): boolean | undefined {
  const sub = (inner: Condition) => holds(inner, values, answerable);
  if ('all' in condition) return every(condition.all.map(sub));
  if ('not' in condition) {
    const inner = sub(condition.not);
    return inner === undefined ? undefined : !inner;
  }
  if ('is' in condition) {
    return look(condition.is, value => typeof value === 'string' && condition.in.includes(value));
  }
  if ('known' in condition) return look(condition.known, isKnown);
  if ('has' in condition) {
    return look(
      condition.has,
      value => Array.isArray(value) && value.some((entry: string) => condition.any.includes(entry)),
    );
  }
  return some(condition.any.map(sub));

  function look(name: string, test: (value: Values[string]) => boolean): boolean | undefined {
    const value = values[name];
    return value === undefined && !answerable(name) ? undefined : test(value);
  }
}

/** Names of the variables a condition looks at. */
export function variablesOf(condition: Condition): readonly string[] {
  if ('is' in condition) return [condition.is];
  if ('has' in condition) return [condition.has];
  if ('known' in condition) return [condition.known];
  if ('not' in condition) return variablesOf(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(variablesOf);
}
