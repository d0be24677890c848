import type { HubRequest } from '@hub/access';
import {
  entryAsked,
  errorSummary,
  Screens,
  type EntryAsked,
  type FieldView,
  type FormBody,
  type FormProblem,
} from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { textOf } from './acting';
import type { CaseInView } from './case-files';
import { FormDrafts } from './form-drafts';
import type { Words } from './words';

export interface FieldGroup {
  readonly title?: string;
  readonly fields: readonly FieldView[];
}

/** A form nobody can send now says so before anything is typed into it. */
export const closedFirst = ({ registration }: CaseInView, words: Words): FormProblem[] =>
  registration.closed ? [{ field: '', message: words.message('victims.case.already-closed') }] : [];

/** A page with one form. */
export interface FormPage {
  readonly screen: string;
  readonly title: string;
  readonly intro?: string;
  readonly back: string;
  /** Address of the form without the leading slash; its draft has the same name, unless it has one of its own. */
  readonly path: string;
  readonly draft?: string;
  readonly groups: readonly FieldGroup[];
  readonly submit: string;
  readonly problems?: readonly FormProblem[];
  readonly savedAt?: Date;
  readonly version?: number;
  readonly command?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly view?: string;
  readonly model?: object;
  readonly status?: number;
}

/** Draws pages with a form and does what every form does: drafts, change of language. */
@Injectable()
export class Forms {
  constructor(
    private readonly screens: Screens,
    readonly drafts: FormDrafts,
  ) {}

  async show(request: HubRequest, reply: FastifyReply, words: Words, page: FormPage): Promise<void> {
    const { screen, view = 'form-page.njk', problems = [] } = page;
    const shown = errorSummary(problems, page.groups);
    const form = formOf(page, words);
    const model = { form, problems: shown, hasDraftForm: true, ...page.model };
    await this.screens.send(request, reply, view, model, {
      screen,
      status: page.status ?? (problems.length > 0 ? 422 : 200),
    });
  }

  /**
   * Saves a draft when a button of the form asks for it, and answers.
   * @returns whether the request is answered
   */
  async keptAside(
    request: HubRequest,
    reply: FastifyReply,
    body: FormBody,
    about: { readonly path: string; readonly person?: string },
  ): Promise<boolean> {
    const language = textOf(body, '_language');
    if (!language && !textOf(body, '_save')) return false;
    await this.drafts.save(request, about.path, body, about.person);
    if (language) this.screens.chooseLanguage(request, reply, language);
    const focus = textOf(body, '_focus');
    const place = /^[\w-]{1,100}$/.test(focus) ? `#${focus}` : '';
    await this.screens.redirect(reply, `/${about.path}${place}`);
    return true;
  }

  /**
   * Saves a draft when a button asks for one entry more, or one less; the form is then to be shown again.
   * @returns what was typed, and what was asked; undefined where no such button was pressed
   */
  async entriesAsked(
    request: HubRequest,
    body: FormBody,
    about: { readonly path: string; readonly person?: string },
  ): Promise<{ readonly body: FormBody; readonly asked: EntryAsked } | undefined> {
    const found = entryAsked(body);
    if (found) await this.drafts.save(request, about.path, found.body, about.person);
    return found;
  }
}

/** The form as the template draws it. */
function formOf(page: FormPage, words: Words) {
  const { title, intro = '', back, path, version = '', command = v4(), submit, savedAt } = page;
  return {
    ...{ title, intro, back, version, command, submit },
    // With what the fact is about: after the session ended, the way back leads to the same form.
    action: `/${page.draft ?? path}`,
    draft: `/drafts?form=${encodeURIComponent(page.draft ?? path)}`,
    groups: page.groups.map(group => ({ title: '', ...group })),
    saved: savedAt ? words.t('web:draft.saved', { time: words.fmt.dateTime(savedAt) }) : '',
    hidden: Object.entries(page.hidden ?? {}).map(([name, value]) => ({ name, value })),
  };
}
