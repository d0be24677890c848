import type { HubRequest } from '@hub/access';
import { errorSummary, Screens, type FieldView, type FormBody, type FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v4 } from 'uuid';
import { textOf } from './acting';
import { FormDrafts } from './form-drafts';
import type { Words } from './words';

export interface FieldGroup {
  readonly title?: string;
  readonly fields: readonly FieldView[];
}

/** A page with one form. */
export interface FormPage {
  readonly screen: string;
  readonly title: string;
  readonly intro?: string;
  readonly back: string;
  /** Address of the form without the leading slash; its draft has the same name. */
  readonly path: string;
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
  /** `false` for a form that is not saved while it is typed. */
  readonly draft?: false;
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
    const model = { form, problems: shown, hasDraftForm: page.draft !== false, ...page.model };
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
    about: { readonly path: string; readonly subject?: string; readonly query?: string },
  ): Promise<boolean> {
    const language = textOf(body, '_language');
    if (!language && !textOf(body, '_save')) return false;
    await this.drafts.save(request, about.path, body, about.subject);
    if (language) this.screens.chooseLanguage(request, reply, language);
    const focus = textOf(body, '_focus');
    const place = /^[\w-]{1,100}$/.test(focus) ? `#${focus}` : '';
    await this.screens.redirect(reply, `/${about.path}${about.query ?? ''}${place}`);
    return true;
  }
}

/** The form as the template draws it. */
function formOf(page: FormPage, words: Words) {
  const { title, intro = '', back, path, version = '', command = v4(), submit, savedAt } = page;
  return {
    ...{ title, intro, back, version, command, submit },
    action: `/${path}`,
    draft: page.draft === false ? '' : `/drafts?form=${encodeURIComponent(path)}`,
    groups: page.groups.map(group => ({ title: '', ...group })),
    saved: savedAt ? words.t('web:draft.saved', { time: words.fmt.dateTime(savedAt) }) : '',
    hidden: Object.entries(page.hidden ?? {}).map(([name, value]) => ({ name, value })),
  };
}
