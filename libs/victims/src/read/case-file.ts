import type { Finding } from '@hub/codebook';
import type { Provenance } from '@hub/event-store';
import { EntitySchema } from 'typeorm';
import type { CaseState, StandingFact } from '../case/case';
import type { Task } from './tasks';

/** One row per case: what lists filter and sort by, and the standing facts from which everything else follows. */
export interface CaseFileRow {
  readonly case_id: string;
  readonly reference: string;
  readonly person: string;
  readonly status: string | null;
  readonly stage: Stage;
  readonly office: string;
  readonly county: string | null;
  readonly registered_by: string;
  /** EDTF. */
  readonly registered_on: string;
  readonly closed_on: string | null;
  readonly sealed: boolean;
  readonly assignees: readonly string[];
  readonly sex: string | null;
  readonly age_group: string | null;
  readonly age_band: string | null;
  readonly main_exploitation: string | null;
  readonly source: string | null;
  readonly provenance: Provenance;
  readonly version: number;
  /** ISO 8601. */
  readonly recorded_at: string;
  readonly updated_at: string;
  readonly next_due: string | null;
  readonly tasks: readonly Task[];
  /** Number of plausibility rules broken, by severity. */
  readonly errors: number;
  readonly queries: number;
  readonly notes: number;
  readonly findings: readonly Finding[];
  /** Mandatory variables without an answer. */
  readonly missing: readonly string[];
  readonly facts: readonly StandingFact[];
  readonly requests: CaseState['requests'];
  /** Facts of the case that entered a date, and how many of them within 14 days of it (QI20). */
  readonly dated_facts: number;
  readonly timely_facts: number;
  /** Rows of the case in `case_event_fact`. */
  readonly event_facts: number;
  /** What a list counts it under: the values of its filters, see {@link facetValues}. */
  readonly listed_under: string;
}

export type Stage = 'registered' | 'presumed' | 'identified' | 'rejected' | 'withdrawn' | 'closed';

const text = { type: 'text' } as const;
const optional = { type: 'text', nullable: true } as const;
const count = { type: 'integer' } as const;
const json = { type: 'json' } as const;
const instant = { type: 'timestamptz' } as const;

/** Filters of the list that are chosen from values, in the order of `listed_under`. */
export const facetNames = ['stage', 'sex', 'age_group', 'main_exploitation', 'county', 'year'] as const;
export type Facet = (typeof facetNames)[number];

/** Value of each filter, as SQL. */
export const facetSql: Readonly<Record<Facet, string>> = {
  stage: 'stage',
  sex: 'sex',
  age_group: 'age_group',
  main_exploitation: 'main_exploitation',
  county: 'county',
  year: 'left(registered_on, 4)',
};

/** The same of a row. */
export const facetValues = (row: Omit<CaseFileRow, 'listed_under'>): readonly (string | null)[] =>
  facetNames.map(name => (name === 'year' ? row.registered_on.slice(0, 4) : row[name]));

export const caseFileEntity = new EntitySchema<CaseFileRow>({
  name: 'CaseFile',
  tableName: 'case_file',
  columns: {
    case_id: { type: 'uuid', primary: true },
    reference: text,
    person: { type: 'uuid' },
    status: optional,
    stage: text,
    office: text,
    county: optional,
    registered_by: text,
    registered_on: text,
    closed_on: optional,
    sealed: { type: 'boolean' },
    assignees: { type: 'text', array: true },
    sex: optional,
    age_group: optional,
    age_band: optional,
    main_exploitation: optional,
    source: optional,
    provenance: text,
    version: count,
    recorded_at: instant,
    updated_at: instant,
    next_due: { type: 'date', nullable: true },
    tasks: json,
    errors: count,
    queries: count,
    notes: count,
    findings: json,
    missing: { type: 'text', array: true },
    facts: json,
    requests: json,
    dated_facts: count,
    timely_facts: count,
    event_facts: count,
    listed_under: text,
  },
  indices: [
    { name: 'case_file_reference', columns: ['reference'] },
    { name: 'case_file_person', columns: ['person'] },
    { name: 'case_file_office', columns: ['office', 'updated_at', 'case_id'] },
    { name: 'case_file_county', columns: ['county', 'updated_at', 'case_id'] },
    { name: 'case_file_updated', columns: ['updated_at', 'case_id'] },
    { name: 'case_file_registered', columns: ['registered_on', 'case_id'] },
    { name: 'case_file_due', columns: ['next_due', 'case_id'] },
  ],
});
