import {
  Accounts,
  Approvals,
  CurrentActor,
  Policy,
  SessionList,
  type Account,
  type Actor,
  type HubRequest,
  type RoleGrant,
} from '@hub/access';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { Screens } from '../page/screens';
import { sessionState } from './account.controller';
import { isAccountRequest } from './requests';
import { Wording, type RightsWords } from './wording';

const done = ['disabled', 'revoked', 'sessions-ended', 'requested', 'refused', 'approved'] as const;

class PeopleQuery {
  @IsOptional() @IsString() @MaxLength(100) q?: string;
  @IsOptional() @IsIn(done) done?: (typeof done)[number];
}

const matches = (account: Account, wanted: string) =>
  `${account.name} ${account.signInName}`.toLowerCase().includes(wanted.toLowerCase());

/** The grant as the page showed it: what was changed meanwhile is not taken away unseen. */
function grantIn(body: FormBody): RoleGrant {
  const given = ['office', 'county', 'from', 'until']
    .map(name => [name, textOf(body, name)] as const)
    .filter(([, value]) => value);
  return { role: textOf(body, 'role'), ...Object.fromEntries(given) };
}

/** U1: the people who may sign in, and what an administrator does alone. */
@Controller('people')
export class PeoplePages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly accounts: Accounts,
    private readonly approvals: Approvals,
    private readonly sessions: SessionList,
  ) {}

  @Get()
  @Policy('account.list')
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { q = '', done: what }: PeopleQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const [accounts, present, approvals] = await Promise.all([
      this.accounts.list(),
      this.sessions.present(),
      this.approvals.list(),
    ]);
    const found = accounts.filter(account => matches(account, q.trim()));
    found.sort((one, other) => words.fmt.compare(one.name, other.name));
    const model = {
      q,
      table: {
        caption: words.t('web:people.title'),
        columns: ['name', 'sign-in-name', 'roles', 'state'].map(name => ({
          text: words.t(`web:people.${name}`),
        })),
        rows: found.map(account => [
          { text: account.name, href: `/people/${account.id}` },
          { text: account.signInName },
          { text: account.grants.map(words.grant).join('; ') || words.t('web:people.no-roles') },
          this.state(account, present, words),
        ]),
      },
      waiting: approvals.filter(isAccountRequest).length,
      mayCreate: this.screens.may(request, 'account.create'),
    };
    const notice = what ? words.t(`web:people.done.${what}`) : '';
    await this.screens.send(request, reply, 'screens/people.njk', model, { screen: 'U1', notice });
  }

  @Get(':account')
  @Policy('account.list')
  async person(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @Query() { done: what }: PeopleQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const [account, sessions, present, approvals] = await Promise.all([
      this.accounts.of(id),
      this.sessions.of(id),
      this.sessions.present(),
      this.approvals.list(),
    ]);
    const open = sessions.filter(session => session.open);
    const self = request.granted?.session?.actor.id === id;
    const model = {
      account: {
        ...{ id, name: account.name, signInName: account.signInName, disabled: account.disabled, self },
        office: words.place('organisation', account.office),
        county: words.place('unit', account.county),
        state: this.state(account, present, words),
      },
      grants: account.grants.map(grant => ({
        text: words.grant(grant),
        role: grant.role,
        office: grant.office ?? '',
        county: grant.county ?? '',
        from: grant.from ?? '',
        until: grant.until ?? '',
      })),
      requests: approvals
        .filter(approval => isAccountRequest(approval) && approval.concerns === id)
        .map(({ id: asked, kind }) => ({
          href: `/people/requests/${asked}`,
          text: words.t(`access:approval-kind.${kind}`),
        })),
      sessions: {
        caption: words.t('web:account.sessions'),
        showCaption: true,
        columns: ['signed-in', 'last-active', 'state'].map(name => ({
          text: words.t(`web:account.${name}`),
        })),
        rows: sessions.map(session => [
          { text: words.fmt.dateTime(session.signedInAt) },
          { text: words.fmt.dateTime(session.lastActiveAt) },
          { text: sessionState(session, words) },
        ]),
      },
      open: open.length,
      mayDisable: this.screens.may(request, 'account.disable') && !self,
      mayRevoke: this.screens.may(request, 'role.revoke'),
      mayAsk: this.screens.may(request, 'role.request'),
    };
    const notice = what ? words.t(`web:people.done.${what}`) : '';
    await this.screens.send(request, reply, 'screens/person.njk', model, { screen: 'U1p', notice });
  }

  @Post(':account/disable')
  @Policy('account.disable')
  async disable(
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.accounts.disable(id, actor.id);
    await this.screens.redirect(reply, `/people/${id}?done=disabled`);
  }

  @Post(':account/sessions/end')
  @Policy('account.disable')
  async endSessions(
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.sessions.end(id, actor.id);
    await this.screens.redirect(reply, `/people/${id}?done=sessions-ended`);
  }

  @Post(':account/revoke')
  @Policy('role.revoke')
  async revoke(
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    await this.accounts.revoke(id, grantIn(body), actor.id);
    await this.screens.redirect(reply, `/people/${id}?done=revoked`);
  }

  private state({ id, disabled }: Account, present: ReadonlySet<string>, words: RightsWords) {
    if (disabled) return { text: words.t('web:people.disabled'), tag: 'red' };
    const here = present.has(id);
    return {
      text: words.t(here ? 'web:people.signed-in' : 'web:people.active'),
      tag: here ? 'green' : 'grey',
    };
  }
}
