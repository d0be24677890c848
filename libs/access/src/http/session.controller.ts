import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessRefused } from '../access-refused';
import type { AccessPolicy } from '../policy';
import { ACCESS_POLICY } from './tokens';
import { Sessions, formToken, IDLE_WARNING_MINUTES, IDLE_MINUTES, type Session } from '../sessions';
import { SignIn } from '../sign-in';
import { CurrentSession, Policy, Public } from './policy.decorator';
import { SessionCookie } from './session-cookie';

class SignInRequest {
  /** Name the person signs in with. */
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsString() @IsNotEmpty() @MaxLength(1_000) password: string;
}

class StepUpRequest {
  @IsString() @IsNotEmpty() @MaxLength(1_000) password: string;
}

class ChosenPurpose {
  /** `<kind>/<id>` of the object, e.g. `case/6f1c…`. */
  @IsString() @IsNotEmpty() @MaxLength(200) resource: string;
  /** One of the context's purposes. */
  @IsString() @IsNotEmpty() @MaxLength(100) purpose: string;
}

const view = ({ actor, idleEndsAt, endsAt }: Session, token?: string) => ({
  account: actor.id,
  name: actor.name,
  office: actor.office,
  county: actor.county,
  grants: actor.grants,
  idleWarningAt: new Date(idleEndsAt.getTime() - (IDLE_MINUTES - IDLE_WARNING_MINUTES) * 60_000),
  idleEndsAt,
  endsAt,
  ...(token && { formToken: formToken(token) }),
});

/** Signing in and out. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Signs in; the session is in the cookie.' })
  @Public()
  async open(
    @Body() { name, password }: SignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token, endedElsewhere } = await this.signIn.signIn({ name, password, address: request.ip });
    this.cookie.issue(reply, token);
    const session = await this.sessions.resolve(token, false);
    if (typeof session !== 'object') throw new AccessRefused('access.sign-in-required', 401);
    return { ...view(session, token), endedElsewhere };
  }

  @Get()
  @ApiOperation({ summary: 'The session of this request. Asking does not keep it alive.' })
  @Policy('session.use', { background: true })
  current(@CurrentSession() session: Session, @Req() request: FastifyRequest) {
    return view(session, request.granted?.token);
  }

  @Delete()
  @ApiOperation({ summary: 'Signs out.' })
  @HttpCode(204)
  @Policy('session.use')
  async close(
    @CurrentSession() session: Session,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(session.id, 'signed-out');
    this.cookie.clear(reply);
  }

  @Post('step-up')
  @ApiOperation({
    summary: 'The password again, for acts that want it fresh; the session goes on under a new token.',
  })
  @HttpCode(200)
  @Policy('session.use')
  async stepUp(
    @Body() { password }: StepUpRequest,
    @CurrentSession() session: Session,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = await this.signIn.stepUp(
      { id: session.id, account: session.actor.id },
      password,
      request.ip,
    );
    this.cookie.issue(reply, token);
    return { formToken: formToken(token) };
  }

  @Post('purposes')
  @ApiOperation({
    summary: 'Chooses why an object is looked at; holds for this object until the session ends.',
  })
  @HttpCode(204)
  @Policy('session.use')
  async choose(
    @Body() { resource, purpose }: ChosenPurpose,
    @CurrentSession() session: Session,
  ): Promise<void> {
    if (!this.policy.purposes.includes(purpose)) throw new AccessRefused('access.purpose-unknown', 422);
    await this.sessions.choosePurpose(session.id, resource, purpose);
  }
}
