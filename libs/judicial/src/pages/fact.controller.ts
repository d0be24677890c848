import { Policy, type HubRequest } from '@hub/access';
import type { FormBody } from '@hub/web';
import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type Type,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { recordable } from './fact-forms';
import { FactPage } from './fact-page';
import type { FactForm } from './fact-types';
import { PageQuery } from './page-query';

/** One pair of routes for each form, so that the table of rights decides about each by itself. */
function pagesOf(form: FactForm): Type<unknown> {
  const rights = { resource: { kind: 'case', param: 'case' } } as const;

  @Controller(`proceedings/:case/record/${form.name}`)
  class FactPages {
    constructor(private readonly page: FactPage) {}

    @Get()
    @Policy(form.action, rights)
    async form(
      @Req() request: HubRequest,
      @Res() reply: FastifyReply,
      @Param('case', ParseUUIDPipe) id: string,
      @Query() query: PageQuery,
    ): Promise<void> {
      await this.page.form(request, reply, form, { ...query, case: id });
    }

    @Post()
    @Policy(form.action, rights)
    async record(
      @Req() request: HubRequest,
      @Res() reply: FastifyReply,
      @Param('case', ParseUUIDPipe) id: string,
      @Query() { person }: PageQuery,
      @Body() body: object,
    ): Promise<void> {
      await this.page.take(request, reply, form, { case: id, person, body: body as FormBody });
    }
  }
  return FactPages;
}

export const factPages: readonly Type<unknown>[] = recordable.map(pagesOf);
