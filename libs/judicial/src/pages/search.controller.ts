import { AccessLog, CurrentReach, decide, Policy, type HubRequest, type Reach } from '@hub/access';
import { searchable, typedName } from '@hub/vault';
import type { FieldView, FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { policy, purposes } from '../access/policy';
import { OfficialNumbers } from '../api/official-numbers';
import { noProceeding } from '../case/proceeding';
import { parseReference } from '../case/reference';
import type { Identity } from '../person/events';
import { nameOf } from '../person/names';
import { sessionOf, textOf } from './acting';
import { Desk } from './desk';
import { presentFactField, readFactFields } from './fact-fields';
import type { Answers, FactField } from './fact-types';
import { FoundPersons, type FoundView } from './found-persons';
import type { Words } from './words';

const nameFields: readonly FactField[] = [
  { name: 'given', type: { kind: 'text' } },
  { name: 'family', type: { kind: 'text' } },
  { name: 'legalName', type: { kind: 'text' } },
  { name: 'birth', type: { kind: 'date' } },
];

interface Shown {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  readonly found?: readonly FoundView[];
}

/** J2s: by reference or official number, straight to the case; by name, for a purpose. Nothing looked for is in an address. */
@Controller('search')
export class SearchPages {
  constructor(
    private readonly desk: Desk,
    private readonly numbers: OfficialNumbers,
    private readonly persons: FoundPersons,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.list', { resource: 'some' })
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, { answers: {}, problems: [] });
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
    const query = textOf(body, 'query');
    const reference = parseReference(query);
    const id = await this.caseOf(query, reference, reach);
    if (id) return this.desk.screens.redirect(reply, `/proceedings/${id}`);
    const offered = this.purposesOf(request);
    const wrong = wrongNumber(query, reference);
    if (wrong || (query && offered.length === 0)) {
      const { t } = this.desk.wording.of(request);
      const message = t(wrong ?? 'judicial-pages:search.no-reference');
      return this.draw(request, reply, { answers: { query }, problems: [{ field: 'query', message }] });
    }
    return this.byName(request, reply, body, offered);
  }

  private async caseOf(query: string, reference: string | undefined, reach: readonly Reach[]) {
    const id = reference && (await this.desk.files.byReference(reference, reach));
    if (id || !query) return id;
    return (await this.numbers.find(query, reach))[0]?.id;
  }

  private async byName(
    request: HubRequest,
    reply: FastifyReply,
    body: FormBody,
    offered: readonly string[],
  ): Promise<void> {
    const words = this.desk.wording.of(request);
    const purpose = textOf(body, 'purpose');
    const answers = { ...typedName(textOf(body, 'query')), ...readFactFields(nameFields, body), purpose };
    const problems = this.problemsWith(answers, body, { offered, words });
    if (problems.length > 0 || !offered.includes(purpose)) {
      return this.draw(request, reply, { answers, problems });
    }
    const { given, family, legalName, birth } = answers as Identity;
    const act = { ...this.desk.acting.act(request, { ...body, _command: v4() }), purpose };
    const resource = { kind: 'person.search' };
    await this.log.record({ kind: 'consultation', actor: act.actor, purpose, resource });
    const reader = { words, reach: this.desk.screens.reach(request, 'case.read') };
    const identity = Object.fromEntries(
      Object.entries({ given, family, legalName, birth }).filter(([, value]) => value !== undefined),
    );
    const found = await this.persons.search(identity, act, reader);
    return this.draw(request, reply, { answers, problems: [], found });
  }

  /** Nothing is wrong yet where a name was only typed into the box above every page: then the purpose is asked. */
  private problemsWith(
    { purpose, ...name }: Identity & { readonly purpose: string },
    body: FormBody,
    { offered, words }: { readonly offered: readonly string[]; readonly words: Words },
  ): FormProblem[] {
    if (body.purpose === undefined && body.given === undefined) return [];
    return [
      // One name alone would be a way to leaf through the database.
      ...(searchable(nameOf(name))
        ? []
        : [{ field: 'given', message: words.message('vault.search-needs-two') }]),
      ...(offered.includes(purpose)
        ? []
        : [{ field: 'purpose', message: words.t('judicial-pages:purpose.choose') }]),
    ];
  }

  private purposesOf(request: HubRequest): string[] {
    const { actor, now } = sessionOf(request);
    return purposes.filter(purpose => decide(policy, actor, 'person.identify', 'some', purpose, now).allow);
  }

  private async draw(request: HubRequest, reply: FastifyReply, shown: Shown): Promise<void> {
    const { answers, problems, found } = shown;
    const words = this.desk.wording.of(request);
    const offered = this.purposesOf(request);
    const drawing = { ground: { proceeding: noProceeding, words }, answers, problems };
    const names = nameFields.map(field => presentFactField(field, drawing));
    const model = {
      query: typeof answers['query'] === 'string' ? answers['query'] : '',
      fields: offered.length > 0 ? [...names, purposeField(offered, shown, words)] : [],
      problems,
      searched: found !== undefined,
      found: found ?? [],
    };
    const status = problems.length > 0 ? 422 : 200;
    await this.desk.screens.send(request, reply, 'search.njk', model, { screen: 'J2s', status });
  }
}

/** Digits that are no date of birth: somebody looks for a case, not for a person. */
function wrongNumber(query: string, reference: string | undefined): string | undefined {
  const { given = '', family = '' } = typedName(query);
  if (reference) return 'judicial-pages:search.no-such-case';
  if (!/\d/.test(given + family)) return undefined;
  return /^\s*j/i.test(query) ? 'judicial-pages:search.no-reference' : 'judicial-pages:search.no-such-case';
}

function purposeField(offered: readonly string[], { answers, problems }: Shown, { t }: Words): FieldView {
  const name = 'purpose';
  const option = (value: string) => ({
    value,
    text: t(`judicial-access:purpose.${value}`),
    checked: answers[name] === value,
  });
  return {
    ...{ kind: 'radios', name, label: t('judicial-pages:purpose.question'), hint: '', help: '', missing: [] },
    error: problems.find(({ field }) => field === name)?.message ?? '',
    options: offered.map(option),
  };
}
