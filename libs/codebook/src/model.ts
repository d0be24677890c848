/** The shape of the regional criteria. Data only: every label and definition is an i18n key derived from the names here. */

/** Where a value may be missing, it is missing for a stated reason; a key that is absent was not collected. */
export type Missing = 'unknown' | 'refused' | 'not_applicable';

/**
 * Class of personal data: `D` direct identifier, `Q` quasi-identifier, `S` special category or criminal data,
 * `N` none.
 */
export type PersonalData = 'D' | 'Q' | 'S' | 'N';

/** Key class under which a sealed value is encrypted; erased together. */
export type DataClass = 'identity' | 'contact' | 'sensitive' | 'narrative';

export type JurisdictionCode = 'AL' | 'BA' | 'BG' | 'HR' | 'XK' | 'MD' | 'ME' | 'MK' | 'RO' | 'RS';

/** The catalogue a label lives in: `codebook-shared`, `codebook-victims` or `codebook-judicial`. */
export type Part = 'shared' | 'victims' | 'judicial';

export type ValueType =
  | { readonly kind: 'code'; readonly list: string; readonly many?: boolean }
  | { readonly kind: 'text'; readonly long?: boolean; readonly maxLength?: number }
  /** EDTF level 0/1: `2024`, `2024-05`, `2024-05-17`, `../2024-05` (before), `2024/..` (after), `2024-03/2024-05`. */
  | { readonly kind: 'date'; readonly future?: boolean }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly integer?: boolean }
  /** `{ amount, currency }`, amount in units of the currency with two decimals. */
  | { readonly kind: 'money' }
  /** ISO 3166-1 alpha-2, `XK`, `STLS` stateless (Eurostat's code; `ST` is São Tomé); generated list `country`. */
  | { readonly kind: 'country'; readonly many?: boolean }
  /** ISO 3166-2 code of a first-level unit of one of the ten jurisdictions; generated list `unit`. */
  | { readonly kind: 'unit'; readonly many?: boolean }
  /** ISO 639-1/3; generated list `language`. */
  | { readonly kind: 'language' }
  /** Id in the register of organisations; generated list `organisation`. */
  | { readonly kind: 'organisation' }
  /** What happened several times, in its order: each entry holds values of these variables, none of them sealed. */
  | { readonly kind: 'entries'; readonly of: readonly Variable[] };

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export type Single = string | number | boolean | Money;

/** One of several entries: a stop on the way, a period of exploitation. */
export type Entry = Readonly<Record<string, Single | readonly string[] | undefined>>;

/** A value as recorded. Sets are arrays without repetition; missing markers are their own strings. */
export type Value = Single | readonly string[] | readonly Entry[];
export type Values = Readonly<Record<string, Value | undefined>>;

