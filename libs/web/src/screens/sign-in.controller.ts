import {
  AccessRefused,
  formToken,
  Policy,
  Public,
  SessionCookie,
  Sessions,
  SignIn,
  type HubRequest,
} from '@hub/access';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ownAddress } from '../page/own-address';
import { Screens } from '../page/screens';
import { readKeptForm } from './kept-form';
import { signInModel } from './sign-in';

const reasons = ['password-changed', 'password-set'] as const;

class SignInForm {
  @IsString() @MaxLength(200) name: string;
  @IsString() @MaxLength(200) password: string;
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
  /** Of a session that is still open while somebody signs in again. */
  @IsOptional() @IsString() @MaxLength(100) _csrf?: string;
  /** A form that outlived its session. */
  @IsOptional() @IsString() kept?: string;
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
    const model = signInModel({ back: ownAddress(query.back), expired: query.expired === '1' });
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
    const back = ownAddress(form.back);
    const kept = readKeptForm(form.kept);
    try {
      const credentials = { name: form.name, password: form.password, address: request.ip };
      const { token, account } = await this.signIn.signIn(credentials);
      this.cookie.issue(reply, token);
      if (!kept || !(await this.wasTypedBy(account, request)))
        return await this.screens.redirect(reply, back);
      const model = { ...kept, csrf: formToken(token), next: back };
      await this.screens.send(request, reply, 'screens/send-again.njk', model, { screen: 'A3' });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const text = this.screens.translator.message(this.screens.lang(request), error.code, error.params);
      const model = signInModel({
        back,
        name: form.name,
        problem: text ?? error.code,
        ...(kept && { kept }),
      });
      const options = { screen: 'A1', status: error.status };
      await this.screens.send(request, reply, 'screens/sign-in.njk', model, options);
    }
  }

  /** What one person typed is not put before the next at the same PC. */
  private async wasTypedBy(account: string, request: HubRequest): Promise<boolean> {
    const token = this.cookie.read(request);
    return token !== undefined && (await this.sessions.ownerOf(token)) === account;
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
