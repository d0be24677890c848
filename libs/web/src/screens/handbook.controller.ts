import { ACCESS_POLICY, Public, type AccessPolicy, type HubRequest } from '@hub/access';
import { Refusal } from '@hub/platform';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { handbookPage, marked } from '../handbook/handbook';
import { Screens } from '../page/screens';

/** H3: the handbook in the reader's language, by role; it holds nothing secret. */
@Controller('help/handbook')
export class HandbookPages {
  constructor(
    private readonly screens: Screens,
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
  ) {}

  @Get()
  @Public()
  async contents(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const { rights } = this.screens.installation;
    const mine = request.granted?.session?.actor.grants.map(({ role }) => role) ?? [];
    const model = {
      roles: this.policy.roles.map(role => ({
        text: this.screens.t(request, rights.role(role)),
        href: `/help/handbook/${role}`,
        mine: mine.includes(role),
      })),
    };
    await this.screens.send(request, reply, 'screens/handbook.njk', model, { screen: 'H3' });
  }

  @Get(':role')
  @Public()
  async role(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('role') role: string,
  ): Promise<void> {
    if (!this.policy.roles.includes(role)) throw new Refusal('web.help.unknown', {}, { status: 404 });
    const { identity, rights } = this.screens.installation;
    const source = { context: identity.context, policy: this.policy, rights };
    const page = handbookPage(source, role, this.screens.lang(request), this.screens.translator);
    const model = { ...page, steps: page.steps.map(marked) };
    await this.screens.send(request, reply, 'screens/handbook-role.njk', model, { screen: 'H4' });
  }
}
