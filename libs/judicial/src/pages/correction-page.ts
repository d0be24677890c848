import type { HubRequest } from '@hub/access';
import type { Values } from '@hub/codebook';
import type { Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { presentFields, readFields, type FormBody, type FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CorrectFact } from '../case/correct-fact';
import { isCorrectable, needsApproval } from '../case/correctable';
import type { CourseEvent } from '../case/events';
import { commandOf, problemsOf, textOf } from './acting';
import type { Ground } from './case-choices';
import { hiddenOf, reasonFields, reasonProblems } from './correction-reason';
import { Desk } from './desk';
import { sameAnswer } from './differences';
import { answersIn, askedIn, assembled, type Asked } from './each-person';
import { allFields, groupsOf } from './fact-groups';
import { currencies, emptySets, presentFactField, readFactFields } from './fact-fields';
import { formOf } from './fact-forms';
import type { Answers, FactForm } from './fact-types';
import type { FieldGroup } from './forms';
import { StandingFacts, type FactAddress, type Subject } from './standing-fact';
import { factDetails, titleOf } from './timeline';

interface Typed {
  readonly answers: Answers;
  readonly body: FormBody;
}

/** The fact as its form takes it; free text is written anew or not at all. */
interface Shape {
  readonly form: FactForm;
  readonly asked: readonly Asked[];
}

const pathOf = ({ file, standing }: Subject) => `proceedings/${file.id}/correct/${standing.id}`;

/** Draws and takes corrections: first the fact with its reason, then before and after, then it is recorded. */
@Injectable()
export class CorrectionPage {
  constructor(
    private readonly desk: Desk,
    private readonly facts: StandingFacts,
  ) {}

  async form(request: HubRequest, reply: FastifyReply, address: FactAddress, after?: string): Promise<void> {
    const subject = await this.find(request, address, after);
    const draft = await this.desk.forms.drafts.load(request, pathOf(subject));
    const answers = draft ? this.read(subject, draft.body) : answersOf(subject);
    await this.draw(request, reply, subject, { answers, body: draft?.body ?? {} }, []);
  }

  async correct(
    request: HubRequest,
    reply: FastifyReply,
    address: FactAddress,
    body: FormBody,
  ): Promise<void> {
    const subject = await this.find(request, address);
    const path = pathOf(subject);
    if (await this.desk.forms.keptAside(request, reply, body, { path, subject: subject.file.id })) return;
    const typed = { answers: this.read(subject, body), body };
    const { changes, place } = changesOf(subject, typed.answers);
    const lacking = reasonProblems(body, subject.words);
    if (lacking.length > 0) return this.draw(request, reply, subject, typed, lacking);
    if (textOf(body, 'step') !== 'confirmed' && Object.keys(changes).length > 0) {
      return this.confirm(request, reply, subject, { typed, changes });
    }
    try {
      const { file, standing } = subject;
      const set = { id: file.id, act: this.desk.acting.act(request, body) };
      const note = textOf(body, 'correctionNote');
      const about = { fact: standing.id, reason: textOf(body, 'correctionReason'), ...(note && { note }) };
      const command = commandOf(CorrectFact, { ...about, changes }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.forms.drafts.discard(request, path);
      const done = needsApproval(standing.event) ? 'correction-requested' : 'corrected';
      return await this.desk.screens.redirect(
        reply,
        `/proceedings/${file.id}/timeline?after=${position}&done=${done}`,
      );
    } catch (error) {
      return this.draw(request, reply, subject, typed, problemsOf(error, subject.words, place));
    }
  }

  private async find(request: HubRequest, address: FactAddress, after?: string): Promise<Subject> {
    const subject = await this.facts.find(request, address, after);
    if (!isCorrectable(subject.standing.event)) {
      throw new Refusal('judicial.correction.not-correctable', {}, { status: 422 });
    }
    return subject;
  }

  private read({ standing, file, words }: Subject, body: FormBody): Answers {
    const { event } = standing;
    if (event.type === 'SectionRecorded') {
      return readFields(words.book.section(event.data.section).variables, body);
    }
    const { form, asked } = shapeOf(event, file.proceeding);
    return readFactFields(allFields(form, asked), body);
  }

  private groups(
    { standing, file, words }: Subject,
    answers: Answers,
    problems: readonly FormProblem[],
  ): FieldGroup[] {
    const { event } = standing;
    if (event.type === 'SectionRecorded') {
      const { labels, listOf, t } = words;
      const { variables } = words.book.section(event.data.section);
      const drawing = {
        labels,
        listOf,
        t,
        values: answers as Values,
        problems,
        currencies: currencies(words),
      };
      return [{ fields: presentFields(variables, drawing) }];
    }
    const { form, asked } = shapeOf(event, file.proceeding);
    const ground: Ground = { proceeding: file.proceeding, words };
    return groupsOf(form, asked, { ground, answers, problems });
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    { answers, body }: Typed,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const { file, standing, words } = subject;
    const given = {
      correctionReason: textOf(body, 'correctionReason'),
      correctionNote: textOf(body, 'correctionNote'),
    };
    const ground: Ground = { proceeding: file.proceeding, words };
    const why = reasonFields('correction').map(field =>
      presentFactField(field, { ground, answers: given, problems }),
    );
    const inError = this.desk.screens.may(request, 'case.record-in-error');
    await this.desk.forms.show(request, reply, words, {
      screen: 'J15',
      title: words.t('judicial-pages:correct.heading', { what: titleOf(standing.event, words) }),
      intro: words.t('judicial-pages:correct.intro', { reference: file.row.reference }),
      back: `/proceedings/${file.id}/timeline#fact-${standing.id}`,
      path: pathOf(subject),
      groups: [
        ...this.groups(subject, answers, problems),
        { title: words.t('judicial-pages:correct.why'), fields: why },
      ],
      submit: words.t('judicial-pages:correct.check'),
      problems,
      view: 'correction-form.njk',
      model: { inError: inError ? `/proceedings/${file.id}/in-error/${standing.id}` : '' },
    });
  }

  private async confirm(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    { typed, changes }: { typed: Typed; changes: Answers },
  ): Promise<void> {
    const { file, standing, words } = subject;
    const ground: Ground = { proceeding: file.proceeding, words };
    const after = { ...standing.event, data: changed(standing.event, changes) } as CourseEvent;
    const was = new Map(factDetails(standing.event, ground).map(({ key, value }) => [key, value]));
    const now = new Map(factDetails(after, ground).map(({ key, value }) => [key, value]));
    const keys = [...new Set([...was.keys(), ...now.keys()])].filter(key => was.get(key) !== now.get(key));
    const none = words.t('judicial-pages:answer.none');
    const model = {
      title: words.t('judicial-pages:correct.heading', { what: titleOf(standing.event, words) }),
      action: `/${pathOf(subject)}`,
      back: `/${pathOf(subject)}`,
      rows: keys.map(key => ({ key, before: was.get(key) ?? none, after: now.get(key) ?? none })),
      reason: words.t(`judicial-pages:choice.correction.${textOf(typed.body, 'correctionReason')}`),
      note: textOf(typed.body, 'correctionNote'),
      secondPerson: needsApproval(standing.event),
      hidden: hiddenOf(typed.body),
    };
    await this.desk.forms.drafts.save(request, pathOf(subject), typed.body, file.id);
    await this.desk.screens.send(request, reply, 'correction-check.njk', model, { screen: 'J15c' });
  }
}

function shapeOf(event: CourseEvent, proceeding: Parameters<typeof askedIn>[2]): Shape {
  const form = formOf(event.type);
  if (!form) throw new Refusal('judicial.correction.not-correctable', {}, { status: 422 });
  const fields = form.fields.filter(({ name }) => name !== 'note');
  const asked = form.each ? askedIn(form.each, event.data as unknown as Answers, proceeding) : [];
  return { form: { ...form, fields }, asked };
}

/** The fact as its form shows it. */
function answersOf({ standing: { event }, file }: Subject): Answers {
  if (event.type === 'SectionRecorded') return event.data.values;
  const data = event.data as unknown as Answers;
  const { form } = shapeOf(event, file.proceeding);
  return { ...data, ...(form.each && answersIn(form.each, data)) };
}

const changed = (event: CourseEvent, changes: Answers): Answers => ({
  ...(event.data as unknown as Answers),
  ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? undefined])),
});

