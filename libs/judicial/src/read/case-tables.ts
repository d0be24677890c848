import type { SealedValue } from '@hub/vault';
import { EntitySchema } from 'typeorm';
import type { CaseState } from '../case/case';
import type { MandatoryTally } from './quality';
import type { StageRow } from './person-stages';
import * as c from './columns';

/** One case as lists show it, with the state it was derived from. */
export interface CaseFile {
  id: string;
  reference: string;
  office: string;
  unit: string | null;
  opened_on: string;
  opened_first: string | null;
  origin: string;
  legal_basis: readonly string[];
  main_exploitation: string | null;
  stage: string;
  closed: boolean;
  closed_on: string | null;
  closure_reason: string | null;
  prosecutors: readonly string[];
  sealed: boolean;
  suspects: number;
  accused: number;
  convicted: number;
  proposals: number;
  next_deadline: string | null;
  version: number;
  provenance: string;
  source: string | null;
  source_file: string | null;
  official_number: SealedValue | null;
  recorded_at: string;
  changed_at: string;
  /** Cases whose defendants came here, and cases that took over defendants of this one. */
  came_from: readonly string[];
  went_into: readonly string[];
  /** What a list counts it under: the values of its filters, see {@link facetNames}. */
  listed_under: string;
  state: Omit<CaseState, 'facts'>;
}

/** Filters of the list that are chosen from values, in the order of `listed_under`. */
export const facetNames = ['stage', 'legal_basis', 'origin', 'main_exploitation', 'closed'] as const;
export type FacetName = (typeof facetNames)[number];

export const caseFile = new EntitySchema<CaseFile>({
  name: 'case_file',
  columns: {
    id: c.key(c.id),
    reference: c.text,
    office: c.text,
    unit: c.maybe(c.text),
    opened_on: c.text,
    opened_first: c.maybe(c.day),
    origin: c.text,
    legal_basis: c.texts,
    main_exploitation: c.maybe(c.text),
    stage: c.text,
    closed: c.flag,
    closed_on: c.maybe(c.text),
    closure_reason: c.maybe(c.text),
    prosecutors: c.texts,
    sealed: c.flag,
    suspects: c.small,
    accused: c.small,
    convicted: c.small,
    proposals: c.small,
    next_deadline: c.maybe(c.day),
    version: c.whole,
    provenance: c.text,
    source: c.maybe(c.text),
    source_file: c.maybe(c.text),
    official_number: c.maybe(c.json),
    recorded_at: c.instant,
    changed_at: c.instant,
    came_from: c.ids,
    went_into: c.ids,
    listed_under: c.text,
    state: c.json,
  },
  indices: [
    { name: 'case_file_reference', columns: ['reference'] },
    { name: 'case_file_list', columns: ['office', 'changed_at', 'id'] },
  ],
});

/** One fact of the log as the timeline shows it. Sealed fields stay sealed. */
export interface CaseFact {
  id: string;
  case_id: string;
  version: number;
  position: string;
  type: string;
  person: string | null;
  on_date: string | null;
  first_day: string | null;
  recorded_at: string;
  actor: string;
  office: string | null;
  /** Days from the day it happened to the day it was recorded; absent where the day is not exact. */
  delay: number | null;
  schema: number;
  /** As recorded. */
  data: object;
  /** As last corrected. A fact recorded in error has no row. */
  corrected: object | null;
}

export const caseFact = new EntitySchema<CaseFact>({
  name: 'case_fact',
  columns: {
    id: c.key(c.id),
    case_id: c.id,
    version: c.whole,
    position: c.big,
    type: c.text,
    person: c.maybe(c.id),
    on_date: c.maybe(c.text),
    first_day: c.maybe(c.day),
    recorded_at: c.instant,
    actor: c.text,
    office: c.maybe(c.text),
    delay: c.maybe(c.whole),
    schema: c.small,
    data: c.json,
    corrected: c.maybe(c.json),
  },
  indices: [{ name: 'case_fact_case', columns: ['case_id', 'version'] }],
});

