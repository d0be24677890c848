import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { type FieldView, type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { v4 } from 'uuid';
import { ApproveCorrection } from '../case/approve-correction';
import { withChanges } from '../case/case';
import { ReturnCorrection } from '../case/return-correction';
import { WithdrawCorrection } from '../case/withdraw-correction';
import { RefuseCorrection } from '../case/refuse-correction';
import { commandOf, problemsOf, textOf } from './acting';
import { factDetails, titleOf } from './timeline';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

interface Drawn {
  readonly id: string;
  readonly asked: string;
  readonly problems: readonly FormProblem[];
  readonly body?: FormBody;
}

const REASON = 'reason-';

/** The command speaks of its reasons as one; on the page the first of their fields takes the message. */
const atReason = (problems: readonly FormProblem[], first: string): FormProblem[] =>
  problems.map(problem => (problem.field === 'reasons' ? { ...problem, field: REASON + first } : problem));

const reasonField = (
  field: string,
  label: string,
  { body, problems }: { body: FormBody; problems: readonly FormProblem[] },
): FieldView => {
  const name = REASON + field;
  const error = problems.find(problem => problem.field === name)?.message ?? '';
  const common = { name, label, number: '', hint: '', help: '', onlyIf: '', error, missing: [] };
  return { ...common, kind: 'text', value: textOf(body, name) };
};

function decisionOf(request: string, body: FormBody, set: { case: string; act: Act }) {
  switch (textOf(body, 'decision')) {
    case 'approve':
      return commandOf(ApproveCorrection, { request }, set);
    case 'return':
      return commandOf(ReturnCorrection, { request, reasons: reasonsIn(body) }, set);
    default:
      return commandOf(RefuseCorrection, { request, note: textOf(body, 'note') }, set);
  }
}

/** What was written beside the fields; an empty box says nothing. */
const reasonsIn = (body: FormBody): Record<string, string> =>
  Object.fromEntries(
    Object.keys(body)
      .filter(name => name.startsWith(REASON) && textOf(body, name) !== '')
      .map(name => [name.slice(REASON.length), textOf(body, name)]),
  );

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
      const command = decisionOf(asked, body, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      const done = command instanceof ReturnCorrection ? 'correction-returned' : 'correction-settled';
      await this.desk.screens.redirect(reply, `/cases/${id}/timeline?after=${position}&done=${done}`);
    } catch (error) {
      await this.draw(request, reply, { id, asked, body, problems: problemsOf(error, words) });
    }
  }

  /** Back to the form, which says at each field what a second person found wrong. */
  @Get('returned')
  @Policy('case.correct', rights)
  async returned(
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('request', ParseUUIDPipe) asked: string,
  ): Promise<void> {
    const { row } = await this.desk.files.read(id);
    const found = row.requests[asked];
    if (!found) throw new Refusal('victims.correction.no-such-request', {}, { status: 404 });
    await this.desk.screens.redirect(reply, `/cases/${id}/correct/${found.fact}?about=${asked}`);
  }

  /** V15: who asked takes the request back. */
  @Post('withdrawal')
  @Policy('case.correct', rights)
  async withdraw(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('request', ParseUUIDPipe) asked: string,
    @Body() body: object,
  ): Promise<void> {
    const set = { case: id, act: this.desk.acting.act(request, body as FormBody) };
    const command = commandOf(WithdrawCorrection, { request: asked }, set);
    const { position } = await this.desk.bus.execute<object, Recorded>(command);
    await this.desk.screens.redirect(
      reply,
      `/cases/${id}/timeline?after=${position}&done=correction-withdrawn`,
    );
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { id, asked, problems: told, body = {} }: Drawn,
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
    const rows = factDetails(standing.fact, drawing);
    const problems = atReason(told, rows[0]?.name ?? '');
    const names = await this.desk.wording.names([correction.by], words);
    const model = {
      id,
      reference: file.row.reference,
      action: `/cases/${id}/requests/${asked}`,
      title: words.t('victims-pages:correct.heading', { what: titleOf(standing.fact, words) }),
      rows: rows.map(({ key, value }) => ({
        key,
        before: value,
        after: after ? (now.get(key) ?? words.t('victims-pages:answer.none')) : gone,
      })),
      reasons: rows.map(({ name, key }) => reasonField(name, key, { body, problems })),
      note: textOf(body, 'note'),
      returned: correction.returned !== undefined,
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
