import { Policy, type HubRequest } from '@hub/access';
import { History, type Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { ApproveAmendment } from '../case/approve-amendment';
import { Case } from '../case/case';
import type { Amendment, CourseEvent } from '../case/events';
import { RefuseAmendment } from '../case/refuse-amendment';
import { commandOf, problemsOf, textOf } from './acting';
import type { Ground } from './case-choices';
import { Desk } from './desk';
import { factDetails, titleOf } from './timeline';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

interface Asked {
  readonly id: string;
  readonly proposal: string;
}

/** What the amendment would change, part by part. */
function rowsOf(amendment: Amendment, before: CourseEvent, ground: Ground) {
  const { words } = ground;
  const corrected = amendment.type === 'FactCorrected' ? factDetails(amendment.data.fact, ground) : [];
  const now = new Map(corrected.map(({ key, value }) => [key, value]));
  const was = new Map(factDetails(before, ground).map(({ key, value }) => [key, value]));
  const gone = words.t('judicial-pages:request.in-error');
  const none = words.t('judicial-pages:answer.none');
  return [...new Set([...was.keys(), ...now.keys()])].map(key => ({
    key,
    before: was.get(key) ?? none,
    after: amendment.type === 'FactCorrected' ? (now.get(key) ?? none) : gone,
  }));
}

/** A second person decides whether a decision of a prosecutor or a court is corrected. */
@Controller('proceedings/:case/requests/:proposal')
export class RequestPages {
  constructor(
    private readonly desk: Desk,
    private readonly history: History,
  ) {}

  @Get()
  @Policy('amendment.approve', rights)
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('proposal', ParseUUIDPipe) proposal: string,
  ): Promise<void> {
    await this.draw(request, reply, { id, proposal }, []);
  }

  @Post()
  @Policy('amendment.approve', rights)
  async settle(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('proposal', ParseUUIDPipe) proposal: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    try {
      const set = { id, act: this.desk.acting.act(request, body) };
      const note = textOf(body, 'note');
      const command =
        textOf(body, 'decision') === 'approve'
          ? commandOf(ApproveAmendment, { proposal }, set)
          : commandOf(RefuseAmendment, { proposal, ...(note && { note }) }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.screens.redirect(
        reply,
        `/proceedings/${id}/timeline?after=${position}&done=correction-settled`,
      );
    } catch (error) {
      await this.draw(request, reply, { id, proposal }, problemsOf(error, this.desk.wording.of(request)));
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { id, proposal }: Asked,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const file = await this.desk.files.read(id);
    const words = this.desk.wording.of(request);
    const { state } = await this.history.read(Case, id);
    const asked = state.proposals.find(one => one.id === proposal);
    const { amendment } = asked ?? {};
    const corrects = amendment?.type === 'FactCorrected' ? amendment.data.corrects : amendment?.data.fact;
    const standing = state.facts.find(fact => fact.id === corrects);
    if (!asked || !amendment || !standing) {
      throw new Refusal('judicial.correction.unknown-proposal', {}, { status: 404 });
    }
    const names = await this.desk.wording.names([asked.by], words);
    const model = {
      id,
      reference: file.row.reference,
      action: `/proceedings/${id}/requests/${proposal}`,
      title: words.t('judicial-pages:correct.heading', { what: titleOf(standing.event, words) }),
      rows: rowsOf(amendment, standing.event, { proceeding: file.proceeding, words }),
      by: words.t('judicial-pages:request.by', {
        name: names.get(asked.by) ?? asked.by,
        reason: words.t(`judicial-pages:choice.correction.${amendment.data.reason}`),
      }),
      problems,
      command: v4(),
    };
    const status = problems.length > 0 ? 422 : 200;
    await this.desk.screens.send(request, reply, 'request.njk', model, { screen: 'J14', status });
  }
}
