import { Readable } from 'node:stream';
import { AccessLog, CurrentActor, CurrentPurpose, Policy, type Actor, type HubRequest } from '@hub/access';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FormProblem } from '../form/field-view';
import { dayField, readDay, textField, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { dayAfter, startOfDay } from '../page/local-day';
import { Screens } from '../page/screens';
import { plainFormPage } from './form-page';
import { Wording } from './wording';

/** U5x: the log as stored, for the supervisory authority (Directive (EU) 2016/680, art. 25(3)). */
@Controller('audit/export')
export class AuditExportPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('access-log.export')
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, {}, []);
  }

  @Post()
  @Policy('access-log.export')
  async send(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentActor() actor: Actor,
    @CurrentPurpose() purpose: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const words = await this.wording.of(request);
    const { timeZone } = words.book.jurisdiction;
    const [from, until, recipient] = [
      readDay(body, 'from'),
      readDay(body, 'until'),
      textOf(body, 'recipient'),
    ];
    const problems: FormProblem[] = [];
    if (!from) problems.push({ field: 'from', message: words.t('web:date.wrong') });
    if (!until) problems.push({ field: 'until', message: words.t('web:date.wrong') });
    if (!recipient) problems.push({ field: 'recipient', message: words.t('access:recipient-required') });
    if (!from || !until || problems.length > 0) return this.draw(request, reply, body, problems);
    const lines = await this.log.export(
      { from: startOfDay(from, timeZone), until: startOfDay(dayAfter(until), timeZone) },
      { actor: actor.id, purpose, recipient, ...(actor.office !== undefined && { office: actor.office }) },
    );
    await reply
      .type('application/x-ndjson')
      .header('content-disposition', this.screens.attachment(`access-log-${from}-${until}.ndjson`))
      .header('cache-control', 'no-store')
      .send(Readable.from(lines));
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    body: FormBody,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const words = await this.wording.of(request);
    const form = { body, problems };
    const model = plainFormPage({
      title: words.t('web:audit.export'),
      intro: words.t('web:audit.export-text'),
      back: '/audit',
      action: '/audit/export',
      submit: words.t('web:audit.export-submit'),
      fields: [
        dayField('from', words.t('web:audit.from'), form),
        dayField('until', words.t('web:audit.until'), form),
        textField('recipient', words.t('web:audit.recipient'), form, words.t('web:audit.recipient-hint')),
      ],
      problems,
    });
    const options = { screen: 'U5x', status: problems.length > 0 ? 422 : 200 };
    await this.screens.send(request, reply, 'form-page.njk', model, options);
  }
}
