import { Policy, type HubRequest } from '@hub/access';
import { Screens, type FormBody } from '@hub/web';
import { Body, Controller, Post, Query, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { CaseFiles } from './case-files';
import { FormDrafts } from './form-drafts';
import { Wording } from './words';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const formAddress = new RegExp(
  `^(?:cases/new|cases/(${uuid})/(?:record|sections|correct)/[a-z0-9_-]{1,64}(?:\\?about=${uuid})?)$`,
);

class DraftQuery {
  @Matches(formAddress) form: string;
}

/** Takes what is typed while it is typed: one draft for each author and form. */
@Controller('drafts')
export class DraftPages {
  constructor(
    private readonly drafts: FormDrafts,
    private readonly files: CaseFiles,
    private readonly wording: Wording,
    private readonly screens: Screens,
  ) {}

  @Post()
  @Policy('session.use')
  async save(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { form }: DraftQuery,
    @Body() body: object,
  ): Promise<void> {
    const [, id] = formAddress.exec(form) ?? [];
    const reach = this.screens.reach(request, 'case.read');
    const about = id === undefined ? undefined : await this.files.personOf(id, reach);
    const savedAt = await this.drafts.save(request, form, body as FormBody, about);
    const words = await this.wording.of(request);
    const text = words.t('web:draft.saved', { time: words.fmt.dateTime(savedAt, { seconds: true }) });
    await reply.status(200).type('text/plain; charset=utf-8').send(text);
  }

  /** Throws a draft away, when its author says so. */
  @Post('discard')
  @Policy('session.use')
  async discard(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { form }: DraftQuery,
  ): Promise<void> {
    await this.drafts.discard(request, form);
    await this.screens.redirect(reply, '/?done=draft-discarded');
  }
}
