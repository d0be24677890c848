import {
  AccessRefused,
  Accounts,
  CurrentActor,
  invitationLink,
  Policy,
  type Actor,
  type HubRequest,
} from '@hub/access';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FormProblem } from '../form/field-view';
import { selectField, textField, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { Screens } from '../page/screens';
import { plainFormPage } from './form-page';
import { placeOptions } from './place-options';
import { Wording } from './wording';

/** Letters, digits, dots and dashes. */
const SIGN_IN_NAME = /^[\p{L}\p{N}][\p{L}\p{N}.@_-]{1,98}[\p{L}\p{N}]$/u;

/** U1n: a new account without rights; its owner sets the password by a one-time link. */
@Controller('people/new')
export class NewPersonPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Policy('account.create')
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, {}, []);
  }

  @Post()
  @Policy('account.create')
  async create(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentActor() actor: Actor,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const words = await this.wording.of(request);
    const [name = '', signInName = '', office, county] = ['name', 'signInName', 'office', 'county'].map(
      field => textOf(body, field),
    );
    const problems: FormProblem[] = [
      ...(name ? [] : [{ field: 'name', message: words.t('problems:validation.is-not-empty') }]),
      ...(SIGN_IN_NAME.test(signInName)
        ? []
        : [{ field: 'signInName', message: words.t('web:people.sign-in-name-hint') }]),
    ];
    if (problems.length > 0) return this.draw(request, reply, body, problems);
    try {
      const account = { name, signInName, ...(office && { office }), ...(county && { county }) };
      const { id, invitation } = await this.accounts.create(account, actor.id);
      await this.showLink(request, reply, { id, name, invitation });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const message = words.message(error.code, error.params);
      await this.draw(request, reply, body, [{ field: 'signInName', message }]);
    }
  }

  private async showLink(
    request: HubRequest,
    reply: FastifyReply,
    { id, name, invitation }: { id: string; name: string; invitation: string },
  ): Promise<void> {
    const link = invitationLink(`${request.protocol}://${request.host}`, invitation);
    const model = { id, name, link, mayAsk: this.screens.may(request, 'role.request') };
    await this.screens.send(request, reply, 'screens/one-time-link.njk', model, { screen: 'U1l' });
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
      title: words.t('web:people.new'),
      intro: words.t('web:people.new-text'),
      back: '/people',
      action: '/people/new',
      submit: words.t('web:people.create'),
      fields: [
        textField('name', words.t('web:people.name'), form),
        textField('signInName', words.t('web:sign-in.name'), form, words.t('web:people.sign-in-name-hint')),
        selectField('office', words.t('web:people.office'), placeOptions('organisation', words), form),
        selectField('county', words.t('web:people.county'), placeOptions('unit', words), form),
      ],
      problems,
    });
    const options = { screen: 'U1n', status: problems.length > 0 ? 422 : 200 };
    await this.screens.send(request, reply, 'form-page.njk', model, options);
  }
}
