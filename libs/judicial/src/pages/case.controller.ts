import { AccessLog, Policy, type HubRequest } from '@hub/access';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Law } from '../case/law';
import { sessionOf } from './acting';
import { answerGroups, answersBySubject } from './answers';
import { gridOf, headOf, stripOf } from './case-head';
import type { CaseInView } from './case-files';
import { findingViews, missingLinks, sectionTasks } from './case-state';
import { Desk } from './desk';
import { moneyLists } from './money-view';
import { noticeOf } from './notice';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';
import { stepsOf } from './steps-view';
import { taskAction, taskView } from './task-view';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** J3, J9 and J12: a case at a glance, all its answers, and its summary on paper. */
@Controller('proceedings/:case')
export class CasePages {
  constructor(
    private readonly desk: Desk,
    private readonly texts: SealedTexts,
    private readonly law: Law,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async overview(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = this.desk.wording.of(request);
    const may = (action: string) => this.desk.screens.mayHere(request, action);
    const drafts = await this.desk.forms.drafts.mine(request);
    const drafted = new Set(drafts.map(({ form }) => form));
    const tasks = await this.desk.files.tasks(file);
    const model = {
      ...frame(file, words),
      strip: stripOf(file, words),
      persons: gridOf(file, await this.desk.files.defendants(file), words),
      steps: stepsOf(file, words, may),
      sections: sectionTasks({ file, words, law: this.law, drafted, mayDescribe: may('case.describe') }),
      money: moneyLists(file, words),
      tasks: tasks.map(task => taskView(task, file.row.reference, words, may(taskAction(task.kind)))),
      missing: missingLinks(file, this.law, words),
      findings: findingViews(file, words),
      ...(await this.around(file)),
      number: (await this.texts.officialNumber(request, file)) ?? '',
      mayNumber: file.row.official_number !== null && this.texts.purposes(request).length > 0,
      requests: file.row.proposals,
      maySeeAccess: may('case.see-access'),
      mayAdd: may('case.conduct') && may('person.register') && !file.row.closed,
    };
    const notice = noticeOf(query, words);
    await this.desk.screens.send(request, reply, 'proceeding.njk', model, { screen: 'J3', notice });
  }

  @Get('answers')
  @Policy('case.read', rights)
  async answers(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = this.desk.wording.of(request);
    const mayChange = this.desk.screens.mayHere(request, 'case.describe') && !file.row.closed;
    const model = {
      ...frame(file, words),
      groups: answerGroups(file, words, { mayChange, all: true }),
      missing: missingLinks(file, this.law, words),
      findings: findingViews(file, words),
    };
    const notice = noticeOf(query, words);
    await this.desk.screens.send(request, reply, 'answers.njk', model, { screen: 'J9', notice });
  }

  /** The summary on paper; the anonymised one leaves out the reference and the offices, too. */
  @Get('print')
  @Policy('case.read', rights)
  async print(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = this.desk.wording.of(request);
    const anonymous = query.anonymous === '1';
    await this.printed(request, file);
    const head = headOf(file, words);
    const tasks = await this.desk.files.tasks(file);
    const model = {
      id,
      anonymous,
      reference: anonymous ? words.t('judicial-pages:print.anonymous') : file.row.reference,
      head: anonymous ? head.filter((_, at) => at !== 0 && at !== 2) : head,
      strip: stripOf(file, words),
      persons: unlinked(gridOf(file, await this.desk.files.defendants(file), words)),
      answers: answersBySubject(file, words, { mayChange: false, all: false, anonymous }),
      money: moneyLists(file, words),
      tasks: tasks.map(task => taskView(task, file.row.reference, words)),
    };
    await this.desk.screens.send(request, reply, 'print.njk', model, { screen: 'J12' });
  }

  /** Paper leaves the house: a print is a disclosure of its own. */
  private async printed(request: HubRequest, { id, proceeding }: CaseInView): Promise<void> {
    const { actor } = sessionOf(request);
    await this.log.record({
      kind: 'disclosure',
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      purpose: request.granted?.purpose ?? 'case.read',
      subjects: proceeding.defendants.map(({ person }) => person),
      resource: { kind: 'case', id },
      recipient: 'print',
    });
  }

  /** Cases that were joined or severed: where defendants came from and went to. */
  private async around({ row }: CaseInView) {
    return {
      cameFrom: await this.desk.files.references(row.came_from),
      wentInto: await this.desk.files.references(row.went_into),
    };
  }
}

const frame = (file: CaseInView, words: Words) => ({
  id: file.id,
  reference: file.row.reference,
  head: headOf(file, words),
});

/** A table on paper has no links. */
const unlinked = (table: ReturnType<typeof gridOf>) => ({
  ...table,
  rows: table.rows.map(row => row.map(({ text }) => ({ text }))),
});
