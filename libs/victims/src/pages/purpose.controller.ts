import { Policy, Sessions, type HubRequest } from '@hub/access';
import { Refusal } from '@hub/platform';
import { ownAddress, Screens, type FormBody } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sessionOf, textOf } from './acting';
import { CaseFiles } from './case-files';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';
import { Wording } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** Asks what a person's identity or sealed texts are looked at for, before they are shown. */
@Controller('cases/:case')
export class PurposePages {
  constructor(
    private readonly screens: Screens,
    private readonly sessions: Sessions,
    private readonly files: CaseFiles,
    private readonly texts: SealedTexts,
    private readonly wording: Wording,
  ) {}

  @Get('purpose')
  @Policy('case.read', rights)
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    await this.draw(request, reply, {
      id,
      back: ownAddress(query.back ?? `/cases/${id}/identity`),
      wrong: false,
    });
  }

  @Post('purpose')
  @Policy('case.read', rights)
  async choose(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() body: FormBody,
  ): Promise<void> {
    const purpose = textOf(body, 'purpose');
    const back = ownAddress(textOf(body, 'back'));
    if (!this.texts.purposes(request).includes(purpose)) {
      await this.draw(request, reply, { id, back, wrong: true });
      return;
    }
    await this.sessions.choosePurpose(sessionOf(request).id, `case/${id}`, purpose);
    await this.screens.redirect(reply, back);
  }

  @Get('identity')
  @Policy('case.read', rights)
  async identity(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const file = await this.files.read(id);
    const identity = await this.texts.identity(request, file);
    if (!identity) {
      await this.screens.redirect(reply, `/cases/${id}/purpose?back=/cases/${id}/identity`);
      return;
    }
    const words = await this.wording.of(request);
    const text = { kind: 'text' } as const;
    const rows = (['given', 'family', 'otherNames', 'birth', 'nationalId', 'contact'] as const).map(name => ({
      key: words.t(`victims-pages:identity.${name}`),
      value: words.answer(name === 'birth' ? { kind: 'date' } : text, identity[name]),
    }));
    const purpose = words.t(`victims-pages:choice.purpose.${request.granted?.purpose ?? ''}`);
    const model = { id, reference: file.row.reference, rows, purpose };
    await this.screens.send(request, reply, 'identity.njk', model, { screen: 'V6i' });
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { id, back, wrong }: { id: string; back: string; wrong: boolean },
  ): Promise<void> {
    const options = this.texts.purposes(request);
    if (options.length === 0) throw new Refusal('access.not-allowed', {}, { status: 403 });
    const { row } = await this.files.read(id);
    const t = (key: string) => this.screens.t(request, key);
    const model = {
      id,
      reference: row.reference,
      back,
      options: options.map(value => ({ value, text: t(`victims-pages:choice.purpose.${value}`) })),
      problems: wrong ? [{ text: t('victims-pages:purpose.choose'), href: '#purpose' }] : [],
    };
    await this.screens.send(request, reply, 'purpose.njk', model, {
      screen: 'V6p',
      status: wrong ? 422 : 200,
    });
  }
}
