import { AccessRefused, Policy, Public, SessionCookie, Sessions, SignIn, type HubRequest } from '@hub/access';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ownAddress } from '../page/own-address';
import { Screens } from '../page/screens';

const reasons = ['password-changed', 'password-set'] as const;

class SignInForm {
  @IsString() @MaxLength(200) name: string;
  @IsString() @MaxLength(200) password: string;
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
  /** Of a session that is still open while somebody signs in again. */
  @IsOptional() @IsString() @MaxLength(100) _csrf?: string;
}

class SignInQuery {
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
  @IsOptional() @IsString() @MaxLength(1) expired?: string;
  /** What brought the person here, where it is not the end of a session by time. */
  @IsOptional() @IsIn(reasons) why?: (typeof reasons)[number];
}

/** V1/J: signing in and out. Pasting and password managers work; there is no puzzle (WCAG 2.2, 3.3.8). */
@Controller()
export class SignInPages {
  constructor(
    private readonly screens: Screens,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('sign-in')
  @Public()
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() query: SignInQuery,
  ): Promise<void> {
    const model = { problems: [], name: '', back: ownAddress(query.back), expired: query.expired === '1' };
    const notice = query.why ? this.screens.t(request, `web:sign-in.${query.why}`) : '';
    await this.screens.send(request, reply, 'screens/sign-in.njk', model, { screen: 'A1', notice });
  }

  @Post('sign-in')
  @Public()
  async enter(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Body() form: SignInForm,
  ): Promise<void> {
    try {
      const { token } = await this.signIn.signIn({
        name: form.name,
        password: form.password,
        address: request.ip,
      });
      this.cookie.issue(reply, token);
      await this.screens.redirect(reply, ownAddress(form.back));
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const text = this.screens.translator.message(this.screens.lang(request), error.code, error.params);
      const problems = [{ text: text ?? error.code, href: '#name' }];
      const model = { problems, name: form.name, back: ownAddress(form.back), expired: false };
      await this.screens.send(request, reply, 'screens/sign-in.njk', model, {
        screen: 'A1',
        status: error.status,
      });
    }
  }

  /** "Stay signed in" of the warning: the request itself keeps the session alive. */
  @Post('session/stay')
  @Policy('session.use')
  @HttpCode(204)
  stay(): void {
    // Nothing else to do.
  }

  @Post('sign-out')
  @Policy('session.use')
  async leave(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = request.granted?.session;
    if (session) await this.sessions.end(session.id, 'signed-out');
    this.cookie.clear(reply);
    await this.screens.redirect(reply, '/sign-in');
  }
}
