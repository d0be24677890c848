import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OfficialNumbers } from '../api/official-numbers';
import { parseReference } from '../case/reference';
import { textOf } from './acting';
import { Desk } from './desk';

/** By reference or official number, straight to the case. What is looked for is never in an address. */
@Controller('search')
export class SearchPages {
  constructor(
    private readonly desk: Desk,
    private readonly numbers: OfficialNumbers,
  ) {}

  @Get()
  @Policy('case.list', { resource: 'some' })
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, '', []);
  }

  @Post()
  @Policy('case.list', { resource: 'some' })
  async search(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Body() sent: object,
  ): Promise<void> {
    const query = textOf(sent as FormBody, 'query');
    const reference = parseReference(query);
    const id = reference && (await this.desk.files.byReference(reference, reach));
    if (id) return this.desk.screens.redirect(reply, `/proceedings/${id}`);
    const [numbered] = query ? await this.numbers.find(query, reach) : [];
    if (numbered) return this.desk.screens.redirect(reply, `/proceedings/${numbered.id}`);
    const { t } = this.desk.wording.of(request);
    const message = reference
      ? t('judicial-pages:search.no-such-case')
      : t('judicial-pages:search.no-reference');
    return this.draw(request, reply, query, [{ field: 'query', message }]);
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    query: string,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const status = problems.length > 0 ? 422 : 200;
    await this.desk.screens.send(
      request,
      reply,
      'search.njk',
      { query, problems },
      { screen: 'J2s', status },
    );
  }
}
