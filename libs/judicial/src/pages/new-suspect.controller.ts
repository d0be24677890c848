import { Policy, type HubRequest } from '@hub/access';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v5 } from 'uuid';
import { accept } from '../case/command';
import { Law } from '../case/law';
import { RegisterSuspect } from '../case/register-suspect';
import type { KnownPerson } from '../person/known-persons';
import { RegisterPerson } from '../person/register-person';
import { commandOf, problemsOf, textOf } from './acting';
import type { CaseInView } from './case-files';
import { Desk } from './desk';
import { presentFactField, readFactFields } from './fact-fields';
import { suspectFields } from './fact-forms';
import type { Answers } from './fact-types';
import { FoundPersons, type FoundView } from './found-persons';
import { identityFields, identityGiven } from './identity-fields';
import { PageQuery } from './page-query';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;
/** Namespace of the command that registers the suspect, which follows from the one of the form. */
const FOLLOWING = '6a0c7a5e-5c4f-4f39-8a11-0a9f2f7d6c38';

interface Shown {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  readonly command?: string;
  readonly savedAt?: Date;
  /** Persons proposed as the same: to send the form once more says that it is none of them. */
  readonly somebodyElse?: readonly string[];
}

/** Whom the database may know already, where that is why nobody was registered. */
function proposedIn(error: unknown): readonly KnownPerson[] {
  const duplicates = error instanceof Refusal && error.options.extra?.['duplicates'];
  return Array.isArray(duplicates) ? (duplicates as KnownPerson[]) : [];
}

/** Why it may be the same person, in which cases within reach they stand, and whom else to ask; never the name. */
function proposal({ reasons, cases, elsewhere }: FoundView, words: Words): FormProblem {
  const where = [...cases.map(({ reference }) => reference), ...elsewhere];
  return { field: '', message: where.length > 0 ? `${words.fmt.list(where)}: ${reasons}` : reasons };
}

const pathOf = (id: string) => `proceedings/${id}/persons/new`;
const fields = [...suspectFields, ...identityFields];

/** J4: a person becomes a suspect in the case; who they are may follow later. */
@Controller('proceedings/:case/persons/new')
export class NewSuspectPages {
  constructor(
    private readonly desk: Desk,
    private readonly law: Law,
    private readonly persons: FoundPersons,
  ) {}

  @Get()
  @Policy('case.conduct', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() { after }: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, after);
    this.mayRegister(request);
    const words = this.desk.wording.of(request);
    const draft = await this.desk.forms.drafts.load(request, pathOf(id));
    const fresh = { kind: 'natural', legalBasis: file.row.legal_basis };
    const answers = draft ? readFactFields(fields, draft.body) : fresh;
    const savedAt = draft?.savedAt;
    await this.draw(request, reply, { file, words }, { answers, problems: [], ...(savedAt && { savedAt }) });
  }

  @Post()
  @Policy('case.conduct', rights)
  async register(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const file = await this.desk.files.read(id);
    this.mayRegister(request);
    if (await this.desk.forms.keptAside(request, reply, body, { path: pathOf(id), subject: id })) return;
    const words = this.desk.wording.of(request);
    const answers = readFactFields(fields, body);
    try {
      const notSameAs = textOf(body, '_somebodyElse').split(' ').filter(Boolean);
      const act = this.desk.acting.act(request, body);
      const { person, position } = await this.record(file, { ...answers, notSameAs }, act);
      await this.desk.forms.drafts.discard(request, pathOf(id));
      await this.desk.screens.redirect(
        reply,
        `/proceedings/${id}/persons/${person}?after=${position}&done=suspect`,
      );
    } catch (error) {
      const proposed = proposedIn(error);
      const reach = this.desk.screens.reach(request, 'case.read');
      const proposals = proposed.map(async one =>
        proposal(await this.persons.view(one, { words, reach }), words),
      );
      const problems = [...problemsOf(error, words), ...(await Promise.all(proposals))];
      const command = textOf(body, '_command');
      const somebodyElse = proposed.map(({ person }) => person);
      await this.draw(request, reply, { file, words }, { answers, problems, command, somebodyElse });
    }
  }

  private mayRegister(request: HubRequest): void {
    if (!this.desk.screens.mayHere(request, 'person.register')) {
      throw new Refusal('access.not-allowed', {}, { status: 403 });
    }
  }

  /** The suspect is checked before the person is registered, so that a mistake leaves nobody without a case. */
  private async record(file: CaseInView, answers: Answers, act: Act) {
    const person = act.command;
    const { kind, on, legalBasis = [], notSameAs } = answers;
    const set = { id: file.id, act: { ...act, command: v5(act.command, FOLLOWING) } };
    const suspect = commandOf(RegisterSuspect, { person, kind, on, legalBasis }, set);
    const known = file.proceeding.defendants.some(d => d.person === person);
    if (!known) {
      const { person: who, kind: as, on: since, legalBasis: bases } = suspect;
      const data = { person: who, kind: as, on: since, legalBasis: bases };
      accept({ ...file.row.state, facts: [] }, [{ type: 'SuspectRegistered', data }], this.law);
    }
    const identity = identityGiven(answers);
    const registered = commandOf(
      RegisterPerson,
      { kind, notSameAs, ...(identity && { identity }) },
      { id: person, act },
    );
    await this.desk.bus.execute<object, Recorded>(registered);
    const { position } = await this.desk.bus.execute<object, Recorded>(suspect);
    return { person, position };
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { file, words }: { file: CaseInView; words: Words },
    { answers, problems, command, savedAt, somebodyElse = [] }: Shown,
  ): Promise<void> {
    const drawing = { ground: { proceeding: file.proceeding, words }, answers, problems };
    await this.desk.forms.show(request, reply, words, {
      screen: 'J4n',
      title: words.t('judicial-pages:step.register-suspect'),
      intro: `${file.row.reference} · ${words.t('judicial-pages:suspect.intro')}`,
      back: `/proceedings/${file.id}`,
      path: pathOf(file.id),
      groups: [
        { fields: suspectFields.map(field => presentFactField(field, drawing)) },
        {
          title: words.labels.fact('identity'),
          fields: identityFields.map(field => presentFactField(field, drawing)),
        },
      ],
      submit: words.t('judicial-pages:suspect.submit'),
      problems,
      ...(savedAt && { savedAt }),
      ...(command && { command }),
      ...(somebodyElse.length > 0 && { hidden: { _somebodyElse: somebodyElse.join(' ') } }),
    });
  }
}
