import {
  certainlyAfter,
  type CriteriaBook,
  type Finding,
  type MandatoryCell,
  type Values,
} from '@hub/codebook';
import type { EventMeta } from '@hub/event-store';
import { listedUnder } from '@hub/read-model';
import { Case, viewOf, type CaseEvent, type CaseState, type CaseView } from '../case/case';
import { uptake, valuesOf } from '../case/values';
import { addDays, daysBetween } from '../dates';
import {
  caseFactEntity,
  codedColumns,
  decisionMonths,
  derivedCodes,
  monthOf,
  type CaseFactRow,
} from './case-fact';
import { facetValues, type CaseFileRow, type Stage } from './case-file';
import type { Coding } from './coding';
import { eventFactsOf, type EventFactRow } from './event-fact';
import { factColumns, type FactColumn } from './fact-columns';
import { tasksOf } from './tasks';

/** An event of a case, with places beside its envelopes. */
export interface CaseStep {
  readonly event: CaseEvent;
  readonly id: string;
  readonly version: number;
  readonly meta: EventMeta;
}

/** Days within which a fact should be entered (QI20). */
const TIMELY_DAYS = 14;

const stageOf = ({ registration }: CaseState['view'], status: string | undefined): Stage => {
  if (registration?.closed) return 'closed';
  return (status as Stage | undefined) ?? 'registered';
};

/** Everything the read models know of one case, from its facts alone. */
export class CaseRows {
  readonly columns: readonly FactColumn[];
  /** Mandatory variables in the order of the criteria: what `due` and `filled` count by. */
  readonly mandatory: readonly string[];
  readonly factEntity: ReturnType<typeof caseFactEntity>;

  constructor(
    private readonly book: CriteriaBook,
    private readonly coding: Coding,
  ) {
    this.columns = factColumns(book);
    this.mandatory = mandatoryOf(book);
    this.factEntity = caseFactEntity(this.columns);
  }

  /** The case after further events; undefined when there is none, or it was recorded in error. */
  fold(caseId: string, row: CaseFileRow | undefined, steps: readonly CaseStep[]): KnownCase | undefined {
    let state = stateOf(row);
    for (const { event, id, version, meta } of steps) {
      const { actor, recordedAt } = meta;
      state = Case.evolve(state, event, { id, version, actor, recordedAt });
    }
    const [registered] = steps;
    const last = steps.at(-1);
    if (!registered || !last || state.void || !state.view.registration) return undefined;
    const { version, meta } = last;
    const first = row ?? {
      recorded_at: registered.meta.recordedAt,
      provenance: registered.meta.provenance,
      ...nothingEntered,
    };
    return this.describe(caseId, state, { ...first, version, updated_at: meta.recordedAt }, steps);
  }

  private describe(
    caseId: string,
    state: CaseState,
    known: Kept,
    steps: readonly CaseStep[],
  ): KnownCase | undefined {
    const { view, facts, requests } = state;
    const { registration } = view;
    if (!registration) return undefined;
    const values = valuesOf(view, this.book);
    const events = eventFactsOf(view, this.coding).map((fact, nth) => ({ case_id: caseId, nth, ...fact }));
    const tasks = tasksOf(state);
    const mandatory = this.book.mandatoryCells(values);
    const findings = this.book.plausibility(values);
    const missing = mandatory.filter(({ filled }) => !filled).map(({ variable }) => variable);
    const count = (wanted: Finding['severity']) =>
      findings.filter(({ severity }) => severity === wanted).length;
    const counted: Omit<CaseFileRow, 'listed_under'> = {
      case_id: caseId,
      reference: registration.reference,
      person: registration.person,
      status: code(values.victim_status),
      stage: stageOf(view, values.victim_status as string | undefined),
      office: registration.office,
      county: registration.county ?? null,
      registered_by: registration.registeredBy,
      registered_on: registration.on,
      closed_on: registration.closed?.on ?? null,
      sealed: registration.sealed,
      assignees: registration.assignees,
      sex: code(values.sex),
      age_group: code(values.majority_at_identification),
      age_band: code(values.age_band),
      main_exploitation: code(values.main_exploitation),
      source: registration.source?.name ?? null,
      provenance: known.provenance,
      version: known.version,
      recorded_at: known.recorded_at,
      updated_at: known.updated_at,
      next_due: tasks[0]?.due ?? null,
      tasks,
      errors: count('error'),
      queries: count('query'),
      notes: count('note'),
      missing,
      findings,
      facts,
      requests,
      ...this.timeliness(known, steps),
      event_facts: events.length,
    };
    const row = Object.assign(counted, { listed_under: listedUnder(facetValues(counted)) });
    return { row, view, values, events, mandatory };
  }

