import type { Condition } from '@hub/codebook';
import type { DateFields } from './date-fields';

export interface Option {
  readonly value: string;
  /** With the number of the code in front, so that typing the number finds it too. */
  readonly text: string;
  readonly checked: boolean;
}

interface Common {
  /** Name of the control, and id of the element an error links to. */
  readonly name: string;
  readonly label: string;
  /** Number of the variable in the criteria; the form on paper has the same. */
  readonly number?: string;
  readonly hint?: string;
  /** Page of the handbook that explains the variable. */
  readonly help?: string;
  readonly error?: string;
  /** Shown only while it holds; names in it are control names of the same form. */
  readonly when?: Condition;
  /** The condition in words, for a reader without JavaScript. */
  readonly onlyIf?: string;
  /** "Unknown", "refused", "not applicable", where the variable knows them beside its own values. */
  readonly missing: readonly Option[];
}

/** One of several entries as a card of a form. */
export interface EntryView {
  /** Name of the entry, the start of its controls' names; what its button "remove" sends. */
  readonly name: string;
  readonly title: string;
  readonly fields: readonly FieldView[];
}

/** One field as a template draws it. */
export type FieldView =
  | (Common & { readonly kind: 'radios' | 'checkboxes' | 'select'; readonly options: readonly Option[] })
  | (Common & {
      /** Several codes of a long list: one searchable box for each, and some more to fill. */
      readonly kind: 'several';
      readonly options: readonly Option[];
      /** Code in each box; empty where nothing is chosen yet. */
      readonly boxes: readonly string[];
    })
  | (Common & {
      readonly kind: 'text' | 'number' | 'long-text';
      readonly value: string;
      readonly width?: number;
    })
  | (Common & { readonly kind: 'date'; readonly value: DateFields })
  /** A whole day, with nothing unknown about it. */
  | (Common & { readonly kind: 'day'; readonly value: Omit<DateFields, 'precision'> })
  | (Common & {
      readonly kind: 'money';
      readonly amount: string;
      readonly currency: string;
      readonly currencies: readonly Option[];
    })
  /** What happened several times: a card for each entry, with buttons to add another and to take one away. */
  | (Common & {
      readonly kind: 'entries';
      readonly entries: readonly EntryView[];
      /** Where the reader goes on: the last card, or the button that adds one. */
      readonly lead?: 'last' | 'add';
    });

export interface FormProblem {
  /** Name of the control. */
  readonly field: string;
  readonly message: string;
  /** Where the problem is mended, when that is not this form. */
  readonly href?: string;
}
