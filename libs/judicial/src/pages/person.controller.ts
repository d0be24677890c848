import { Policy, type HubRequest } from '@hub/access';
import type { Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Law } from '../case/law';
import { defendantOf } from '../case/proceeding';
import { RecordIdentity } from '../person/record-identity';
import { commandOf, problemsOf, textOf } from './acting';
import { personName, personTitle } from './case-choices';
import type { CaseInView } from './case-files';
import { sectionTasks } from './case-state';
import { Desk } from './desk';
import { presentFactField, readFactFields } from './fact-fields';
import type { Answers } from './fact-types';
import { identityAnswers, identityFieldsOf, identityGiven } from './identity-fields';
import { noticeOf } from './notice';
import { PageQuery } from './page-query';
import { personHistory, personHead } from './person-view';
import { SealedTexts } from './sealed-texts';
import { stepsOf } from './steps-view';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

interface Subject {
  readonly file: CaseInView;
  readonly person: string;
  readonly kind: string;
  readonly words: Words;
}

interface Shown {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  readonly command?: string;
}

/** J4: one suspect, accused or convicted person of a case: what happened to them, and, for a purpose, who they are. */
@Controller('proceedings/:case/persons/:person')
export class PersonPages {
  constructor(
    private readonly desk: Desk,
    private readonly texts: SealedTexts,
    private readonly law: Law,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('person', ParseUUIDPipe) person: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const { file, words } = await this.subject(request, id, person, query.after);
    const may = (action: string) => this.desk.screens.mayHere(request, action);
    const drafted = new Set((await this.desk.forms.drafts.mine(request)).map(({ form }) => form));
    const own = stepsOf(file, words, may);
    const title = personTitle(file.proceeding, person, words);
    const record = await this.desk.files.person(person);
    const others = (record?.cases ?? []).filter(other => other !== id);
    const model = {
      id,
      person,
      title,
      reference: file.row.reference,
      head: personHead(file, person, words),
      history: personHistory(file, person, words),
      steps: {
        now: own.now.find(group => group.title === title)?.steps ?? [],
        later: own.later.find(group => group.title === title)?.steps ?? [],
      },
      sections: sectionTasks(
        { file, words, law: this.law, drafted, mayDescribe: may('case.describe') },
        person,
      ),
      others: may('person.describe') ? await this.desk.files.references(others) : [],
      mayIdentify: this.texts.purposes(request).length > 0,
      mayDescribe: may('person.describe'),
    };
    const notice = noticeOf(query, words);
    await this.desk.screens.send(request, reply, 'person.njk', model, { screen: 'J4', notice });
  }

  @Get('identity')
  @Policy('case.read', rights)
  async identity(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('person', ParseUUIDPipe) person: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const { file, words, kind } = await this.subject(request, id, person, query.after);
    const here = `/proceedings/${id}/persons/${person}/identity`;
    const identity = await this.texts.identity(request, person);
    if (!identity) return this.desk.screens.redirect(reply, `/proceedings/${id}/purpose?back=${here}`);
    const answers = identityAnswers(identity);
    const rows = identityFieldsOf(kind).map(({ name, type }) => ({
      key: words.t(`judicial-pages:field.${name}`),
      value:
        type.kind === 'date'
          ? words.answer(type, answers[name])
          : words.answer({ kind: 'text' }, answers[name]),
    }));
    const model = {
      id,
      person,
      title: personName(file.proceeding, person, words),
      reference: file.row.reference,
      rows,
      purpose: words.t(`judicial-access:purpose.${request.granted?.purpose ?? ''}`),
      here,
      mayDescribe: this.desk.screens.mayHere(request, 'person.describe'),
    };
    const notice = noticeOf(query, words);
    return this.desk.screens.send(request, reply, 'identity.njk', model, { screen: 'J4i', notice });
  }

  /** Who somebody is can be written down by who may not read it: the form begins empty then. */
  @Get('identity/record')
  @Policy('person.describe', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('person', ParseUUIDPipe) person: string,
  ): Promise<void> {
    const subject = await this.subject(request, id, person);
    const known = this.texts.may(request, 'person.identify')
      ? await this.texts.identity(request, person)
      : {};
    await this.draw(request, reply, subject, { answers: identityAnswers(known ?? {}), problems: [] });
  }

  @Post('identity/record')
  @Policy('person.describe', rights)
  async record(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('person', ParseUUIDPipe) person: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const subject = await this.subject(request, id, person);
    const answers = readFactFields(identityFieldsOf(subject.kind), body);
    const path = pathOf(subject);
    if (await this.desk.forms.keptAside(request, reply, body, { path, subject: person })) return;
    try {
      const set = { id: person, act: this.desk.acting.act(request, body) };
      const command = commandOf(RecordIdentity, { identity: identityGiven(answers) ?? {} }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.forms.drafts.discard(request, path);
      await this.desk.screens.redirect(
        reply,
        `/proceedings/${id}/persons/${person}?after=${position}&done=identity`,
      );
    } catch (error) {
      const problems = problemsOf(error, subject.words);
      await this.draw(request, reply, subject, { answers, problems, command: textOf(body, '_command') });
    }
  }

  private async subject(request: HubRequest, id: string, person: string, after?: string): Promise<Subject> {
    const file = await this.desk.files.read(id, after);
    const kind = defendantOf(file.proceeding, person)?.kind;
    if (kind === undefined) throw new Refusal('judicial.defendant.unknown', {}, { status: 404 });
    return { file, person, kind, words: this.desk.wording.of(request) };
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    subject: Subject,
    { answers, problems, command }: Shown,
  ): Promise<void> {
    const { file, person, kind, words } = subject;
    const drawing = { ground: { proceeding: file.proceeding, words }, answers, problems };
    await this.desk.forms.show(request, reply, words, {
      screen: 'J4r',
      title: words.t('judicial-pages:identity.record'),
      intro: `${file.row.reference} · ${personName(file.proceeding, person, words)}`,
      back: `/proceedings/${file.id}/persons/${person}`,
      path: pathOf(subject),
      groups: [{ fields: identityFieldsOf(kind).map(field => presentFactField(field, drawing)) }],
      submit: words.t('judicial-pages:action.record'),
      problems,
      ...(command && { command }),
    });
  }
}

const pathOf = ({ file, person }: Subject) => `proceedings/${file.id}/persons/${person}/identity/record`;
