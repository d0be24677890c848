import { Policy, type HubRequest } from '@hub/access';
import type { Recorded } from '@hub/event-store';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { ApproveErasure } from '../person/approve-erasure';
import { erasureGrounds } from '../person/identity';
import type { PersonState } from '../person/person';
import { RefuseErasure } from '../person/refuse-erasure';
import { RequestErasure } from '../person/request-erasure';
import { WithdrawErasure } from '../person/withdraw-erasure';
import { ErasureSteps } from './erasure-steps';
import type { CasesOfPerson } from '../read/cases-of-person';
import { commandOf, problemsOf, sessionOf, textOf } from './acting';
import { Desk } from './desk';
import { presentFactField } from './fact-fields';
import { PageQuery } from './page-query';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;
const ground = { name: 'ground', type: { kind: 'choice', of: 'ground', codes: erasureGrounds } } as const;

/** V16: one person asks that somebody be forgotten, another decides. */
@Controller('cases/:case/erasure')
export class ErasurePages {
  constructor(
    private readonly desk: Desk,
    private readonly steps: ErasureSteps,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    await this.desk.files.caughtUp(after);
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

  /** Who asked takes the request back. */
  @Post('withdrawal')
  @Policy('erasure.request', rights)
  async withdraw(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() body: object,
  ): Promise<void> {
    await this.take(request, reply, id, body as FormBody, WithdrawErasure);
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
    command: new () => RequestErasure | ApproveErasure | RefuseErasure | WithdrawErasure,
  ): Promise<void> {
    const { row } = await this.desk.files.read(id);
    try {
      const survivor = await this.desk.files.survivor(row.person);
      const person = survivor?.person_id ?? row.person;
      const set = { person, act: this.desk.acting.act(request, body) };
      const { position } = await this.desk.bus.execute<object, Recorded>(
        commandOf(command, { ground: textOf(body, 'ground') || undefined }, set),
      );
      await this.desk.screens.redirect(reply, `/cases/${id}/erasure?after=${position}`);
    } catch (error) {
      const problems = problemsOf(error, await this.desk.wording.of(request));
      await this.draw(request, reply, id, problems);
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    id: string,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const { row } = await this.desk.files.read(id);
    const person = await this.desk.files.survivor(row.person);
    const words = await this.desk.wording.of(request);
    const asked = person?.state.erasure;
    const names = await this.desk.wording.names(asked ? [asked.requestedBy] : [], words);
    const reach = this.desk.screens.reach(request, 'case.read');
    const cases = person ? await this.desk.files.casesOf(person, reach) : { within: [], beyond: 0 };
    const model = {
      id,
      reference: row.reference,
      ...standing(asked, names, words),
      held: person?.state.held ? words.message('victims.person.held') : '',
      ...effectOf(cases, words),
      field: presentFactField(ground, { words, values: {}, problems }),
      problems,
      command: v4(),
      steps: await this.steps.of(person?.person_id ?? row.person, words),
      ...this.openTo(request, person?.state),
    };
    const status = problems.length > 0 ? 422 : 200;
    await this.desk.screens.send(request, reply, 'erasure.njk', model, { screen: 'V16', status });
  }

  /** What is left open: to ask where nothing is under way, to withdraw for who asked, to decide for another. */
  private openTo(request: HubRequest, state: PersonState | undefined) {
    const may = (action: string) => this.desk.screens.mayHere(request, action);
    const { erasure, held } = state ?? {};
    const asked = erasure?.state === 'requested' ? erasure.requestedBy : undefined;
    const own = asked === sessionOf(request).actor.id;
    return {
      mayAsk: !erasure && !held && may('erasure.request'),
      mayWithdraw: own && may('erasure.request'),
      mayApprove: asked !== undefined && !own && may('erasure.approve'),
    };
  }
}

/** Where the erasure stands, in words. */
function standing(asked: PersonState['erasure'], names: ReadonlyMap<string, string>, words: Words) {
  if (!asked) return { stateText: words.t('erasure.state.none'), ground: '', by: '' };
  return {
    stateText: words.t(`victims-pages:erasure.state.${asked.state}`),
    ground: words.t(`victims-pages:choice.ground.${asked.ground}`),
    by: words.t('erasure.by', { name: names.get(asked.requestedBy) ?? asked.requestedBy }),
  };
}

/** What goes and what stays: shown before anybody asks or decides. */
const effectOf = ({ within, beyond }: CasesOfPerson, words: Words) => ({
  goes: [
    words.t('erasure.goes.identity'),
    words.t('erasure.goes.texts', {
      count: within.length,
      cases: words.fmt.list(within.map(({ reference }) => reference)),
    }),
    ...(beyond > 0 ? [words.t('erasure.goes.more', { count: beyond })] : []),
    words.t('erasure.goes.drafts'),
  ],
  stays: [words.t('erasure.stays.codes'), words.t('erasure.stays.figures'), words.t('erasure.stays.trace')],
});
