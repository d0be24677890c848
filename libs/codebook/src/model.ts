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

export type ValueType =
  | { readonly kind: 'code'; readonly list: string; readonly many?: boolean }
  | { readonly kind: 'text'; readonly long?: boolean; readonly maxLength?: number }
  /** EDTF level 0/1: `2024`, `2024-05`, `2024-05-17`, `../2024-05` (before), `2024/..` (after). */
  | { readonly kind: 'date' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly integer?: boolean }
  /** `{ amount, currency }`, amount in units of the currency with two decimals. */
  | { readonly kind: 'money' }
  /** ISO 3166-1 alpha-2, `XK`, `ST` stateless; a code list of the criteria like any other (`country`). */
  | { readonly kind: 'country'; readonly many?: boolean }
  /** Administrative unit of the own jurisdiction or, with many levels, `<jurisdiction>-<code>`. */
  | { readonly kind: 'unit'; readonly many?: boolean }
  /** ISO 639-1/3. */
  | { readonly kind: 'language' }
  /** Id in the register of organisations. */
  | { readonly kind: 'organisation' };

/** A value as recorded. Sets are arrays without repetition; missing markers are their own strings. */
export type Value = string | number | boolean | readonly string[] | { readonly amount: number; readonly currency: string };
export type Values = Readonly<Record<string, Value | undefined>>;

/** Conditions over other values of the same section or over facts about the case given by the context. */
export type Condition =
  | { readonly is: string; readonly in: readonly string[] }
  | { readonly has: string; readonly any: readonly string[] }
  | { readonly known: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export interface Variable {
  /** Snake case, e.g. `age_at_identification`; label = i18n `codebook-<part>:variable.<name>.label`. */
  readonly name: string;
  /** Number in the published criteria: `V15`, `J30`. */
  readonly number: string;
  readonly type: ValueType;
  readonly personalData: PersonalData;
  /** Encrypted in the log under this class, with the reason; everything else stays in clear for the indicators. */
  readonly sealed?: { readonly class: DataClass; readonly reason: string };
  /** Asked only when the condition holds. */
  readonly when?: Condition;
  /** Part of the mandatory minimum, checked at submit and at closing, never at import. */
  readonly mandatory?: boolean;
  readonly missing?: readonly Missing[];
  /** Collected only where the jurisdiction switched it on. */
  readonly optIn?: boolean;
  /** Filled by the hub from other values or facts; never asked. */
  readonly derived?: boolean;
  readonly mappings?: Readonly<Partial<Record<'htcds' | 'ctdc' | 'glotip' | 'eurostat' | 'iccs' | 'ictip' | 'directive', string>>>;
}

export interface Section {
  /** Snake case: `background`, `recruitment`, `transport`, `exploitation`. */
  readonly name: string;
  /** What one recording of the section describes. */
  readonly subject: 'person' | 'case';
  readonly repeatable?: boolean;
  readonly variables: readonly Variable[];
}

export interface Code {
  readonly code: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly mappings?: Variable['mappings'];
  /** Attributes of legal bases (`thb`, `child`, `use_of_services`, `iccs`, `jurisdiction`) and alike. */
  readonly attributes?: Readonly<Record<string, string | boolean>>;
}

export interface CodeList {
  readonly name: string;
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

export interface Indicator {
  /** `VI03`, `JI06`, `QI19`. */
  readonly id: string;
  readonly core: boolean;
  readonly unit: 'person' | 'case' | 'decision' | 'judgment' | 'award' | 'percent' | 'days' | 'months' | 'money' | 'rate';
  /** Name of the date variable or event date the period is taken from; `none` for ratios of others. */
  readonly dateBasis: string;
  /** Stable name of the query the context implements for the numerator (and denominator). */
  readonly measure: string;
  readonly breakdowns: readonly string[];
  readonly mappings?: Variable['mappings'];
}

/** Variables, lists, rules and indicators one database works with: the shared part and its own. */
export interface Criteria {
  /** Semantic version of the regional criteria. */
  readonly version: string;
  readonly part: 'victims' | 'judicial';
  readonly sections: readonly Section[];
  /** Variables that life-cycle facts carry instead of a section (status decisions, judgments, …). */
  readonly lifeCycle: readonly Variable[];
  readonly lists: Readonly<Record<string, CodeList>>;
  readonly rules: readonly PlausibilityRule[];
  readonly indicators: readonly Indicator[];
}

export interface Jurisdiction {
  readonly code: 'AL' | 'BA' | 'BG' | 'HR' | 'XK' | 'MD' | 'ME' | 'MK' | 'RO' | 'RS';
  readonly iso3: string;
  readonly timeZone: string;
  /** Language of the catalogue first offered, then the others in official use. */
  readonly languages: readonly string[];
  /** Currency by date: the last entry whose `from` is not after the date. */
  readonly currencies: readonly { readonly code: string; readonly from?: string }[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly type: string; readonly parent?: string }[];
  readonly institutions: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly unit?: string;
    readonly database: 'victims' | 'judicial';
  }[];
}
