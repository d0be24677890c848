import { AccessLog, CurrentReach, decide, Policy, type HubRequest, type Reach } from '@hub/access';
import type { Act } from '@hub/event-store';
import { type FormBody, type FormProblem } from '@hub/web';
import { searchable, typedName } from '@hub/vault';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { v4 } from 'uuid';
import { policy, purposes } from '../access/policy';
import type { Identity } from '../person/identity';
import { isCaseReference } from '../reference';
import { problemsOf, sessionOf, textOf } from './acting';
import { Candidates, type CandidateView } from './candidates';
import { nameOf } from '../person/names';
import { presentFactField, readFactFields } from './fact-fields';
import type { FactField } from './fact-field';
import type { Words } from './words';

const nameFields: readonly FactField[] = [
  { name: 'given', type: { kind: 'text' } },
  { name: 'family', type: { kind: 'text' } },
  { name: 'birth', type: { kind: 'date' }, variable: 'date_of_birth' },
];

interface Shown {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly FormProblem[];
  readonly found?: readonly CandidateView[];
}

/** V4: by reference, straight to the case; by name, for a purpose. What is looked for is never in an address. */
@Controller('search')
export class SearchPages {
  constructor(
    private readonly desk: Desk,
    private readonly candidates: Candidates,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.list', { resource: 'some' })
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, { values: {}, problems: [] });
  }

  @Post()
  @Policy('case.list', { resource: 'some' })
  async search(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const reference = textOf(body, 'query').toUpperCase().replace(/\s+/g, '');
    const words = await this.desk.wording.of(request);
    if (isCaseReference(reference)) {
      const id = await this.desk.files.byReference(reference, reach);
      if (id !== undefined) return this.desk.screens.redirect(reply, `/cases/${id}`);
      const problems = [{ field: 'query', message: words.t('victims-pages:search.no-such-case') }];
      return this.draw(request, reply, { values: { query: textOf(body, 'query') }, problems });
    }
    return this.byName(request, reply, body, words);
  }

  private async byName(
    request: HubRequest,
    reply: FastifyReply,
    body: FormBody,
    words: Words,
  ): Promise<void> {
    const values = {
      ...typedName(textOf(body, 'query')),
      ...readFactFields(nameFields, body),
      purpose: textOf(body, 'purpose'),
    };
    if (!this.purposesOf(request).includes(values.purpose)) {
      const asked = body.purpose === undefined && body.given === undefined;
      const problems = asked ? [] : [{ field: 'purpose', message: words.t('victims-pages:purpose.choose') }];
      return this.draw(request, reply, { values, problems });
    }
    const { given, family, birth } = values as Identity;
    // One name alone would be a way to leaf through the database.
    if (!searchable(nameOf({ given, family, birth }))) {
      const problems = [{ field: 'given', message: words.message('vault.search-needs-two') }];
      return this.draw(request, reply, { values, problems });
    }
    try {
      const act: Act = {
        ...this.desk.acting.act(request, { ...body, _command: v4() }),
        purpose: values.purpose,
      };
      const resource = { kind: 'person.search' };
      await this.log.record({ kind: 'consultation', actor: act.actor, purpose: values.purpose, resource });
      const reader = { words, reach: this.desk.screens.reach(request, 'case.read') };
      const found = await this.candidates.matching({ given, family, birth }, act, reader);
      return await this.draw(request, reply, { values, problems: [], found });
    } catch (error) {
      return this.draw(request, reply, { values, problems: problemsOf(error, words) });
    }
  }

  private purposesOf(request: HubRequest): string[] {
    const { actor, now } = sessionOf(request);
    return purposes.filter(purpose => decide(policy, actor, 'person.search', 'some', purpose, now).allow);
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { values, problems, found }: Shown,
  ): Promise<void> {
    const words = await this.desk.wording.of(request);
    const offered = this.purposesOf(request);
    const purpose: FactField = { name: 'purpose', type: { kind: 'choice', of: 'purpose', codes: offered } };
    const fields = [...nameFields, purpose].map(field =>
      presentFactField(field, { words, values, problems }),
    );
    const model = {
      query: typeof values.query === 'string' ? values.query : '',
      fields: offered.length > 0 ? fields : [],
      problems,
      searched: found !== undefined,
      found: found ?? [],
    };
    const status = problems.length > 0 ? 422 : 200;
    await this.desk.screens.send(request, reply, 'search.njk', model, { screen: 'V4', status });
  }
}
