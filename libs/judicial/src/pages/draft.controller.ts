import { Policy, type HubRequest } from '@hub/access';
import type { FormBody } from '@hub/web';
import { Body, Controller, Post, Query, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const name = '[a-z0-9_-]{1,64}';
/** Forms by their address; in them the case, and the person where the form is about one. */
const formAddress = new RegExp(
  `^proceedings/(?:new|(${uuid})/(?:persons/new|(?:sections|correct)/${name}|record/${name}(?:\\?person=(${uuid}))?|persons/(${uuid})/(?:sections/${name}|identity/record)))$`,
);

class DraftQuery {
  @Matches(formAddress) form: string;
}

/** Takes what is typed while it is typed: one draft for each author and form. */
@Controller('drafts')
export class DraftPages {
  constructor(private readonly desk: Desk) {}

  @Post()
  @Policy('session.use')
  async save(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { form }: DraftQuery,
    @Body() body: object,
  ): Promise<void> {
    const [, id, opened, described] = formAddress.exec(form) ?? [];
    const person = opened ?? described;
    if (id !== undefined) {
      await this.desk.files.assertWithin(this.desk.screens.reach(request, 'case.read'), id, person);
    }
    const savedAt = await this.desk.forms.drafts.save(request, form, body as FormBody, person ?? id);
    const { t, fmt } = this.desk.wording.of(request);
    const text = t('web:draft.saved', { time: fmt.dateTime(savedAt, { seconds: true }) });
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
    await this.desk.forms.drafts.discard(request, form);
    await this.desk.screens.redirect(reply, '/?done=draft-discarded');
  }
}
