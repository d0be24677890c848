import { Accounts, Policy, type HubRequest } from '@hub/access';
import { type FormBody, type FormProblem } from '@hub/web';
import {
  Body,
  Controller,
  Get,
  Injectable,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type Type,
} from '@nestjs/common';
import type { Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { commandOf, problemsOf, textOf } from './acting';
import type { CaseInView } from './case-files';
import { describeAbout } from './case-parts';
import { answerLinks } from './case-state';
import { presentFactField, readFactFields } from './fact-fields';
import { recordable, type FactForm } from './fact-forms';
import { closedFirst, Forms } from './forms';
import { PageQuery } from './page-query';
import type { Words } from './words';

/** What a form shows beside its fields. */
interface Shown {
  readonly body: FormBody;
  readonly about: string;
  readonly problems: readonly FormProblem[];
  readonly savedAt?: Date;
}

interface Drawing {
  readonly form: FactForm;
  readonly file: CaseInView;
  readonly shown: Shown;
  readonly words: Words;
  readonly status?: number;
}

/** Draws and takes the forms of facts of a case. */
@Injectable()
export class FactForms {
  constructor(
    private readonly desk: Desk,
    private readonly forms: Forms,
    private readonly accounts: Accounts,
  ) {}

  async form(request: HubRequest, reply: FastifyReply, form: FactForm, query: PageQuery & { case: string }) {
    const file = await this.desk.files.read(query.case, query.after);
    const draft = await this.forms.drafts.load(request, this.draftOf(form, file.id, query.about));
    const body = draft?.body ?? {};
    const words = await this.desk.wording.of(request);
    const shown = {
      body,
      about: query.about ?? '',
      problems: form.fact === 'CaseReopened' ? [] : closedFirst(file, words),
      ...(draft?.savedAt && { savedAt: draft.savedAt }),
    };
    await this.draw(request, reply, { form, file, shown, words, status: 200 });
  }

  async take(
    request: HubRequest,
    reply: FastifyReply,
    form: FactForm,
    given: { case: string; body: FormBody },
  ) {
    const { body } = given;
    const about = textOf(body, '_about');
    const file = await this.desk.files.read(given.case);
    const draft = this.draftOf(form, file.id, about);
    if (await this.forms.keptAside(request, reply, body, { path: draft, person: file.row.person })) return;
    const words = await this.desk.wording.of(request);
    try {
      const data = { ...readFactFields(form.fields, body), ...(form.about && { [form.about]: about }) };
      const set = { case: file.id, act: this.desk.acting.act(request, body) };
      const { position } = await this.desk.bus.execute<object, Recorded>(commandOf(form.command, data, set));
      await this.forms.drafts.discard(request, draft);
      await this.desk.screens.redirect(reply, `/cases/${file.id}?after=${position}&done=${form.name}`);
    } catch (error) {
      const problems = stillMissing(error, file.id, words) ?? problemsOf(error, words);
      await this.draw(request, reply, { form, file, words, shown: { body, about, problems } });
    }
  }

  private path = (form: FactForm, id: string) => `cases/${id}/record/${form.name}`;

  /** A draft of what is about one referral is not the draft about another one. */
  private draftOf(form: FactForm, id: string, about = ''): string {
    return this.path(form, id) + (form.about && about ? `?about=${about}` : '');
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { form, file, shown, words, status }: Drawing,
  ): Promise<void> {
    const { body, about, problems, savedAt } = shown;
    const values = readFactFields(form.fields, body);
    const accounts = await this.accountsFor(form, file);
    const fields = form.fields.map(field => presentFactField(field, { words, values, problems, accounts }));
    const subject = form.about ? describeAbout(file.view, form.about, about, words) : '';
    await this.forms.show(request, reply, words, {
      screen: form.screen,
      title: words.t(`victims-pages:form.${form.name}`),
      intro: [file.row.reference, subject].filter(Boolean).join(' · '),
      back: `/cases/${file.id}`,
      path: this.path(form, file.id),
      draft: this.draftOf(form, file.id, about),
      groups: [{ fields }],
      submit: words.t('victims-pages:action.record'),
      problems,
      ...(status !== undefined && { status }),
      hidden: about ? { _about: about } : {},
      ...(savedAt && { savedAt }),
      ...(textOf(body, '_command') && { command: textOf(body, '_command') }),
    });
  }

  /** Who may be given the case, or has it. */
  private async accountsFor({ fact }: FactForm, { registration }: CaseInView) {
    if (fact !== 'CaseAssigned' && fact !== 'CaseUnassigned') return undefined;
    const all = (await this.accounts.list()).filter(account =>
      account.grants.some(({ role }) => role === 'officer'),
    );
    const has = (id: string) => registration.assignees.includes(id);
    const fitting = all.filter(({ id }) => (fact === 'CaseAssigned' ? !has(id) : has(id)));
    return new Map(fitting.map(({ id, name }) => [id, name]));
  }
}

/** What must be answered before the case can be closed: each question by its name, with the field that takes it. */
function stillMissing(error: unknown, id: string, words: Words): FormProblem[] | undefined {
  if (!(error instanceof Refusal) || !Array.isArray(error.options.extra?.missing)) return undefined;
  const names = error.options.extra.missing.map(String);
  return answerLinks(names, id, words.book, words).map(({ text, href }) => ({
    field: '',
    message: `${text}: ${words.message('victims.case.missing')}`,
    href,
  }));
}

/** One pair of routes for each form, so that the table of rights decides about each by itself. */
function pagesOf(form: FactForm): Type<unknown> {
  const rights = { resource: { kind: 'case', param: 'case' } } as const;

  @Controller(`cases/:case/record/${form.name}`)
  class FactPages {
    constructor(private readonly forms: FactForms) {}

    @Get()
    @Policy(form.action, rights)
    async form(
      @Req() request: HubRequest,
      @Res() reply: FastifyReply,
      @Param('case', ParseUUIDPipe) id: string,
      @Query() query: PageQuery,
    ): Promise<void> {
      await this.forms.form(request, reply, form, { ...query, case: id });
    }

    @Post()
    @Policy(form.action, rights)
    async record(
      @Req() request: HubRequest,
      @Res() reply: FastifyReply,
      @Param('case', ParseUUIDPipe) id: string,
      @Body() body: object,
    ): Promise<void> {
      await this.forms.take(request, reply, form, { case: id, body: body as FormBody });
    }
  }
  return FactPages;
}

export const factPages: readonly Type<unknown>[] = recordable.map(pagesOf);
