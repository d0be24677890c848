import { History } from '@hub/event-store';
import { Injectable } from '@nestjs/common';
import { Case } from '../case/case';
import { isCorrectable } from '../case/correctable';
import type { Amendment, ApprovalEvent, CaseEvent, CourseEvent } from '../case/events';
import { personName, type Ground } from './case-choices';
import type { CaseInView } from './case-files';
import { askedIn, answersIn, fieldsOf } from './each-person';
import { answerOf, labelOf } from './fact-fields';
import { formOf } from './fact-forms';
import type { Answers, FactField } from './fact-types';
import { isSealed, recording, type Recording } from './sealed-places';
import type { Words } from './words';

export interface Detail {
  readonly key: string;
  readonly value: string;
}

type Amending = Amendment | ApprovalEvent;

const amending: readonly string[] = [
  'FactCorrected',
  'RecordedInError',
  'AmendmentProposed',
  'AmendmentApproved',
  'AmendmentRefused',
];
const isAmending = (event: CaseEvent): event is Amending => amending.includes(event.type);

/** Everything that was ever recorded of a case, in its order. */
@Injectable()
export class CaseHistory {
  constructor(private readonly history: History) {}

  async of(
    id: string,
  ): Promise<{ recorded: readonly Recording[]; standing: readonly string[]; version: number }> {
    const { events, state, version } = await this.history.read(Case, id);
    return { recorded: events.map(recording), standing: state.facts.map(fact => fact.id), version };
  }
}

function sectionDetails(
  { data }: Extract<CourseEvent, { type: 'SectionRecorded' }>,
  ground: Ground,
): Detail[] {
  const { words, proceeding } = ground;
  const about =
    data.person === undefined
      ? []
      : [{ key: words.t('judicial-pages:field.person'), value: personName(proceeding, data.person, words) }];
  const variables = words.book.findSection(data.section)?.variables ?? [];
  const answers = variables
    .filter(({ name }) => data.values[name] !== undefined)
    .map(variable => ({
      key: words.labels.variable(variable.name),
      value: words.valueOf(variable, data.values[variable.name]),
    }));
  return [...about, ...answers];
}

function detail(field: FactField, value: unknown, ground: Ground): Detail[] {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  const key = labelOf(field, ground.words);
  if (isSealed(value)) return [{ key, value: ground.words.t('judicial-pages:answer.sealed') }];
  return [{ key, value: answerOf(field, value, ground) }];
}

/** What a fact says, field by field. */
export function factDetails(event: CourseEvent, ground: Ground): Detail[] {
  if (event.type === 'SectionRecorded') return sectionDetails(event, ground);
  const form = formOf(event.type);
  if (!form) return [];
  const { words, proceeding } = ground;
  const data = event.data as unknown as Answers;
  const own = form.fields.flatMap(field => detail(field, data[field.name], ground));
  const person = 'person' in event.data && !form.fields.some(({ name }) => name === 'person');
  const about = person
    ? [
        {
          key: words.t('judicial-pages:field.person'),
          value: personName(proceeding, String(data['person']), words),
        },
      ]
    : [];
  const { each } = form;
  if (!each) return [...about, ...own];
  const answers = answersIn(each, data);
  const persons = askedIn(each, data, proceeding).flatMap(one => {
    const prefix = `${personName(proceeding, one.person, words)} · `;
    const asked = fieldsOf(each, one).filter(({ name }) => !name.endsWith('-include'));
    return asked
      .flatMap(field => detail(field, answers[field.name], ground))
      .map(({ key, value }) => ({ key: prefix + key, value }));
  });
  return [...about, ...own, ...persons];
}

export function titleOf(event: CaseEvent, words: Words): string {
  if (event.type === 'SectionRecorded') return words.labels.section(event.data.section);
  return words.t(`judicial-pages:fact.${event.type}`);
}

export interface TimelineDrawing {
  readonly file: CaseInView;
  readonly words: Words;
  readonly names: ReadonlyMap<string, string>;
  readonly standing: ReadonlySet<string>;
  readonly mayCorrect: boolean;
}

