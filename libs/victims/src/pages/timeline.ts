import type { CriteriaBook } from '@hub/codebook';
import { History, openEvent, type EventMeta, type LoggedEvent } from '@hub/event-store';
import { Injectable } from '@nestjs/common';
import { Case, isAmendment, type CaseAmendment, type CaseEvent, type CaseFact } from '../case/case';
import { withPlaces } from '../read/sealed-places';
import { upcasts } from '../upcasts';
import { describeAbout } from './case-parts';
import type { CaseInView } from './case-files';
import { answerOf, labelOf } from './fact-fields';
import { formOf } from './fact-forms';
import type { Words } from './words';

/** One event of a case as it was recorded. */
export interface Recording {
  readonly id: string;
  readonly version: number;
  readonly event: CaseEvent;
  readonly meta: EventMeta;
}

export interface TimelineEntry {
  readonly id: string;
  /** Name of the form, `section` or `amendment`: what a reader narrows the timeline to. */
  readonly kind: string;
  readonly title: string;
  readonly when: string;
  readonly recorded: string;
  readonly who: string;
  readonly office: string;
  readonly details: readonly { readonly key: string; readonly value: string }[];
  readonly correctedBy: string;
  readonly inError: boolean;
  readonly corrects: string;
  readonly reason: string;
  readonly correctHref: string;
}

function recording(logged: LoggedEvent): Recording {
  const opened = openEvent<CaseEvent>(logged, upcasts);
  const { id, version, meta, type } = opened;
  const subject = 'person' in opened.data && typeof opened.data.person === 'string' ? opened.data.person : '';
  return { id, version, meta, event: { type, data: withPlaces(opened, logged.data, subject) } as CaseEvent };
}

/** Everything that was ever recorded of a case, in its order. */
@Injectable()
export class CaseHistory {
  constructor(private readonly history: History) {}

  async of(id: string): Promise<readonly Recording[]> {
    const { events } = await this.history.read(Case, id);
    return events.map(recording);
  }
}

export interface TimelineDrawing {
  readonly file: CaseInView;
  readonly book: CriteriaBook;
  readonly words: Words;
  readonly names: ReadonlyMap<string, string>;
  readonly mayCorrect: boolean;
}

type Details = Omit<TimelineDrawing, 'mayCorrect'>;

function sectionDetails({ data }: Extract<CaseFact, { type: 'SectionRecorded' }>, { book, words }: Details) {
  return (book.findSection(data.section)?.variables ?? [])
    .filter(({ name }) => data.values[name] !== undefined)
    .map(variable => ({
      name: variable.name,
      key: words.labels.variable(variable.name),
      value: words.valueOf(variable, data.values[variable.name]),
    }));
}

/** What a fact says, field by field. */
export function factDetails(fact: CaseFact, drawing: Details) {
  if (fact.type === 'SectionRecorded') return sectionDetails(fact, drawing);
  const { file, words, names } = drawing;
  const { about, fields = [] } = formOf(fact.type) ?? {};
  const data = fact.data as unknown as Readonly<Record<string, unknown>>;
  const subject = about && {
    key: words.t(`victims-pages:about.${about}`),
    value: describeAbout(file.view, about, String(data[about]), words),
  };
  return [
    ...(subject ? [{ name: '', ...subject }] : []),
    ...fields
      .filter(({ name }) => data[name] !== undefined)
      .map(field => ({
        name: field.name,
        key: labelOf(field, words),
        value: answerOf(field, data[field.name], words, names),
      })),
  ];
}

export function titleOf(fact: CaseFact, words: Words): string {
  if (fact.type === 'SectionRecorded') return words.labels.section(fact.data.section);
  return words.t(`victims-pages:form.${formOf(fact.type)?.name ?? ''}`);
}

/** The fact an amendment speaks of; an answer to a request speaks of what the request does. */
function factOf({ data }: CaseAmendment, all: readonly Recording[]): string {
  if ('fact' in data) return data.fact;
  const asked = all.find(({ id }) => id === data.request)?.event;
  return asked?.type === 'CorrectionRequested' ? asked.data.fact : '';
}

function amended(event: CaseAmendment, { words }: TimelineDrawing, all: readonly Recording[]) {
  const fact = factOf(event, all);
  const about = all.find(({ id }) => id === fact)?.event;
  const of = about && !isAmendment(about) ? titleOf(about, words) : '';
  return { title: `${words.t(`victims-pages:fact.${event.type}`)}${of ? `: ${of}` : ''}`, fact };
}

