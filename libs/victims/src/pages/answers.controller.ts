import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { answerChanges } from './answer-changes';
import { answerGroups } from './answers';
import { findingViews, missingLinks } from './case-state';
import { frameOf, noticeOf } from './case.controller';
import { PageQuery } from './page-query';
import { CaseHistory } from './timeline';

/** V9: all answers of a case, with what the last recording of each section changed. */
@Controller('cases/:case/answers')
export class AnswerPages {
  constructor(
    private readonly desk: Desk,
    private readonly history: CaseHistory,
    private readonly book: CriteriaBook,
  ) {}

  @Get()
  @Policy('case.read', { resource: { kind: 'case', param: 'case' } })
  async answers(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = await this.desk.wording.of(request);
    const mayChange = this.desk.screens.mayHere(request, 'case.describe');
    const changes = answerChanges(await this.history.of(id), this.book, words);
    const model = {
      ...frameOf(file, words),
      groups: answerGroups(file, words, { mayChange, changes }),
      marked: changes.size > 0 ? words.t('answers.marked', { count: changes.size }) : '',
      findings: findingViews(file.row.findings, id, this.book, words),
      missing: missingLinks(file, this.book, words),
    };
    await this.desk.screens.send(request, reply, 'answers.njk', model, {
      screen: 'V9',
      notice: noticeOf(query, words),
    });
  }
}
