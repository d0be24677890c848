import type {
  Code,
  CodeList,
  Condition,
  LifeCycleVariable,
  Mappings,
  Missing,
  Part,
  PersonalData,
  ValueType,
  Variable,
} from '../model';

/** Shorthand for the data files: a type, a list, a variable in one line each. */
export const code = (list: string): ValueType => ({ kind: 'code', list });
export const codes = (list: string): ValueType => ({ kind: 'code', list, many: true });
export const text = (maxLength: number): ValueType => ({ kind: 'text', maxLength });
export const number = (min: number, max: number): ValueType => ({ kind: 'number', min, max, integer: true });
export const date: ValueType = { kind: 'date' };
export const money: ValueType = { kind: 'money' };
export const country: ValueType = { kind: 'country' };
export const countries: ValueType = { kind: 'country', many: true };
export const unit: ValueType = { kind: 'unit' };
export const units: ValueType = { kind: 'unit', many: true };
export const language: ValueType = { kind: 'language' };
export const organisation: ValueType = { kind: 'organisation' };
export const entries = (...of: readonly Variable[]): ValueType => ({ kind: 'entries', of });

type Rest = Omit<Variable, 'name' | 'number' | 'type' | 'personalData'>;

/** What most questions allow: the answer is not known, or the person would not say. */
export const unknown: readonly Missing[] = ['unknown'];
export const unknownOrRefused: readonly Missing[] = ['unknown', 'refused'];
export const unknownOrNotApplicable: readonly Missing[] = ['unknown', 'not_applicable'];

/** A variable of a section. Unless said otherwise, "unknown" is a valid answer to it. */
export function variable(
  number: string,
  name: string,
  type: ValueType,
  personalData: PersonalData,
  rest: Rest = {},
): Variable {
  return { name, number, type, personalData, missing: unknown, ...rest };
}

/** Gives the variables of one life-cycle fact its name and subject. */
export function fact(
  name: string,
  subject: 'person' | 'case',
  variables: readonly Variable[],
  options: { readonly repeatable?: boolean } = {},
): LifeCycleVariable[] {
  return variables.map(entry => ({ ...entry, fact: name, subject, ...options }));
}

/** A list of plain codes, or of codes with mappings: `{ female: { ctdc: 'Female' } }`. */
export function list(
  part: Part,
  name: string,
  entries: readonly string[] | Readonly<Record<string, Mappings>>,
): CodeList {
  const codesOf: readonly Code[] = Array.isArray(entries)
    ? (entries as readonly string[]).map(entry => ({ code: entry }))
    : Object.entries(entries as Readonly<Record<string, Mappings>>).map(([entry, mappings]) =>
        Object.keys(mappings).length > 0 ? { code: entry, mappings } : { code: entry },
      );
  return { name, part, codes: codesOf };
}

export function byName(lists: readonly CodeList[]): Readonly<Record<string, CodeList>> {
  return Object.fromEntries(lists.map(entry => [entry.name, entry]));
}

export const is = (name: string, ...values: string[]): Condition => ({ is: name, in: values });
export const has = (name: string, ...values: string[]): Condition => ({ has: name, any: values });
export const known = (name: string): Condition => ({ known: name });
export const not = (condition: Condition): Condition => ({ not: condition });
