import type { Missing, ValueType } from '@hub/codebook';

/** Answers the criteria have no list for. */
export type ChoiceType = { readonly kind: 'choice'; readonly of: string; readonly codes: readonly string[] };

/** One field of the form of a fact. */
export interface FactField {
  /** Field of the command. */
  readonly name: string;
  /** Variable of the criteria it answers: its label, its page of the handbook. */
  readonly variable?: string;
  /** Variable whose page of the handbook explains the field, where it answers none by itself. */
  readonly help?: string;
  readonly type: ValueType | ChoiceType | { readonly kind: 'account' };
  readonly missing?: readonly Missing[];
}

export const code = (name: string, list: string, variable?: string): FactField => ({
  name,
  type: { kind: 'code', list },
  missing: ['unknown'],
  ...(variable && { variable }),
});
export const strictCode = (name: string, list: string, variable?: string): FactField => ({
  ...code(name, list, variable),
  missing: [],
});
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
export const organisation = (name: string): FactField => ({ name, type: { kind: 'organisation' } });
export const money = (name: string): FactField => ({ name, type: { kind: 'money' } });
export const on = date('on');
export const helped = (field: FactField, help: string): FactField => ({ ...field, help });
export const note: FactField = { name: 'note', type: { kind: 'text', long: true } };
