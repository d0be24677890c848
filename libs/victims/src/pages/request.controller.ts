import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import type { Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { v4 } from 'uuid';
import { ApproveCorrection } from '../case/approve-correction';
import { withChanges } from '../case/case';
import { RefuseCorrection } from '../case/refuse-correction';
import { commandOf, problemsOf, textOf } from './acting';
import { factDetails, titleOf } from './timeline';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** V14: a second person decides whether a decision on the status is corrected. */
@Controller('cases/:case/requests/:request')
export class RequestPages {
  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
  ) {}

  @Get()
  @Policy('correction.approve', rights)
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('request', ParseUUIDPipe) asked: string,
  ): Promise<void> {
    await this.draw(request, reply, { id, asked, problems: [] });
  }

  @Post()
  @Policy('correction.approve', rights)
  async settle(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('request', ParseUUIDPipe) asked: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const words = await this.desk.wording.of(request);
    try {
      const set = { case: id, act: this.desk.acting.act(request, body) };
      const command =
        textOf(body, 'decision') === 'approve'
          ? commandOf(ApproveCorrection, { request: asked }, set)
          : commandOf(RefuseCorrection, { request: asked, note: textOf(body, 'note') }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.screens.redirect(
        reply,
        `/cases/${id}/timeline?after=${position}&done=correction-settled`,
      );
    } catch (error) {
      await this.draw(request, reply, { id, asked, problems: problemsOf(error, words) });
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { id, asked, problems }: { id: string; asked: string; problems: readonly FormProblem[] },
  ): Promise<void> {
    const file = await this.desk.files.read(id);
    const words = await this.desk.wording.of(request);
    const correction = file.row.requests[asked];
    const standing = file.row.facts.find(fact => fact.id === correction?.fact);
    if (!correction || !standing)
      throw new Refusal('victims.correction.no-such-request', {}, { status: 404 });
    const drawing = { file, book: this.book, words, names: new Map<string, string>() };
    const after = correction.changes && factDetails(withChanges(standing.fact, correction.changes), drawing);
    const now = new Map((after ?? []).map(({ key, value }) => [key, value]));
    const gone = words.t('victims-pages:request.in-error');
    const names = await this.desk.wording.names([correction.by], words);
    const model = {
      id,
      reference: file.row.reference,
      action: `/cases/${id}/requests/${asked}`,
      title: words.t('victims-pages:correct.heading', { what: titleOf(standing.fact, words) }),
      rows: factDetails(standing.fact, drawing).map(({ key, value }) => ({
        key,
        before: value,
        after: after ? (now.get(key) ?? words.t('victims-pages:answer.none')) : gone,
      })),
      by: words.t('victims-pages:request.by', {
        name: names.get(correction.by) ?? correction.by,
        when: words.fmt.date(correction.on),
        reason: words.t(`victims-pages:choice.reason.${correction.reason}`),
      }),
      problems,
      command: v4(),
    };
    await this.desk.screens.send(request, reply, 'request.njk', model, {
      screen: 'V14',
      status: problems.length > 0 ? 422 : 200,
    });
  }
}
