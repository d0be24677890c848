import { Policy, type HubRequest } from '@hub/access';
import type { FormBody } from '@hub/web';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { PageQuery } from './page-query';
import { SectionPage } from './section-page';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

class SectionParams {
  @IsUUID() case: string;
  @Matches(/^[a-z_]{1,64}$/) section: string;
  @IsOptional() @IsUUID() person?: string;
}

/** Described sections of the case itself. */
@Controller('proceedings/:case/sections/:section')
export class CaseSectionPages {
  constructor(private readonly page: SectionPage) {}

  @Get()
  @Policy('case.describe', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param() params: SectionParams,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.page.form(request, reply, params, after);
  }

  @Post()
  @Policy('case.describe', rights)
  async record(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param() params: SectionParams,
    @Body() body: object,
  ): Promise<void> {
    await this.page.record(request, reply, params, body as FormBody);
  }
}

/** Described sections of one person in the case. */
@Controller('proceedings/:case/persons/:person/sections/:section')
export class PersonSectionPages {
  constructor(private readonly page: SectionPage) {}

  @Get()
  @Policy('case.describe', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param() params: SectionParams,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.page.form(request, reply, params, after);
  }

  @Post()
  @Policy('case.describe', rights)
  async record(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param() params: SectionParams,
    @Body() body: object,
  ): Promise<void> {
    await this.page.record(request, reply, params, body as FormBody);
  }
}