/** What differs from the fact as it stands; a section, and what is said of persons, is given whole. */
function changesOf({ standing: { event }, file }: Subject, answers: Answers) {
  const none = { changes: {} as Answers, place: undefined };
  if (event.type === 'SectionRecorded') {
    return sameAnswer(event.data.values, answers) ? none : { ...none, changes: { values: answers } };
  }
  const { form, asked } = shapeOf(event, file.proceeding);
  const each = form.each && assembled(form.each, asked, answers);
  const before = event.data as unknown as Answers;
  const now: Answers = { ...emptySets(form.fields), ...pick(answers, form), ...each?.data };
  const names = [...form.fields.map(({ name }) => name), ...Object.keys(each?.data ?? {})];
  const differing = names.filter(name => !sameParts(before[name], now[name]));
  return {
    changes: Object.fromEntries(differing.map(name => [name, now[name] ?? null])) as Answers,
    place: each?.place,
  };
}

const pick = (answers: Answers, { fields }: FactForm): Answers =>
  Object.fromEntries(
    fields.flatMap(({ name }) => (answers[name] === undefined ? [] : [[name, answers[name]]])),
  );

/** Lists of what is said of each person are compared part by part. */
const sameParts = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && typeof one[0] === 'object'
    ? JSON.stringify(one) === JSON.stringify(other)
    : sameAnswer(one, other);
