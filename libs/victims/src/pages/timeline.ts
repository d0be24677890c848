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

/** What a fact says, field by field. */
export function factDetails(fact: CaseFact, { file, book, words, names }: Omit<TimelineDrawing, 'mayCorrect'>) {
  if (fact.type === 'SectionRecorded') {
    const { section, values } = fact.data;
    return (book.findSection(section)?.variables ?? [])
      .filter(({ name }) => values[name] !== undefined)
      .map(variable => ({ key: words.labels.variable(variable.name), value: words.valueOf(variable, values[variable.name]) }));
  }
  const form = formOf(fact.type);
  const data = fact.data as unknown as Readonly<Record<string, unknown>>;
  const about = form?.about && typeof data[form.about] === 'string' ? String(data[form.about]) : '';
  const subject = form?.about
    ? [{ key: words.t(`about.${form.about}`), value: describeAbout(file.view, form.about, about, words) }]
    : [];
  const fields = (form?.fields ?? []).filter(({ name }) => data[name] !== undefined);
  return [
    ...subject,
    ...fields.map(field => ({ key: labelOf(field, words), value: answerOf(field, data[field.name], words, names) })),
  ];
}

export function titleOf(fact: CaseFact, words: Words): string {
  if (fact.type === 'SectionRecorded') return words.labels.section(fact.data.section);
  return words.t(`fact.${fact.type}`);
}

function amended(event: CaseAmendment, { words }: TimelineDrawing, all: readonly Recording[]) {
  const fact = 'fact' in event.data ? event.data.fact : '';
  const about = all.find(({ id }) => id === fact)?.event;
  const of = about && !isAmendment(about) ? titleOf(about, words) : '';
  return { title: `${words.t(`fact.${event.type}`)}${of ? `: ${of}` : ''}`, fact };
}

function changesOf(event: CaseAmendment, drawing: TimelineDrawing, all: readonly Recording[]) {
  const { words } = drawing;
  const note = 'note' in event.data && event.data.note !== undefined ? event.data.note : undefined;
  const noted = note === undefined ? [] : [{ key: words.t('field.note'), value: words.answer({ kind: 'text' }, note) }];
  if (!('changes' in event.data) || !event.data.changes) return noted;
  const before = all.find(({ id }) => 'fact' in event.data && id === event.data.fact)?.event;
  if (!before || isAmendment(before)) return noted;
  const was = new Map(factDetails(before, drawing).map(({ key, value }) => [key, value]));
  const after = { ...before, data: { ...before.data, ...event.data.changes } } as CaseFact;
  const changed = factDetails(after, drawing).filter(({ key, value }) => was.get(key) !== value);
  return [
    ...changed.map(({ key, value }) => ({ key, value: `${was.get(key) ?? words.t('answer.none')} → ${value}` })),
    ...noted,
  ];
}

/** Newest first. */
export function timelineOf(all: readonly Recording[], drawing: TimelineDrawing): TimelineEntry[] {
  const { file, words, names, mayCorrect } = drawing;
  const standing = new Map(file.row.facts.map(fact => [fact.id, fact]));
  const voided = new Map(
    all.flatMap(({ event }) => (event.type === 'RecordedInError' ? [[event.data.fact, event.data.reason] as const] : [])),
  );
  return all.toReversed().map(({ id, event, meta }) => {
    const amendment = isAmendment(event) ? amended(event, drawing, all) : undefined;
    const reason = isAmendment(event) && 'reason' in event.data ? event.data.reason : voided.get(id);
    const stands = standing.has(id) && file.registration.closed === undefined;
    return {
      id,
      title: amendment?.title ?? (isAmendment(event) ? '' : titleOf(event, words)),
      when: 'on' in event.data ? words.fmt.date(event.data.on) : '',
      recorded: words.fmt.dateTime(meta.recordedAt),
      who: names.get(meta.actor) ?? meta.actor,
      office: meta.office === undefined ? '' : words.organisation(meta.office),
      details: isAmendment(event) ? changesOf(event, drawing, all) : factDetails(event, drawing),
      correctedBy: standing.get(id)?.corrections.at(-1) ?? '',
      inError: voided.has(id),
      corrects: amendment?.fact ?? '',
      reason: reason === undefined ? '' : words.t(`reason.${reason}`),
      correctHref: mayCorrect && stands ? `/cases/${file.id}/correct/${id}` : '',
    };
  });
}
