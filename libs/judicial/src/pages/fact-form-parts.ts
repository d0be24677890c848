import type { Condition } from '@hub/codebook';
import type { Action } from '../access/policy';
import type { CaseCommand } from '../case/command';
import type { CourseEvent } from '../case/events';
import type { Each, FactField, FactForm, Picked } from './fact-types';

type Command = new () => CaseCommand;

export const code = (name: string, list: string, variable?: string): FactField => ({
  name,
  type: { kind: 'code', list },
  ...(variable && { variable }),
});
const orUnknown = (field: FactField): FactField => ({ ...field, missing: ['unknown'] });
export const codes = (name: string, list: string, variable?: string): FactField => ({
  name,
  type: { kind: 'code', list, many: true },
  ...(variable && { variable }),
});
export const date = (name: string, variable?: string): FactField => ({
  name,
  type: { kind: 'date', future: true },
  ...(variable && { variable }),
});
export const choice = (name: string, of: string, values: readonly string[]): FactField => ({
  name,
  type: { kind: 'choice', of, codes: values },
});
export const number = (name: string, max: number, variable?: string): FactField => ({
  name,
  type: { kind: 'number', min: 0, max, integer: true },
  ...(variable && { variable }),
});
export const pick = (name: string, from: Picked, many = false): FactField => ({
  name,
  type: { kind: 'pick', from, ...(many && { many }) },
});
export const only = (field: FactField, when: Condition): FactField => ({ ...field, when });

/** Where the source does not tell the day, it is not known. */
export const on = orUnknown(date('on'));
export const value: FactField = { name: 'value', type: { kind: 'money' } };
export const note: FactField = { name: 'note', type: { kind: 'text', long: true } };
export const person = pick('person', 'person');
export const persons = pick('persons', 'person', true);
export const legalBasis = codes('legalBasis', 'legal_basis', 'current_legal_basis');

interface Terms {
  readonly each?: Each;
  readonly screen?: string;
}

export const form = (
  fact: CourseEvent['type'],
  [name, action]: readonly [string, Action],
  command: Command,
  fields: readonly FactField[],
  { each, screen = 'J6' }: Terms = {},
): FactForm => ({ name, fact, action, command, fields, screen, ...(each && { each }) });
