import { Policy, type HubRequest } from '@hub/access';
import type { Recorded } from '@hub/event-store';
import { Screens, type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { ApproveErasure } from '../person/approve-erasure';
import { erasureGrounds } from '../person/identity';
import { RefuseErasure } from '../person/refuse-erasure';
import { RequestErasure } from '../person/request-erasure';
import { Acting, commandOf, problemsOf, textOf } from './acting';
import { CaseFiles } from './case-files';
import { presentFactField } from './fact-fields';
import { PageQuery } from './page-query';
import { Wording } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;
const ground = { name: 'ground', type: { kind: 'choice', of: 'ground', codes: erasureGrounds } } as const;

/** V16: one person asks that somebody be forgotten, another decides. */
@Controller('cases/:case/erasure')
export class ErasurePages {
  constructor(
    private readonly files: CaseFiles,
    private readonly acting: Acting,
    private readonly wording: Wording,
    private readonly screens: Screens,
    private readonly bus: CommandBus,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.files.caughtUp(after);
    await this.draw(request, reply, id, []);
  }

  @Post('request')
  @Policy('erasure.request', rights)
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() body: object,
  ): Promise<void> {
    await this.take(request, reply, id, body as FormBody, RequestErasure);
  }

  @Post('approval')
  @Policy('erasure.approve', rights)
  async approve(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() body: object,
  ): Promise<void> {
    await this.take(request, reply, id, body as FormBody, ApproveErasure);
  }

  @Post('refusal')
  @Policy('erasure.approve', rights)
  async refuse(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() body: object,
  ): Promise<void> {
    await this.take(request, reply, id, body as FormBody, RefuseErasure);
  }

  private async take(
    request: HubRequest,
    reply: FastifyReply,
    id: string,
    body: FormBody,
    command: new () => RequestErasure | ApproveErasure | RefuseErasure,
  ): Promise<void> {
    const { row } = await this.files.read(id);
    try {
      const set = { person: row.person, act: this.acting.act(request, body) };
      const { position } = await this.bus.execute<object, Recorded>(
        commandOf(command, { ground: textOf(body, 'ground') || undefined }, set),
      );
      await this.screens.redirect(reply, `/cases/${id}/erasure?after=${position}`);
    } catch (error) {
      const problems = problemsOf(error, await this.wording.of(request));
      await this.draw(request, reply, id, problems);
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    id: string,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const { row } = await this.files.read(id);
    const person = await this.files.person(row.person);
    const words = await this.wording.of(request);
    const asked = person?.state.erasure;
    const state = asked?.state ?? 'none';
    const model = {
      id,
      reference: row.reference,
      state,
      stateText: words.t(`victims-pages:erasure.state.${state}`),
      ground: asked ? words.t(`victims-pages:choice.ground.${asked.ground}`) : '',
      field: presentFactField(ground, { words, values: {}, problems }),
      problems,
      command: v4(),
      mayAsk: state === 'none',
      mayApprove: state === 'requested' && this.screens.mayHere(request, 'erasure.approve'),
    };
    const status = problems.length > 0 ? 422 : 200;
    await this.screens.send(request, reply, 'erasure.njk', model, { screen: 'V16', status });
  }
}
