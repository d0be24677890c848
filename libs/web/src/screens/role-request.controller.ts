import {
  ACCESS_POLICY,
  AccountRequests,
  Accounts,
  CurrentActor,
  Policy,
  type AccessPolicy,
  type Account,
  type Actor,
  type HubRequest,
} from '@hub/access';
import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FormProblem } from '../form/field-view';
import { dayField, readDay, selectField, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { dayAfter, startOfDay } from '../page/local-day';
import { Screens } from '../page/screens';
import { placeOptions } from './place-options';
import { plainFormPage } from './form-page';
import { Wording, type RightsWords } from './wording';

/** U1r: what one administrator asks for and another one approves. */
@Controller('people/:account')
export class RoleRequestPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly accounts: Accounts,
    private readonly requests: AccountRequests,
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
  ) {}

  @Get('role')
  @Policy('role.request')
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const account = await this.accounts.of(id);
    const body = { office: account.office ?? '', county: account.county ?? '' };
    await this.draw(request, reply, account, { body, problems: [] });
  }

  @Post('role')
  @Policy('role.request')
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const words = await this.wording.of(request);
    const account = await this.accounts.of(id);
    const { grant, problems } = this.read(body, words);
    if (problems.length > 0) return this.draw(request, reply, account, { body, problems });
    await this.requests.ask({ kind: 'role-grant', account: id, grant }, actor.id);
    await this.screens.redirect(reply, `/people/${id}?done=requested`);
  }

  @Post('ask/:kind')
  @Policy('role.request')
  async askOther(
    @Res() reply: FastifyReply,
    @Param('account', ParseUUIDPipe) id: string,
    @Param('kind') asked: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const kind = asked === 'account-enable' ? 'account-enable' : 'credential-reset';
    await this.requests.ask({ kind, account: id }, actor.id);
    await this.screens.redirect(reply, `/people/${id}?done=requested`);
  }

  private read(body: FormBody, words: RightsWords) {
    const { timeZone } = words.book.jurisdiction;
    const [role = '', office, county] = ['role', 'office', 'county'].map(name => textOf(body, name));
    const [from, until] = [readDay(body, 'from'), readDay(body, 'until')];
    const problems: FormProblem[] = [];
    if (!this.policy.roles.includes(role))
      problems.push({ field: 'role', message: words.t('web:people.choose-role') });
    const wrong = words.t('web:date.wrong');
    if (from === undefined) problems.push({ field: 'from', message: wrong });
    if (until === undefined) problems.push({ field: 'until', message: wrong });
    const grant = {
      role,
      ...(office && { office }),
      ...(county && { county }),
      ...(from && { from: startOfDay(from, timeZone).toISOString() }),
      // Until the end of the day that is named.
      ...(until && { until: startOfDay(dayAfter(until), timeZone).toISOString() }),
    };
    return { grant, problems };
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    account: Account,
    form: { body: FormBody; problems: readonly FormProblem[] },
  ): Promise<void> {
    const words = await this.wording.of(request);
    const roles = this.policy.roles.map(value => ({ value, text: words.role(value) }));
    const model = plainFormPage({
      title: words.t('web:people.ask-role'),
      intro: `${account.name} · ${words.t('web:people.second-person')}`,
      back: `/people/${account.id}`,
      action: `/people/${account.id}/role`,
      submit: words.t('web:people.ask-submit'),
      fields: [
        selectField('role', words.t('web:people.role'), roles, form),
        selectField('office', words.t('web:people.office'), placeOptions('organisation', words), form),
        selectField('county', words.t('web:people.county'), placeOptions('unit', words), form),
        dayField('from', words.t('web:people.from-day'), form),
        dayField('until', words.t('web:people.until-day'), form),
      ],
      problems: form.problems,
    });
    const options = { screen: 'U1r', status: form.problems.length > 0 ? 422 : 200 };
    await this.screens.send(request, reply, 'form-page.njk', model, options);
  }
}
