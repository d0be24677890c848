import {
  AccessRefused,
  accessLabels,
  AccountRequests,
  Accounts,
  Approvals,
  CurrentActor,
  invitationLink,
  Policy,
  type Actor,
  type Approval,
  type HubRequest,
} from '@hub/access';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { Screens } from '../page/screens';
import { grantAsked, isAccountRequest } from './requests';
import { Wording, type RightsWords } from './wording';

/** U1a: what one administrator asked for and a second one decides. */
@Controller('people/requests')
export class RequestPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly accounts: Accounts,
    private readonly approvals: Approvals,
    private readonly requests: AccountRequests,
  ) {}

  @Get()
  @Policy('approval.list')
  async list(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.wording.of(request);
    const approvals = (await this.approvals.list(true)).filter(isAccountRequest);
    const model = {
      table: {
        caption: words.t('web:requests.title'),
        columns: ['what', 'concerns', 'asked-by', 'asked-at', 'state'].map(name => ({
          text: words.t(`web:requests.${name}`),
        })),
        rows: approvals.map(approval => [
          { text: this.what(approval, words), href: `/people/requests/${approval.id}` },
          { text: words.actor(approval.concerns ?? '') },
          { text: words.actor(approval.requestedBy) },
          { text: words.fmt.dateTime(approval.requestedAt) },
          {
            text: words.t(accessLabels.approvalState(approval.state)),
            tag: approval.state === 'open' ? 'yellow' : 'grey',
          },
        ]),
      },
    };
    await this.screens.send(request, reply, 'screens/requests.njk', model, { screen: 'U1a' });
  }

  @Get(':request')
  @Policy('approval.list')
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('request', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.draw(request, reply, await this.find(id), '');
  }

  @Post(':request/approve')
  @Policy('role.approve', { resource: { kind: 'approval', param: 'request' } })
  async approve(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('request', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() sent: object,
  ): Promise<void> {
    const approval = await this.find(id);
    try {
      const seen = textOf(sent as FormBody, 'contentHash');
      const { invitation } = await this.requests.approve(id, seen, actor.id);
      const account = approval.concerns ?? '';
      if (invitation === undefined) {
        await this.screens.redirect(reply, `/people/${account}?done=approved`);
        return;
      }
      const { name } = await this.accounts.of(account);
      const link = invitationLink(`${request.protocol}://${request.host}`, invitation);
      const model = { id: account, name, link, mayAsk: false };
      await this.screens.send(request, reply, 'screens/one-time-link.njk', model, { screen: 'U1l' });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const words = await this.wording.of(request);
      await this.draw(request, reply, await this.find(id), words.message(error.code, error.params));
    }
  }

  @Post(':request/refuse')
  @Policy('role.request')
  async refuse(
    @Res() reply: FastifyReply,
    @Param('request', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.requests.refuse(id, actor.id);
    await this.screens.redirect(reply, `/people?done=refused`);
  }

  private async find(id: string): Promise<Approval> {
    const approval = await this.approvals.of(id);
    if (!isAccountRequest(approval)) throw new AccessRefused('access.not-found', 404);
    return approval;
  }

  private what(approval: Approval, words: RightsWords): string {
    const grant = grantAsked(approval);
    const kind = words.t(accessLabels.approvalKind(approval.kind));
    return grant ? `${kind}: ${words.role(grant.role)}` : kind;
  }

  private rows(approval: Approval, words: RightsWords) {
    const { concerns = '', requestedBy, requestedAt, expiresAt, decidedBy, state } = approval;
    const grant = grantAsked(approval);
    return [
      ['requests.concerns', words.actor(concerns)],
      ['people.role', grant ? words.grant(grant) : ''],
      ['requests.asked-by', words.actor(requestedBy)],
      ['requests.asked-at', words.fmt.dateTime(requestedAt)],
      ['requests.expires', state === 'open' ? words.fmt.dateTime(expiresAt) : ''],
      ['requests.state', words.t(accessLabels.approvalState(state))],
      ['requests.decided-by', decidedBy === undefined ? '' : words.actor(decidedBy)],
    ].flatMap(([key = '', value = '']) => (value ? [{ key: words.t(`web:${key}`), value }] : []));
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    approval: Approval,
    problem: string,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const { id, concerns = '', requestedBy, state, contentHash } = approval;
    const me = request.granted?.session?.actor.id;
    const rows = this.rows(approval, words);
    const model = {
      problems: problem ? [{ text: problem }] : [],
      ...{ id, contentHash, rows, title: this.what(approval, words) },
      person: { name: words.actor(concerns), href: `/people/${concerns}` },
      open: state === 'open' && this.screens.may(request, 'role.request'),
      /** Neither who asked nor whom it concerns. */
      another: me === requestedBy || me === concerns,
      mine: me === requestedBy,
    };
    const options = { screen: 'U1b', status: problem ? 409 : 200 };
    await this.screens.send(request, reply, 'screens/request.njk', model, options);
  }
}
