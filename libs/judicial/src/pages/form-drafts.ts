import type { HubRequest } from '@hub/access';
import { DRAFT_WARNING_DAYS, Drafts, type DraftInfo } from '@hub/vault';
import type { FormBody } from '@hub/web';
import { Injectable } from '@nestjs/common';
import { sessionOf } from './acting';

/** What was typed into a form and not sent yet. */
export interface Typed {
  readonly body: FormBody;
  readonly savedAt?: Date;
}

export interface DraftView {
  readonly form: string;
  readonly savedAt: Date;
  /** Set when it goes within three days. */
  readonly expiresAt?: Date;
}

/** Names of the form itself are no part of the draft, but for the version it is based on. */
const fields = (body: FormBody): FormBody =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith('_') || name === '_version'));

const soon = ({ expiresAt }: DraftInfo) =>
  expiresAt.getTime() - Date.now() < DRAFT_WARNING_DAYS * 24 * 3_600_000;

/** Drafts of the forms of this database, by the address of the form. */
@Injectable()
export class FormDrafts {
  constructor(private readonly drafts: Drafts) {}

  async save(request: HubRequest, form: string, body: FormBody, about?: string): Promise<Date> {
    const key = { author: sessionOf(request).actor.id, form };
    return (await this.drafts.save(key, fields(body), about)).savedAt;
  }

  async load(request: HubRequest, form: string): Promise<Typed | undefined> {
    const found = await this.drafts.load<FormBody>({ author: sessionOf(request).actor.id, form });
    return found && { body: found.content, savedAt: found.savedAt };
  }

  discard(request: HubRequest, form: string): Promise<void> {
    return this.drafts.discard({ author: sessionOf(request).actor.id, form });
  }

  async mine(request: HubRequest): Promise<DraftView[]> {
    const drafts = await this.drafts.of(sessionOf(request).actor.id);
    return drafts.map(draft => ({
      form: draft.form,
      savedAt: draft.savedAt,
      ...(soon(draft) && { expiresAt: draft.expiresAt }),
    }));
  }
}