/** The fact an amendment is about, also through a proposal. */
function amendedBy(event: Amending, all: readonly Recording[]): string {
  switch (event.type) {
    case 'FactCorrected':
      return event.data.corrects;
    case 'RecordedInError':
      return event.data.fact;
    case 'AmendmentProposed':
      return amendedBy(event.data.amendment, all);
    case 'AmendmentApproved':
    case 'AmendmentRefused': {
      const { proposal } = event.data;
      const asked = all.find(
        ({ event: one }) => one.type === 'AmendmentProposed' && one.data.proposal === proposal,
      )?.event;
      return asked?.type === 'AmendmentProposed' ? amendedBy(asked.data.amendment, all) : '';
    }
  }
}

const amendmentIn = (event: CaseEvent): Amendment | undefined => {
  if (event.type === 'FactCorrected' || event.type === 'RecordedInError') return event;
  return event.type === 'AmendmentProposed' ? event.data.amendment : undefined;
};

function reasonOf(event: Amending, words: Words): string {
  const amendment = amendmentIn(event);
  return amendment ? words.t(`judicial-pages:choice.correction.${amendment.data.reason}`) : '';
}

/** Corrections that took effect, by the fact they correct: at once, or when a second person approved. */
function effects(all: readonly Recording[]) {
  const corrected = new Map<string, string>();
  const removed = new Map<string, string>();
  const approved = new Set(
    all.flatMap(({ event }) => (event.type === 'AmendmentApproved' ? [event.data.proposal] : [])),
  );
  for (const { id, event } of all) {
    if (event.type === 'AmendmentProposed' && !approved.has(event.data.proposal)) continue;
    const amendment = amendmentIn(event);
    if (amendment?.type === 'FactCorrected') corrected.set(amendment.data.corrects, id);
    if (amendment?.type === 'RecordedInError') removed.set(amendment.data.fact, amendment.data.reason);
  }
  return { corrected, removed };
}

function amendingDetails(event: Amending, ground: Ground): Detail[] {
  const { words } = ground;
  const amendment = amendmentIn(event);
  const note = amendment ? amendment.data.note : 'note' in event.data ? event.data.note : undefined;
  const noted =
    note === undefined
      ? []
      : [{ key: words.t('judicial-pages:field.note'), value: words.answer({ kind: 'text' }, note) }];
  return [...(amendment?.type === 'FactCorrected' ? factDetails(amendment.data.fact, ground) : []), ...noted];
}

/** Newest first. */
export function timelineOf(all: readonly Recording[], drawing: TimelineDrawing) {
  const { words, names, file, standing, mayCorrect } = drawing;
  const ground: Ground = { proceeding: file.proceeding, words, accounts: names };
  const { corrected, removed } = effects(all);
  const whenOf = ({ data }: CaseEvent) => {
    const { on, openedOn } = data as { on?: string; openedOn?: string };
    const when = on ?? openedOn;
    return when === undefined ? '' : words.date(when);
  };
  const fact = (id: string, event: CourseEvent) => ({
    title: titleOf(event, words),
    when: whenOf(event),
    details: factDetails(event, ground),
    correctedBy: corrected.get(id) ?? '',
    corrects: '',
    reason: removed.has(id) ? words.t(`judicial-pages:choice.correction.${removed.get(id) ?? ''}`) : '',
    correctHref:
      mayCorrect && standing.has(id) && isCorrectable(event) ? `/proceedings/${file.id}/correct/${id}` : '',
  });
  const amended = (event: Amending) => {
    const corrects = amendedBy(event, all);
    const about = all.find(({ id }) => id === corrects)?.event;
    const of = about ? `: ${titleOf(about, words)}` : '';
    return {
      title: `${words.t(`judicial-pages:fact.${event.type}`)}${of}`,
      when: '',
      details: amendingDetails(event, ground),
      correctedBy: '',
      corrects: reasonOf(event, words) ? corrects : '',
      reason: reasonOf(event, words),
      correctHref: '',
    };
  };
  return all.toReversed().map(({ id, event, meta }) => ({
    ...(isAmending(event) ? amended(event) : fact(id, event)),
    id,
    recorded: words.fmt.dateTime(new Date(meta.recordedAt)),
    who: names.get(meta.actor) ?? meta.actor,
    office: meta.office === undefined ? '' : words.organisation(meta.office),
    inError: removed.has(id),
  }));
}