  /** What a row stands for, without new events. */
  known(row: CaseFileRow): KnownCase {
    const view = viewOf(row.facts);
    const events = eventFactsOf(view, this.coding).map((fact, nth) => ({
      case_id: row.case_id,
      nth,
      ...fact,
    }));
    const values = valuesOf(view, this.book);
    return { row, view, values, events, mandatory: this.book.mandatoryCells(values) };
  }

  /** Imported facts are dated by their source and say nothing on how soon somebody entered them. */
  private timeliness({ dated_facts, timely_facts }: Kept, steps: readonly CaseStep[]) {
    const dated = steps.flatMap(({ event, meta }) =>
      'on' in event.data && meta.provenance !== 'public' ? [{ on: event.data.on, meta }] : [],
    );
    const timely = dated.filter(
      ({ on, meta }) => !certainlyAfter(addDays(meta.recordedAt.slice(0, 10), -TIMELY_DAYS), on),
    );
    return { dated_facts: dated_facts + dated.length, timely_facts: timely_facts + timely.length };
  }

  /** The row figures are counted from. `person` and `shared` come from whoever knows of merges. */
  fact(
    { row, view, values, mandatory }: KnownCase,
    counted: { readonly person: string; readonly shared: boolean },
  ): CaseFactRow {
    const { book, coding, columns } = this;
    const own = derivedCodes(view, values, book.jurisdiction.code);
    const places = (filled: boolean) =>
      mandatory.filter(cell => !filled || cell.filled).map(cell => this.mandatory.indexOf(cell.variable) + 1);
    const offers = Object.values(view.assistances);
    const offered = offers.map(({ offeredOn }) => monthOf(offeredOn)).filter(month => month > 0);
    return {
      ...codedColumns(columns, coding, { ...values, assistance_decision: uptake(offers), ...own }),
      case_id: row.case_id,
      ...counted,
      ...decisionMonths(view.status),
      offered_month: offered.length > 0 ? Math.min(...offered) : 0,
      source: row.source,
      decision_days: days(values.presumed_since, values.formal_decision_date),
      guardian_days: days(values.presumed_since, values.guardian_date),
      dated_facts: row.dated_facts,
      timely_facts: row.timely_facts,
      due: places(false),
      filled: places(true),
    };
  }
}

/** A case as the read models know it. */
export interface KnownCase {
  readonly row: CaseFileRow;
  readonly view: CaseView;
  readonly values: Values;
  readonly events: readonly EventFactRow[];
  readonly mandatory: readonly MandatoryCell[];
}

type Kept = Pick<
  CaseFileRow,
  'provenance' | 'recorded_at' | 'dated_facts' | 'timely_facts' | 'version' | 'updated_at'
>;
const nothingEntered = { dated_facts: 0, timely_facts: 0 };

export const mandatoryOf = ({ sections, lifeCycle }: CriteriaBook): readonly string[] => [
  ...new Set(
    [...sections.flatMap(({ variables }) => variables), ...lifeCycle]
      .filter(({ mandatory }) => mandatory)
      .map(({ name }) => name),
  ),
];

const code = (value: Values[string]): string | null => (typeof value === 'string' ? value : null);

/** Days between two days; null when either is not known to the day. */
function days(from: Values[string], to: Values[string]): number | null {
  if (typeof from !== 'string' || typeof to !== 'string' || from.length !== 10 || to.length !== 10)
    return null;
  return daysBetween(from, to);
}

export function stateOf(row: Pick<CaseFileRow, 'facts' | 'requests'> | undefined): CaseState {
  if (!row) return Case.initial;
  const { facts, requests } = row;
  return { facts, requests, view: viewOf(facts), void: false };
}