/** Conditions over other values of the same section or over facts about the case given by the context. */
export type Condition =
  | { readonly is: string; readonly in: readonly string[] }
  | { readonly has: string; readonly any: readonly string[] }
  | { readonly known: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Standards a variable, code or indicator has a counterpart in; the value is the name it has there. */
export type Mappings = Readonly<
  Partial<Record<'htcds' | 'ctdc' | 'glotip' | 'eurostat' | 'iccs' | 'ictip' | 'directive', string>>
>;

export interface Variable {
  /** Snake case; label = i18n `codebook-<part>:variable.<name>.label`. */
  readonly name: string;
  /** Number in the published criteria: `V15`, `J30`. A compound entry of the criteria is several variables of one number. */
  readonly number: string;
  readonly type: ValueType;
  readonly personalData: PersonalData;
  /** Encrypted in the log under this class, with the reason; everything else stays in clear for the indicators. */
  readonly sealed?: { readonly class: DataClass; readonly reason: string };
  /** Asked only when the condition holds. */
  readonly when?: Condition;
  /** Part of the mandatory minimum, checked at submit and at closing, never at import. */
  readonly mandatory?: boolean;
  /** Variables any of which satisfies the mandatory minimum in place of this one. */
  readonly alternatives?: readonly string[];
  readonly missing?: readonly Missing[];
  /** Jurisdictions that switched the variable on; absent = collected everywhere. */
  readonly optIn?: readonly JurisdictionCode[];
  /** Filled by the hub from other values or facts; never asked. */
  readonly derived?: boolean;
  readonly mappings?: Mappings;
}

export interface Section {
  /** Snake case: `background`, `recruitment`, `transport`, `exploitation`. */
  readonly name: string;
  /** What one recording belongs to: the case, or one person in it. */
  readonly subject: 'person' | 'case';
  readonly variables: readonly Variable[];
}

/** A variable that a typed life-cycle fact carries (a decision, a measure, a judgment) instead of a section. */
export interface LifeCycleVariable extends Variable {
  /** Name of the fact, snake case; label = i18n `fact.<name>`. */
  readonly fact: string;
  readonly subject: 'person' | 'case';
  /** The fact may occur several times in one case: an assistance, a measure, an appeal. */
  readonly repeatable?: boolean;
}

export interface Code {
  readonly code: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly mappings?: Mappings;
  /** Attributes of legal bases (`thb`, `child`, `use_of_services`, `iccs`, `jurisdiction`) and alike. */
  readonly attributes?: Readonly<Record<string, string | boolean>>;
}

export interface CodeList {
  readonly name: string;
  /** The catalogue its labels live in. */
  readonly part: Part;
  /** Start of the keys of its codes, where it is not `list.<name>`. */
  readonly labels?: string;
  readonly codes: readonly Code[];
}

export type Severity = 'error' | 'query' | 'note';

/** A cross-field rule; message = i18n `codebook-<part>:rule.<name>`. */
export interface PlausibilityRule {
  readonly name: string;
  readonly severity: Severity;
  /** Variables it speaks of: where the message is shown. */
  readonly variables: readonly string[];
  /** True when the values break the rule. `values` = the latest values of all sections and derived facts of one case. */
  readonly broken: (values: Values) => boolean;
}

/** How a value follows from others when it was not given itself; carried out in order. */
export interface Derivation {
  readonly variable: string;
  readonly from: readonly string[];
  readonly derive: (values: Values) => Value | undefined;
}

/** A dimension a table can be broken down by; label = i18n `breakdown.<name>`. */
export interface Breakdown {
  readonly name: string;
  readonly part: Part;
  /** The variable whose value puts a person or case into a class; absent for classes the context derives. */
  readonly variable?: string;
  /** The list of classes, in the order of tables; absent for classes that are no codes (day of the month of a date). */
  readonly list?: string;
}

export interface Indicator {
  /** `VI03`, `JI06`, `QI19`. */
  readonly id: string;
  readonly core: boolean;
  readonly unit:
    'person' | 'case' | 'decision' | 'judgment' | 'award' | 'percent' | 'days' | 'months' | 'money' | 'rate';
  /** Name of the date variable or event date the period is taken from; `none` for ratios of others. */
  readonly dateBasis: string;
  /** Stable name of the query the context implements for the numerator (and denominator). */
  readonly measure: string;
  readonly breakdowns: readonly string[];
  readonly mappings?: Mappings;
}

/** A body or one of its offices, as the jurisdiction profile fills the register of organisations. */
export interface Institution {
  readonly id: string;
  /** In the official language of the jurisdiction. */
  readonly name: string;
  /** Code of the list `organisation_type`. */
  readonly type: string;
  readonly roles: readonly InstitutionRole[];
  /** First-level unit it works in; absent = nationwide. */
  readonly unit?: string;
  /** Id of the body it is an office of. */
  readonly parent?: string;
}

export type InstitutionRole =
  'registers' | 'refers' | 'identifies' | 'assists' | 'investigates' | 'prosecutes' | 'adjudicates';

/** Variables, lists, rules and indicators one database works with: the shared part and its own. */
export interface Criteria {
  /** Semantic version of the regional criteria. */
  readonly version: string;
  readonly part: Exclude<Part, 'shared'>;
  readonly sections: readonly Section[];
  /** Variables that life-cycle facts carry instead of a section (status decisions, judgments, …). */
  readonly lifeCycle: readonly LifeCycleVariable[];
  readonly lists: Readonly<Record<string, CodeList>>;
  readonly rules: readonly PlausibilityRule[];
  readonly derivations: readonly Derivation[];
  readonly breakdowns: readonly Breakdown[];
  readonly indicators: readonly Indicator[];
  readonly institutions: Readonly<Record<JurisdictionCode, readonly Institution[]>>;
}

/** An administrative unit. `names` holds the name in other scripts or languages than the one of `name`. */
export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  /** 1 = first level; 2 = canton of the Federation of Bosnia and Herzegovina. */
  readonly level: 1 | 2;
  readonly parent?: string;
  readonly names?: Readonly<Record<string, string>>;
}

export interface Jurisdiction {
  readonly code: JurisdictionCode;
  readonly iso3: string;
  readonly timeZone: string;
  /** The catalogue first offered. */
  readonly catalogue: 'sq' | 'bs' | 'bg' | 'mk' | 'ro';
  /** Languages in official use, the first one first. */
  readonly languages: readonly string[];
  /** Currency by date: the last entry whose `from` is not after the date. */
  readonly currencies: readonly { readonly code: string; readonly from?: string }[];
  readonly units: readonly Unit[];
}
