import type { Values } from '@hub/codebook';
import type { Proceeding } from './proceeding';

/** What the state machine must know of the criteria and the calendar. Abstract class: its own injection token. */
export abstract class Law {
  /** Attributes of a legal basis of the own jurisdiction; undefined when there is no such article. */
  abstract legalBasis(code: string): { readonly thb: boolean; readonly useOfServices: boolean } | undefined;
  /** Whether the register of organisations has this body, and it does that. */
  abstract isBody(id: string, role: 'prosecutes' | 'adjudicates'): boolean;
  /** Whether a code is on a list of the criteria. */
  abstract has(list: string, code: string): boolean;
  /** What is wrong with the values of a described section, given the facts known beside it. */
  abstract sectionProblems(section: string, values: Values, facts: Values): readonly Violation[];
  /** Whether a section describes the case or one person in it. */
  abstract subjectOf(section: string): 'person' | 'case' | undefined;
  /** Variables of the mandatory minimum that a case lacks, as `variable` or `<person>/variable`. */
  abstract missingAtClosing(p: Proceeding): readonly string[];
  /** Local day of the jurisdiction, `YYYY-MM-DD`: nothing happens later than that. */
  abstract today(): string;
}

/** Why a fact cannot follow the facts before it. */
export interface Violation {
  /** Stable code, at once the i18n key. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  /** JSON pointer of the field in the command. */
  readonly pointer?: string;
}

export function violation(code: string, pointer?: string, params?: Violation['params']): Violation {
  return { code, ...(pointer !== undefined && { pointer }), ...(params && { params }) };
}

/** The first rule broken, in the order given. */
export function firstOf(...found: readonly (Violation | undefined)[]): Violation | undefined {
  return found.find(v => v !== undefined);
}