/** One person in one case. */
export interface DefendantRow {
  case_id: string;
  person: string;
  kind: string;
  wording: string;
  stage: string;
  suspected_on: string;
  suspected_of: readonly string[];
  arrested_on: string | null;
  detained: boolean;
  measure_until: string | null;
  decision: string | null;
  decision_on: string | null;
  charges: readonly string[];
  court: string | null;
  verdict: string | null;
  verdict_final: boolean;
  final_on: string | null;
  sentence_kind: string | null;
  sentence_months: number | null;
  severed_into: string | null;
  sex: string | null;
  majority: string | null;
  citizenship: readonly string[];
}

export const defendantTable = new EntitySchema<DefendantRow>({
  name: 'defendant',
  columns: {
    case_id: c.key(c.id),
    person: c.key(c.id),
    kind: c.text,
    wording: c.text,
    stage: c.text,
    suspected_on: c.text,
    suspected_of: c.texts,
    arrested_on: c.maybe(c.text),
    detained: c.flag,
    measure_until: c.maybe(c.text),
    decision: c.maybe(c.text),
    decision_on: c.maybe(c.text),
    charges: c.texts,
    court: c.maybe(c.text),
    verdict: c.maybe(c.text),
    verdict_final: c.flag,
    final_on: c.maybe(c.text),
    sentence_kind: c.maybe(c.text),
    sentence_months: c.maybe(c.whole),
    severed_into: c.maybe(c.id),
    sex: c.maybe(c.text),
    majority: c.maybe(c.text),
    citizenship: c.texts,
  },
  indices: [{ name: 'defendant_person', columns: ['person'] }],
});

/** Something to be done, by a day where there is one. Derived from the facts, never stored beside them. */
export interface TaskRow {
  case_id: string;
  kind: string;
  /** The measure, judgment, proposal or person it is about. */
  subject: string;
  person: string | null;
  due: string | null;
}

export const taskTable = new EntitySchema<TaskRow>({
  name: 'task',
  columns: {
    case_id: c.key(c.id),
    kind: c.key(c.text),
    subject: c.key(c.text),
    person: c.maybe(c.id),
    due: c.maybe(c.day),
  },
  indices: [{ name: 'task_due', columns: ['due'] }],
});

/** What is missing of the mandatory minimum in one case. */
export interface QualityRow {
  case_id: string;
  office: string;
  due: number;
  filled: number;
  cells: MandatoryTally;
  findings: readonly { readonly severity: string; readonly rule: string }[];
}

export const qualityTable = new EntitySchema<QualityRow>({
  name: 'case_quality',
  columns: {
    case_id: c.key(c.id),
    office: c.text,
    due: c.small,
    filled: c.small,
    cells: c.json,
    findings: c.json,
  },
});

/** One person, with what lists show and what the counts of all their cases come from. */
export interface PersonRecord {
  id: string;
  kind: string;
  version: number;
  registered_at: string;
  changed_at: string;
  provenance: string;
  identity: Readonly<Record<string, SealedValue>> | null;
  links: readonly { readonly with: string; readonly relation: string }[];
  into_person: string | null;
  members: readonly string[];
  restricted: boolean;
  held: boolean;
  forgotten: boolean;
  erasure_requested_by: string | null;
  cases: readonly string[];
  /** Stages reached, by case. */
  stages: Readonly<Record<string, readonly StageRow[]>>;
}

export const personRecord = new EntitySchema<PersonRecord>({
  name: 'person_record',
  columns: {
    id: c.key(c.id),
    kind: c.text,
    version: c.whole,
    registered_at: c.instant,
    changed_at: c.instant,
    provenance: c.text,
    identity: c.maybe(c.json),
    links: c.json,
    into_person: c.maybe(c.id),
    members: c.ids,
    restricted: c.flag,
    held: c.flag,
    forgotten: c.flag,
    erasure_requested_by: c.maybe(c.text),
    cases: c.ids,
    stages: c.json,
  },
});
