/** EDTF date (`2024`, `2024-05`, `2024-05-17`), or `unknown` where the source does not tell: counted nowhere. */
export type When = string;

/** In units of the currency, two decimals; converted only for presentation. */
export interface Money {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export type ProsecutionDecision =
  'charged_thb' | 'charged_other' | 'not_charged' | 'plea_agreement' | 'transferred' | 'other';

export type Verdict =
  'convicted_thb' | 'convicted_other' | 'acquitted' | 'charge_rejected' | 'discontinued' | 'other';

export type AppealOutcome =
  | 'upheld'
  | 'modified_lenient'
  | 'modified_severe'
  | 'quashed_retrial'
  | 'reversed_to_acquittal'
  | 'reversed_to_conviction'
  | 'withdrawn';

export type SentenceKind =
  | 'life'
  | 'imprisonment'
  | 'suspended'
  | 'conditional_partial'
  | 'fine_only'
  | 'community_work'
  | 'educational_measure_minor'
  | 'security_measure'
  | 'legal_person_sanction';

/** What one court decided on one charge of one defendant. */
export interface ChargeVerdict {
  readonly legalBasis: string;
  readonly verdict: Verdict;
  /** Legal basis of the conviction where the court requalified the act; otherwise the charge itself. */
  readonly convictedOf?: string;
}

export interface Sentence {
  readonly kind: SentenceKind;
  /** Imprisonment to be served, in months. */
  readonly months?: number;
  readonly suspendedMonths?: number;
  readonly fine?: Money;
  readonly additional?: readonly string[];
  readonly aggravating?: readonly string[];
}

/** Where an imported case comes from. Never a person: file format, file and row. */
export interface Source {
  readonly format: string;
  readonly file: string;
  readonly row: string;
}
