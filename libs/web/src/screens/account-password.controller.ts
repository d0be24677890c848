import {
  AccessRefused,
  CurrentSession,
  Passwords,
  Policy,
  SessionCookie,
  type HubRequest,
  type Session,
} from '@hub/access';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FormBody } from '../form/form-body';
import { Screens } from '../page/screens';

/** A5: one's own password. */
@Controller('account/password')
export class AccountPasswordPages {
  constructor(
    private readonly screens: Screens,
    private readonly passwords: Passwords,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @Policy('session.use')
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const model = { problems: [], errors: { current: '', next: '' } };
    await this.screens.send(request, reply, 'screens/account-password.njk', model, { screen: 'A5' });
  }

  @Post()
  @Policy('session.use')
  async change(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentSession() { actor }: Session,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    try {
      // Not trimmed: a password may begin with a space.
      await this.passwords.change(actor.id, String(body['current'] ?? ''), String(body['next'] ?? ''));
      // Every session has ended with the change, this one too.
      this.cookie.clear(reply);
      await this.screens.redirect(reply, '/sign-in?why=password-changed');
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const field = error.code === 'access.password-wrong' ? 'current' : 'next';
      const lang = this.screens.lang(request);
      const text = this.screens.translator.message(lang, error.code, error.params) ?? error.code;
      const model = {
        problems: [{ text, href: `#${field}` }],
        errors: { current: '', next: '', [field]: text },
      };
      const options = { screen: 'A5', status: error.status };
      await this.screens.send(request, reply, 'screens/account-password.njk', model, options);
    }
  }
}
