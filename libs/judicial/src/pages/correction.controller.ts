import { Policy, type HubRequest } from '@hub/access';
import type { FormBody } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CorrectionPage } from './correction-page';
import { PageQuery } from './page-query';
import { RecordingErrorPage } from './recording-error-page';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** How a recorded fact truly was, with the reason; what was recorded stays in the history. */
@Controller('proceedings/:case/correct/:fact')
export class CorrectionPages {
  constructor(private readonly page: CorrectionPage) {}

  @Get()
  @Policy('case.correct', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) fact: string,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.page.form(request, reply, { case: id, fact }, after);
  }

  @Post()
  @Policy('case.correct', rights)
  async correct(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) fact: string,
    @Body() body: object,
  ): Promise<void> {
    await this.page.correct(request, reply, { case: id, fact }, body as FormBody);
  }
}

/** A fact that belongs to another case, or to none; asked for with a fresh password. */
@Controller('proceedings/:case/in-error/:fact')
export class InErrorPages {
  constructor(private readonly page: RecordingErrorPage) {}

  @Get()
  @Policy('case.record-in-error', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) fact: string,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.page.form(request, reply, { case: id, fact }, after);
  }

  @Post()
  @Policy('case.record-in-error', rights)
  async record(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('fact', ParseUUIDPipe) fact: string,
    @Body() body: object,
  ): Promise<void> {
    await this.page.record(request, reply, { case: id, fact }, body as FormBody);
  }
}
