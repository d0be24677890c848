import { Policy, Sessions, type HubRequest } from '@hub/access';
import { Refusal } from '@hub/platform';
import { ownAddress, type FormBody } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sessionOf, textOf } from './acting';
import { Desk } from './desk';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** Asks what identities, the official number or sealed texts are looked at for, before they are shown. */
@Controller('proceedings/:case/purpose')
export class PurposePages {
  constructor(
    private readonly desk: Desk,
    private readonly sessions: Sessions,
    private readonly texts: SealedTexts,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const back = ownAddress(query.back ?? `/proceedings/${id}`);
    await this.draw(request, reply, { id, back, wrong: false });
  }

  @Post()
  @Policy('case.read', rights)
  async choose(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const purpose = textOf(body, 'purpose');
    const back = ownAddress(textOf(body, 'back'));
    if (!this.texts.purposes(request).includes(purpose)) {
      await this.draw(request, reply, { id, back, wrong: true });
      return;
    }
    await this.sessions.choosePurpose(sessionOf(request).id, `case/${id}`, purpose);
    await this.desk.screens.redirect(reply, back);
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { id, back, wrong }: { id: string; back: string; wrong: boolean },
  ): Promise<void> {
    const options = this.texts.purposes(request);
    if (options.length === 0) throw new Refusal('access.not-allowed', {}, { status: 403 });
    const { row } = await this.desk.files.read(id);
    const { t } = this.desk.wording.of(request);
    const model = {
      id,
      reference: row.reference,
      back,
      options: options.map(value => ({ value, text: t(`judicial-access:purpose.${value}`) })),
      problems: wrong ? [{ text: t('judicial-pages:purpose.choose'), href: '#purpose' }] : [],
    };
    const status = wrong ? 422 : 200;
    await this.desk.screens.send(request, reply, 'purpose.njk', model, { screen: 'J4p', status });
  }
}
