import type { Condition, Missing, ValueType } from '@hub/codebook';
import type { Action } from '../access/policy';
import type { CaseCommand } from '../case/command';
import type { CourseEvent } from '../case/events';

/** Answers the criteria have no list for. */
type ChoiceType = { readonly kind: 'choice'; readonly of: string; readonly codes: readonly string[] };

/** Something in the case itself, or around it, that a fact speaks of. */
export type Picked =
  | 'person'
  | 'indictment'
  | 'measure'
  | 'judgment'
  | 'appeal'
  | 'confiscation'
  | 'award'
  | 'court'
  | 'office'
  | 'prosecutor';

type PickType = { readonly kind: 'pick'; readonly from: Picked; readonly many?: boolean };

/** One field of the form of a fact. */
export interface FactField {
  /** Name of the control; but for what is asked of each person, the field of the command. */
  readonly name: string;
  readonly type: ValueType | ChoiceType | PickType | { readonly kind: 'flag' };
  /** Variable of the criteria it answers: its label, its page of the handbook. */
  readonly variable?: string;
  /** Name of its label among the texts of the pages, where it is not that of the field. */
  readonly label?: string;
  /** The charge the question is about. */
  readonly charge?: string;
  readonly missing?: readonly Missing[];
  readonly when?: Condition;
}

/** What is asked of each person of an indictment, of a judgment, of the decision on an appeal. */
export type Each = 'charged' | 'judged' | 'outcomes';

/** How a fact is recorded, shown and corrected: one table for the forms, the timeline and the corrections. */
export interface FactForm {
  /** Last part of its address; the step of the proceedings it takes. */
  readonly name: string;
  readonly fact: CourseEvent['type'];
  readonly action: Action;
  readonly command: new () => CaseCommand;
  readonly fields: readonly FactField[];
  readonly each?: Each;
  /** Screen of the design. */
  readonly screen: string;
}

/** Answers of a form by the names of its controls. */
export type Answers = Readonly<Record<string, unknown>>;
