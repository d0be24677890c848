import { AccessRefused, Passwords, Public, type HubRequest } from '@hub/access';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Screens } from '../page/screens';

class FirstPassword {
  @IsString() @MaxLength(1_000) password: string;
  @IsOptional() @IsString() @MaxLength(100) _csrf?: string;
}

/** A6: the owner of a one-time link sets a password. */
@Controller('first-password/:invitation')
export class InvitationPages {
  constructor(
    private readonly screens: Screens,
    private readonly passwords: Passwords,
  ) {}

  @Get()
  @Public()
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('invitation') invitation: string,
  ): Promise<void> {
    await this.draw(request, reply, { invitation, problem: '', status: 200 });
  }

  @Post()
  @Public()
  async set(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('invitation') invitation: string,
    @Body() { password }: FirstPassword,
  ): Promise<void> {
    try {
      await this.passwords.accept(invitation, password);
      await this.screens.redirect(reply, '/sign-in?why=password-set');
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const { code, params, status } = error;
      const problem = this.screens.translator.message(this.screens.lang(request), code, params) ?? code;
      await this.draw(request, reply, { invitation, problem, status });
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { invitation, problem, status }: { invitation: string; problem: string; status: number },
  ): Promise<void> {
    const model = { invitation, problems: problem ? [{ text: problem, href: '#password' }] : [] };
    const options = { screen: 'A6', status };
    await this.screens.send(request, reply, 'screens/first-password.njk', model, options);
  }
}
