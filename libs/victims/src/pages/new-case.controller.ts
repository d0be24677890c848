import { CurrentReach, decide, Policy, type HubRequest, type Reach } from '@hub/access';
import type { Act, Recorded } from '@hub/event-store';
import { type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { v4, v5 } from 'uuid';
import { policy } from '../access/policy';
import { RegisterCase } from '../case/register-case';
import { requireOrganisation, requireWithinReach } from '../organisation/organisation';
import type { Identity } from '../person/identity';
import { RegisterPerson } from '../person/register-person';
import { caseIdOf } from '../reference';
import { commandOf, problemsOf, sessionOf, textOf } from './acting';
import { Candidates, type CandidateView } from './candidates';
import { presentFactField, readFactFields } from './fact-fields';
import type { FactField } from './fact-field';
import { Forms } from './forms';
import type { Words } from './words';

const text = (name: string): FactField => ({ name, type: { kind: 'text' } });
const person: readonly FactField[] = [
  text('given'),
  text('family'),
  text('otherNames'),
  { name: 'birth', type: { kind: 'date' }, variable: 'date_of_birth' },
  { name: 'nationalId', type: { kind: 'text' }, variable: 'national_id_number' },
  { name: 'contact', type: { kind: 'text', long: true }, variable: 'contact_details' },
];
const registration: readonly FactField[] = [
  { name: 'on', type: { kind: 'date', future: true }, variable: 'registration_date' },
  { name: 'organisation', type: { kind: 'organisation' }, variable: 'registering_org_id' },
];

const PATH = 'cases/new';
/** Namespace of the command that registers the case, which follows from the one of the form. */
const FOLLOWING = '5f1f9a63-3c28-4c7e-a0a1-0d1f3f6f2b11';

type Typed = Readonly<Record<string, unknown>>;

/** What was said of possible duplicates, and for whom the reader may open cases. */
interface Answered {
  readonly chosen: string;
  readonly others: readonly string[];
  readonly reach: readonly Reach[];
}

/** V5: a new case; whoever may be the same person is shown first, with the reason. */
@Controller('cases/new')
export class NewCasePages {
  constructor(
    private readonly desk: Desk,
    private readonly candidates: Candidates,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Policy('case.register', { resource: 'new' })
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.desk.wording.of(request);
    const draft = await this.forms.drafts.load(request, PATH);
    const { office } = sessionOf(request).actor;
    const fresh = { on: words.today, ...(office && { organisation: office }) };
    const typed = draft ? read(draft.body) : fresh;
    await this.draw(request, reply, words, {
      typed,
      problems: [],
      ...(draft?.savedAt && { savedAt: draft.savedAt }),
    });
  }

  @Post()
  @Policy('case.register', { resource: 'new' })
  async register(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    if (await this.forms.keptAside(request, reply, body, { path: PATH })) return;
    const words = await this.desk.wording.of(request);
    const typed = read(body);
    try {
      const act = { ...this.desk.acting.act(request, body), purpose: 'duplicate_check' };
      assertOpenable(typed, reach, words);
      const chosen = textOf(body, 'samePerson');
      const found = chosen ? [] : await this.possible(request, act, typed, words);
      if (found.length > 0) {
        await this.propose(request, reply, words, { body, found });
        return;
      }
      const { position, reference } = await this.record(act, typed, { chosen, others: idsOf(body), reach });
      await this.forms.drafts.discard(request, PATH);
      await this.desk.screens.redirect(
        reply,
        `/cases/${caseIdOf(reference)}?after=${position}&done=registered`,
      );
    } catch (error) {
      await this.draw(request, reply, words, { typed, problems: problemsOf(error, words) });
    }
  }

  /** Only who may search for persons is shown that somebody is known. */
  private async possible(
    request: HubRequest,
    act: Act,
    typed: Typed,
    words: Words,
  ): Promise<CandidateView[]> {
    const { actor, now } = sessionOf(request);
    const asked = commandOf(RegisterPerson, identityOf(typed), {});
    const allowed = ['duplicate_check', 'training'].find(
      purpose => decide(policy, actor, 'person.search', 'some', purpose, now).allow,
    );
    if (allowed === undefined) return [];
    const reader = { words, reach: this.desk.screens.reach(request, 'case.read') };
    return this.candidates.possible(asked, { ...act, purpose: allowed }, reader);
  }

  private async record(
    act: Act,
    typed: Typed,
    { chosen, others, reach }: Answered,
  ): Promise<{ position: bigint; reference: string }> {
    const following = { act: { ...act, command: v5(act.command, FOLLOWING) }, reach };
    const known = chosen !== '' && chosen !== 'none';
    const subject = known ? chosen : await this.newPerson(act, typed, others);
    const { on, organisation } = typed;
    const command = commandOf(RegisterCase, { on, organisation, person: subject }, following);
    return this.desk.bus.execute<object, Recorded & { reference: string }>(command);
  }

  private async newPerson(act: Act, typed: Typed, others: readonly string[]): Promise<string> {
    const data = { ...identityOf(typed), ...(others.length > 0 && { notSameAs: others }) };
    const command = commandOf(RegisterPerson, data, { act });
    await this.desk.bus.execute<object, Recorded>(command);
    return command.person;
  }

  private async propose(
    request: HubRequest,
    reply: FastifyReply,
    words: Words,
    { body, found }: { body: FormBody; found: readonly CandidateView[] },
  ): Promise<void> {
    await this.forms.drafts.save(request, PATH, body);
    const sent = Object.entries(body).filter(([name]) => !['_csrf', 'others', 'samePerson'].includes(name));
    const hidden = sent.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? '']).map(one => ({ name, value: String(one) })),
    );
    const others = found.map(candidate => ({ name: 'others', value: candidate.person }));
    const options = found.map((candidate, at) => ({
      value: candidate.person,
      text: words.t('victims-pages:duplicates.same', { number: at + 1 }),
    }));
    const model = {
      found,
      hidden: [...hidden, ...others],
      options: [...options, { value: 'none', text: words.t('victims-pages:duplicates.none-of-these') }],
    };
    await this.desk.screens.send(request, reply, 'duplicates.njk', model, { screen: 'V5' });
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    words: Words,
    { typed, problems, savedAt }: { typed: Typed; problems: readonly FormProblem[]; savedAt?: Date },
  ): Promise<void> {
    const drawing = { words, values: typed, problems };
    await this.forms.show(request, reply, words, {
      screen: 'V5',
      title: words.t('victims-pages:new.title'),
      intro: words.t('victims-pages:new.intro'),
      back: '/cases',
      path: PATH,
      groups: [
        {
          title: words.labels.fact('identity'),
          fields: person.map(field => presentFactField(field, drawing)),
        },
        {
          title: words.labels.fact('registration'),
          fields: registration.map(field => presentFactField(field, drawing)),
        },
      ],
      submit: words.t('victims-pages:new.submit'),
      problems,
      ...(savedAt && { savedAt }),
    });
  }
}

const read = (body: FormBody): Typed => readFactFields([...person, ...registration], body);

/** The case is checked before the person is registered, so that a mistake leaves nobody without a case. */
function assertOpenable({ on, organisation }: Typed, reach: readonly Reach[], words: Words): void {
  const { organisation: chosen } = commandOf(RegisterCase, { on, organisation, person: v4() }, {});
  const register = { organisation: (id: string) => words.organisations.get(id) };
  requireWithinReach(requireOrganisation(register, chosen, '/organisation'), reach, '/organisation');
}

/** Other names are typed in one line. */
function identityOf(typed: Typed): Identity & { readonly on: unknown } {
  const { on, otherNames, given, family, birth, nationalId, contact } = typed as Record<
    string,
    string | undefined
  >;
  const others = (otherNames ?? '')
    .split(/[,;]/)
    .map(name => name.trim())
    .filter(Boolean);
  return { given, family, birth, nationalId, contact, on, ...(others.length > 0 && { otherNames: others }) };
}

function idsOf(body: FormBody): readonly string[] {
  const { others } = body;
  return Array.isArray(others) ? others.map(String) : typeof others === 'string' && others ? [others] : [];
}