/** What was wrong at each field of a request that was sent back. */
function reasonsOf(
  event: Extract<CaseAmendment, { type: 'CorrectionReturned' }>,
  { words }: TimelineDrawing,
  all: readonly Recording[],
) {
  const about = all.find(({ id }) => id === factOf(event, all))?.event;
  const fields = about && !isAmendment(about) ? (formOf(about.type)?.fields ?? []) : [];
  return fields
    .filter(({ name }) => name in event.data.reasons)
    .map(field => ({
      key: labelOf(field, words),
      value: words.answer({ kind: 'text' }, event.data.reasons[field.name]),
    }));
}

function changesOf(event: CaseAmendment, drawing: TimelineDrawing, all: readonly Recording[]) {
  if (event.type === 'CorrectionReturned') return reasonsOf(event, drawing, all);
  const { words } = drawing;
  const note = 'note' in event.data && event.data.note !== undefined ? event.data.note : undefined;
  const noted =
    note === undefined
      ? []
      : [{ key: words.t('victims-pages:field.note'), value: words.answer({ kind: 'text' }, note) }];
  if (!('changes' in event.data) || !event.data.changes) return noted;
  const before = all.find(({ id }) => 'fact' in event.data && id === event.data.fact)?.event;
  if (!before || isAmendment(before)) return noted;
  const was = new Map(factDetails(before, drawing).map(({ key, value }) => [key, value]));
  const after = { ...before, data: { ...before.data, ...event.data.changes } } as CaseFact;
  const changed = factDetails(after, drawing).filter(({ key, value }) => was.get(key) !== value);
  return [
    ...changed.map(({ key, value }) => ({
      key,
      value: `${was.get(key) ?? words.t('victims-pages:answer.none')} → ${value}`,
    })),
    ...noted,
  ];
}

/** Why events were taken out as recorded in error, by the event they speak of. */
const errorsIn = (all: readonly Recording[]) =>
  new Map(
    all.flatMap(({ event }) =>
      event.type === 'RecordedInError' ? [[event.data.fact, event.data.reason] as const] : [],
    ),
  );

function factEntry({ id, event }: Recording & { event: CaseFact }, drawing: TimelineDrawing) {
  const { file, words, mayCorrect } = drawing;
  const standing = file.row.facts.find(fact => fact.id === id);
  const open = standing !== undefined && file.registration.closed === undefined;
  return {
    title: titleOf(event, words),
    when: 'on' in event.data ? words.fmt.date(event.data.on) : '',
    details: factDetails(event, drawing),
    correctedBy: standing?.corrections.at(-1) ?? '',
    corrects: '',
    correctHref: mayCorrect && open ? `/cases/${file.id}/correct/${id}` : '',
  };
}

function amendmentEntry(event: CaseAmendment, drawing: TimelineDrawing, all: readonly Recording[]) {
  const { title, fact } = amended(event, drawing, all);
  const details = changesOf(event, drawing, all);
  const corrects = 'fact' in event.data ? fact : '';
  return { title, details, corrects, when: '', correctedBy: '', correctHref: '' };
}

/** Name under which a timeline is narrowed to entries like this one. */
function kindOf(event: CaseEvent): string {
  if (isAmendment(event)) return 'amendment';
  return event.type === 'SectionRecorded' ? 'section' : (formOf(event.type)?.name ?? '');
}

/** Kinds of the entries of a timeline with how many there are of each. */
export function kindsOf(entries: readonly TimelineEntry[], chosen: string, words: Words) {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const name = (kind: string) => {
    if (kind === 'section') return words.t('timeline.kind.section');
    return words.t(kind === 'amendment' ? 'timeline.kind.amendment' : `victims-pages:form.${kind}`);
  };
  return [
    { value: '', text: words.t('timeline.all', { count: entries.length }), current: chosen === '' },
    ...[...counts].map(([value, n]) => ({
      value,
      text: `${name(value)} (${words.fmt.number(n)})`,
      current: value === chosen,
    })),
  ];
}

/** Newest first. */
export function timelineOf(all: readonly Recording[], drawing: TimelineDrawing): TimelineEntry[] {
  const { words, names } = drawing;
  const errors = errorsIn(all);
  return all.toReversed().map(({ event, ...rest }) => {
    const { id, meta } = rest;
    const entry = isAmendment(event)
      ? amendmentEntry(event, drawing, all)
      : factEntry({ ...rest, event }, drawing);
    const reason = 'reason' in event.data && isAmendment(event) ? event.data.reason : errors.get(id);
    return {
      ...entry,
      id,
      kind: kindOf(event),
      recorded: words.fmt.dateTime(meta.recordedAt),
      who: names.get(meta.actor) ?? meta.actor,
      office: meta.office === undefined ? '' : words.organisation(meta.office),
      inError: errors.has(id),
      reason: reason === undefined ? '' : words.t(`victims-pages:choice.reason.${String(reason)}`),
    };
  });
}
