import {
  AccessRefused,
  AUDIT_PURPOSES,
  CurrentSession,
  Policy,
  Sessions,
  type HubRequest,
  type Session,
} from '@hub/access';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { ownAddress } from '../page/own-address';
import { Screens } from '../page/screens';
import { Wording } from './wording';

class NextQuery {
  @IsOptional() @IsString() @MaxLength(2000) next?: string;
}

/** U5p: what the access log is read for; it may be used for four purposes only (Directive (EU) 2016/680, art. 25(2)). */
@Controller('audit/purpose')
export class AuditPurposePages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @Policy('session.use')
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { next }: NextQuery,
  ): Promise<void> {
    await this.draw(request, reply, { next: ownAddress(next ?? '/audit'), wrong: false });
  }

  @Post()
  @Policy('session.use')
  async choose(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentSession() session: Session,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const purpose = AUDIT_PURPOSES.find(known => known === textOf(body, 'purpose'));
    const next = ownAddress(textOf(body, 'next'));
    if (!purpose) return this.draw(request, reply, { next, wrong: true });
    await this.sessions.choosePurpose(session.id, 'access-log', purpose);
    await this.screens.redirect(reply, next);
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { next, wrong }: { next: string; wrong: boolean },
  ): Promise<void> {
    if (!this.screens.may(request, 'access-log.read')) throw new AccessRefused('access.not-allowed', 403);
    const words = await this.wording.of(request);
    const model = {
      next,
      options: AUDIT_PURPOSES.map(value => ({ value, text: words.purpose(value) })),
      problems: wrong ? [{ text: words.t('web:audit.choose-purpose'), href: '#purpose' }] : [],
    };
    const options = { screen: 'U5p', status: wrong ? 422 : 200 };
    await this.screens.send(request, reply, 'screens/audit-purpose.njk', model, options);
  }
}
