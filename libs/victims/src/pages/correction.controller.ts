import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook, type Values } from '@hub/codebook';
import type { Act, Recorded } from '@hub/event-store';
import { type EntryAsked, presentFields, type FieldView, type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { requireFact } from '../case/amendment';
import type { CaseFact, StandingFact } from '../case/case';
import { CorrectFact } from '../case/correct-fact';
import { RecordInError } from '../case/record-in-error';
import { stateOf } from '../read/case-rows';
import { commandOf, problemsOf, textOf } from './acting';
import type { CaseInView } from './case-files';
import {
  beforeAfter,
  changesOf,
  fieldsOf,
  flat,
  hiddenOf,
  path,
  readCorrected,
  reasonFields,
  reasonProblems,
  renamed,
  type Flat,
} from './corrected-form';
import { currencies, presentFactField } from './fact-fields';
import { Forms } from './forms';
import { atFields, returnedTo, type Returned } from './returned';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';
import { titleOf } from './timeline';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

interface Drawn {
  readonly values: Flat;
  readonly body: FormBody;
  readonly problems: readonly FormProblem[];
  readonly asked?: EntryAsked;
  readonly status?: number;
}

interface Subject {
  readonly file: CaseInView;
  readonly standing: StandingFact;
  /** The fact with what may be opened in clear. */
  readonly fact: CaseFact;
  readonly words: Words;
}

/** V15: how a recorded fact truly was, with the reason; what was recorded stays in the history. */
@Controller('cases/:case/correct/:fact')
export class CorrectionPages {
  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
    private readonly texts: SealedTexts,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Policy('case.correct', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) factId: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const subject = await this.subject(request, id, factId, query.after);
    if (SealedTexts.has(subject.fact.data)) {
      await this.desk.screens.redirect(reply, `/cases/${id}/purpose?back=/${path(id, factId)}`);
      return;
    }
    const draft = await this.forms.drafts.load(request, path(id, factId));
    const returned = returnedTo(request, subject.file, subject.standing, query.about);
    if (returned) return this.again(request, reply, subject, returned, draft?.body);
    const values = draft ? readCorrected(this.book, subject.fact, draft.body) : flat(subject.fact);
    await this.draw(request, reply, subject, { values, body: draft?.body ?? {}, problems: [] });
  }

  /** The form of a request that was sent back: what was asked for, and what is wrong at each field. */
  private async again(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    returned: Returned,
    drafted: FormBody | undefined,
  ): Promise<void> {
    const { file, fact, standing, words } = subject;
    const reasons = await this.texts.open(request, file, returned.reasons);
    if (SealedTexts.has(reasons)) {
      const back = encodeURIComponent(`/${path(file.id, standing.id)}?about=${returned.request}`);
      await this.desk.screens.redirect(reply, `/cases/${file.id}/purpose?back=${back}`);
      return;
    }
    const values = drafted ? readCorrected(this.book, fact, drafted) : returned.values;
    const body = { ...drafted, _about: returned.request };
    await this.draw(request, reply, subject, {
      values,
      body,
      problems: atFields(reasons, words),
      status: 200,
    });
  }

  @Post()
  @Policy('case.correct', rights)
  async correct(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) factId: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const subject = await this.subject(request, id, factId);
    const about = { path: path(id, factId), person: subject.file.row.person };
    if (await this.forms.keptAside(request, reply, body, about)) return;
    const entries = await this.forms.entriesAsked(request, body, about);
    if (entries) {
      const values = readCorrected(this.book, subject.fact, entries.body);
      await this.draw(request, reply, subject, { ...entries, values, problems: [], status: 200 });
      return;
    }
    const values = readCorrected(this.book, subject.fact, body);
    if (textOf(body, 'step') !== 'confirmed') {
      const checked = reasonProblems(body, subject.words);
      const changes = changesOf(subject.fact, values);
      if (checked.length === 0 && Object.keys(changes).length > 0) {
        await this.confirm(request, reply, subject, { body, values });
        return;
      }
    }
    await this.send(request, reply, subject, { body, values }, (about, set) =>
      commandOf(CorrectFact, { ...about, changes: changesOf(subject.fact, values) }, set),
    );
  }

  /** The fact never happened: a right of its own, with a fresh password. */
  @Post('in-error')
  @Policy('case.record-in-error', rights)
  async takeOut(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) factId: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const subject = await this.subject(request, id, factId);
    const values = readCorrected(this.book, subject.fact, body);
    await this.send(request, reply, subject, { body, values }, (about, set) =>
      commandOf(RecordInError, about, set),
    );
  }

  private async send(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    { body, values }: { body: FormBody; values: Flat },
    command: (about: object, set: { case: string; act: Act }) => object,
  ): Promise<void> {
    const { file, standing, fact, words } = subject;
    const about = {
      fact: standing.id,
      reason: textOf(body, 'correctionReason'),
      note: textOf(body, 'correctionNote'),
      ...(textOf(body, '_about') && { request: textOf(body, '_about') }),
    };
    try {
      const set = { case: file.id, act: this.desk.acting.act(request, body) };
      const { position } = await this.desk.bus.execute<object, Recorded>(command(about, set));
      await this.forms.drafts.discard(request, path(file.id, standing.id));
      const done = fact.type === 'StatusDecided' ? 'correction-requested' : 'corrected';
      await this.desk.screens.redirect(reply, `/cases/${file.id}/timeline?after=${position}&done=${done}`);
    } catch (error) {
      await this.draw(request, reply, subject, {
        values,
        body,
        problems: problemsOf(error, words).map(renamed),
      });
    }
  }

  private async subject(request: HubRequest, id: string, factId: string, after?: string): Promise<Subject> {
    const file = await this.desk.files.read(id, after);
    const standing = requireFact(stateOf(file.row), factId);
    const fact = await this.texts.open(request, file, standing.fact);
    return { file, standing, fact, words: await this.desk.wording.of(request) };
  }

  private fields({ fact, words }: Subject, { values, problems, asked }: Drawn): FieldView[] {
    if (fact.type !== 'SectionRecorded') {
      return fieldsOf(fact).map(field => presentFactField(field, { words, values, problems }));
    }
    const { labels, listOf, t } = words;
    const drawing = { labels, listOf, t, values: values as Values, problems, currencies: currencies(words) };
    const { variables } = this.book.section(fact.data.section);
    return presentFields(variables, { ...drawing, ...(asked && { asked }), helpOf: name => `/help/${name}` });
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    drawn: Drawn,
  ): Promise<void> {
    const { body, problems, status } = drawn;
    const { file, fact, standing, words } = subject;
    const given = {
      correctionReason: textOf(body, 'correctionReason'),
      correctionNote: textOf(body, 'correctionNote'),
    };
    const why = reasonFields.map(field => presentFactField(field, { words, values: given, problems }));
    await this.forms.show(request, reply, words, {
      screen: 'V15',
      title: words.t('victims-pages:correct.heading', { what: titleOf(fact, words) }),
      intro: words.t('victims-pages:correct.intro', { reference: file.row.reference }),
      back: `/cases/${file.id}/timeline#fact-${standing.id}`,
      path: path(file.id, standing.id),
      groups: [
        { fields: this.fields(subject, drawn) },
        { title: words.t('victims-pages:correct.why'), fields: why },
      ],
      submit: words.t('victims-pages:correct.check'),
      problems,
      ...(textOf(body, '_about') && { hidden: { _about: textOf(body, '_about') } }),
      ...(status !== undefined && { status }),
      view: 'correction-form.njk',
      model: { mayTakeOut: this.desk.screens.mayHere(request, 'case.record-in-error') },
    });
  }

  private async confirm(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    { body, values }: { body: FormBody; values: Flat },
  ): Promise<void> {
    const { file, fact, standing, words } = subject;
    const model = {
      title: words.t('victims-pages:correct.heading', { what: titleOf(fact, words) }),
      action: `/${path(file.id, standing.id)}`,
      back: `/${path(file.id, standing.id)}`,
      rows: beforeAfter(fact, values, { file, book: this.book, words, names: new Map() }),
      reason: words.t(`victims-pages:choice.reason.${textOf(body, 'correctionReason')}`),
      note: textOf(body, 'correctionNote'),
      secondPerson: fact.type === 'StatusDecided',
      hidden: hiddenOf(body),
    };
    await this.forms.drafts.save(request, path(file.id, standing.id), body, file.row.person);
    await this.desk.screens.send(request, reply, 'correction-check.njk', model, { screen: 'V15c' });
  }
}
