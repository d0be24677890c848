import { isEnvelope, type SealedValue } from '@hub/vault';
import type { OpenedEvent } from '@hub/event-store';
import { evolveCase, noCase, type CaseState } from '../case/case';
import type { CaseEvent, CourseEvent } from '../case/events';
import { caseRow } from './case-row';
import type { CaseFact, CaseFile } from './case-tables';
import type { Parts } from './derived';
import { daysBetween, periodOf } from './period';
import { tasksOf } from './tasks';

export type OpenedCaseEvent = OpenedEvent<CaseEvent>;

/** The events of one case in a batch, and the facts that stand before it where one of them amends. */
export interface CaseBatch {
  readonly id: string;
  readonly events: readonly OpenedCaseEvent[];
  readonly standing: readonly CaseFact[];
}

const amends: readonly CaseEvent['type'][] = ['FactCorrected', 'RecordedInError', 'AmendmentApproved'];

/** Whether the events change earlier facts, so that these must be read again. */
export const hasAmendment = (events: readonly OpenedCaseEvent[]): boolean =>
  events.some(({ type }) => amends.includes(type));

const notInCourse: readonly string[] = [...amends, 'AmendmentProposed', 'AmendmentRefused'];

/** The state a row and its facts were left in. */
export function stateBefore(row: CaseFile | undefined, standing: readonly CaseFact[]): CaseState {
  if (!row) return noCase;
  const facts = standing
    .filter(({ type }) => !notInCourse.includes(type))
    .map(({ id, type, data, corrected }) => ({
      id,
      event: { type, data: corrected ?? data } as CourseEvent,
    }));
  return { ...row.state, facts };
}

export function stateAfter(before: CaseState, events: readonly OpenedCaseEvent[]): CaseState {
  return events.reduce(
    (state, { id, type, data, meta }) =>
      evolveCase(state, { type, data } as CaseEvent, { id, actor: meta.actor }),
    before,
  );
}

function sealedNumber(events: readonly OpenedCaseEvent[]): SealedValue | undefined {
  const last = events.findLast(({ type }) => type === 'OfficialNumberRecorded');
  const envelope = last?.stored['number'];
  if (!last || !isEnvelope(envelope)) return undefined;
  const { stream, id: eventId, type, meta } = last;
  const subject = stream.slice('case-'.length);
  return { envelope, where: { stream, eventId, type, schema: meta.schema, pointer: '/number', subject } };
}

function numberOf(
  { proceeding }: CaseState,
  events: readonly OpenedCaseEvent[],
  found: CaseFile | undefined,
): SealedValue | null {
  if (proceeding.officialNumber === undefined) return null;
  return sealedNumber(events) ?? found?.official_number ?? null;
}

/** The row of a case after a batch; none when there is no such case, or no more. */
export function nextRow(
  { coding }: Parts,
  found: CaseFile | undefined,
  { id, events }: CaseBatch,
  state: CaseState,
): CaseFile | undefined {
  const last = events.at(-1);
  const first = events[0];
  if (!last || !first || !state.proceeding.opened) return undefined;
  const deadlines = tasksOf(state, coding.book.jurisdiction.code).flatMap(task => task.due ?? []);
  return caseRow(coding.book, state, {
    id,
    version: last.version,
    provenance: first.meta.provenance,
    recordedAt: found?.recorded_at ?? first.meta.recordedAt,
    changedAt: last.meta.recordedAt,
    officialNumber: numberOf(state, events, found),
    nextDeadline: deadlines.sort()[0] ?? null,
  });
}

/** A line of the timeline. */
export function factRow(caseId: string, event: OpenedCaseEvent): CaseFact {
  const { id, version, position, type, data, meta } = event;
  const { on, openedOn, person } = data as { on?: string; openedOn?: string; person?: string };
  const when = on ?? openedOn;
  return {
    id,
    version,
    type,
    data,
    case_id: caseId,
    position: String(position),
    person: person ?? null,
    on_date: when ?? null,
    first_day: periodOf(when)?.day ?? null,
    recorded_at: meta.recordedAt,
    actor: meta.actor,
    office: meta.office ?? null,
    delay: daysBetween(when, meta.recordedAt.slice(0, 10)) ?? null,
    schema: meta.schema,
    corrected: null,
  };
}

/** Lines of the timeline after a batch: the new ones, those corrected, and those that went. */
export function factChanges(batch: CaseBatch, after: CaseState) {
  const added = batch.events.map(event => factRow(batch.id, event));
  if (!hasAmendment(batch.events)) return { put: added, removed: [] };
  const standing = new Map(after.facts.map(fact => [fact.id, fact.event.data]));
  const all = [...batch.standing, ...added];
  const inCourse = ({ type }: CaseFact) => !notInCourse.includes(type);
  return {
    put: all
      .filter(row => !after.inError && (!inCourse(row) || standing.has(row.id)))
      .map(row => {
        const data = standing.get(row.id);
        return data === undefined || data === row.data ? row : correctedRow(row, data);
      }),
    removed: all.filter(row => after.inError || (inCourse(row) && !standing.has(row.id))),
  };
}

/** A corrected fact shows the day it is now known to have happened. */
function correctedRow(row: CaseFact, data: object): CaseFact {
  const { on, openedOn, person } = data as { on?: string; openedOn?: string; person?: string };
  const when = on ?? openedOn;
  return {
    ...row,
    person: person ?? null,
    on_date: when ?? null,
    first_day: periodOf(when)?.day ?? null,
    corrected: data,
  };
}
