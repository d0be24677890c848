import { AccessRefused, formToken, Policy, SessionCookie, SignIn, type HubRequest } from '@hub/access';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { FormBody } from '../form/form-body';
import { ownAddress } from '../page/own-address';
import { Screens } from '../page/screens';
import { passwordAgain } from './password-again';
import { readKeptForm } from './kept-form';

class NextQuery {
  @IsOptional() @IsString() @MaxLength(2000) next?: string;
}

const text = (body: FormBody, name: string) => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

/** A2: the password once more, before an act that wants it fresh; then on to where the person was going. */
@Controller('password-again')
export class PasswordAgainPages {
  constructor(
    private readonly screens: Screens,
    private readonly signIn: SignIn,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @Policy('session.use')
  async ask(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { next }: NextQuery,
  ): Promise<void> {
    const model = passwordAgain({ next: ownAddress(next) });
    await this.screens.send(request, reply, 'screens/password-again.njk', model, { screen: 'A2' });
  }

  @Post()
  @Policy('session.use')
  async prove(@Req() request: HubRequest, @Res() reply: FastifyReply, @Body() sent: object): Promise<void> {
    const body = sent as FormBody;
    const next = ownAddress(text(body, 'next'));
    const kept = readKeptForm(body['kept']);
    const { session } = request.granted ?? {};
    if (!session) throw new AccessRefused('access.sign-in-required', 401);
    try {
      const person = { id: session.id, account: session.actor.id };
      const token = await this.signIn.stepUp(person, text(body, 'password'), request.ip);
      this.cookie.issue(reply, token);
      if (!kept) return await this.screens.redirect(reply, next);
      // Not sent on by itself: whoever typed it sees that it was not taken yet, and sends it.
      const model = { ...kept, csrf: formToken(token), next };
      await this.screens.send(request, reply, 'screens/send-again.njk', model, { screen: 'A3' });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const problem = this.screens.translator.message(this.screens.lang(request), error.code, error.params);
      const model = passwordAgain({ next, kept, problem });
      const options = { screen: 'A2', status: error.status };
      await this.screens.send(request, reply, 'screens/password-again.njk', model, options);
    }
  }
}
