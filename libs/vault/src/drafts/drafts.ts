import { Pool } from 'pg';
import { isEnvelope, sealValue, type Envelope, type Where } from '../envelope';
import { VaultRefusal } from '../refusal';
import type { Vault } from '../vault';

export const DRAFT_DAYS = 30;
/** From when on the author is told that a draft will go. */
export const DRAFT_WARNING_DAYS = 3;

export interface DraftKey {
  /** Account of the author; nobody else ever sees the draft. */
  readonly author: string;
  /** Which form of which object: `case/<id>/section/exploitation`, `case/new`. */
  readonly form: string;
}

export interface DraftInfo extends DraftKey {
  readonly savedAt: Date;
  readonly expiresAt: Date;
}

interface DraftRow {
  author: string;
  form: string;
  subject: string;
  sealed: unknown;
  saved_at: Date;
  expires_at: Date;
}

const place = ({ author, form }: DraftKey, subject: string): Where => ({
  stream: `draft-${author}`,
  eventId: form,
  type: 'Draft',
  schema: 1,
  pointer: '',
  subject,
});

const info = ({ author, form, saved_at: savedAt, expires_at: expiresAt }: DraftRow): DraftInfo => ({
  ...{ author, form, savedAt, expiresAt },
});

export interface DraftsOptions {
  readonly vault: Vault;
  readonly url: string;
  readonly context: string;
}

/**
 * What people typed and have not submitted yet: one draft for each author and form, sealed like the facts it may
 * become, under a key of the person it is about, so that erasing the person takes it along. A draft about nobody yet
 * is sealed under a key of its author.
 */
export class Drafts {
  private readonly pool: Pool;

  constructor(private readonly options: DraftsOptions) {
    this.pool = new Pool({
      connectionString: options.url,
      max: 4,
      options: `-c role=${options.context}_access -c search_path=pg_catalog`,
      application_name: `${options.context} drafts`,
    });
    this.pool.on('error', () => undefined); // an idle connection broke; the next query opens a new one
  }

  /** Overwrites the author's draft of this form. @param about person it is about, if there is one already */
  async save(key: DraftKey, content: object, about?: string): Promise<DraftInfo> {
    const { vault, context } = this.options;
    const subject = about ?? `account-${key.author}`;
    const data = await vault.ring.current(subject, 'narrative');
    const sealed: Envelope = sealValue(data, context, content, place(key, subject));
    const { rows } = await this.pool.query<DraftRow>(
      `insert into drafts.draft (author, form, subject, sealed, expires_at)
       values ($1, $2, $3, $4, clock_timestamp() + interval '${DRAFT_DAYS} days')
       on conflict (author, form) do update set subject = excluded.subject, sealed = excluded.sealed,
         saved_at = clock_timestamp(), expires_at = excluded.expires_at
       returning author, form, subject, sealed, saved_at, expires_at`,
      [key.author, key.form, subject, sealed],
    );
    const [row] = rows;
    if (!row) throw new VaultRefusal('vault.draft-not-saved', 503);
    return info(row);
  }

  /** The author's own text again; undefined when there is none, or when the person it was about is forgotten. */
  async load<Content extends object>(key: DraftKey): Promise<(DraftInfo & { content: Content }) | undefined> {
    const { rows } = await this.pool.query<DraftRow>(
      `select * from drafts.draft where author = $1 and form = $2 and expires_at > clock_timestamp()`,
      [key.author, key.form],
    );
    const [row] = rows;
    if (!row || !isEnvelope(row.sealed)) return undefined;
    const opener = await this.options.vault.release({
      subject: row.subject,
      classes: ['narrative'],
      purpose: 'own-draft',
      actor: key.author,
      resource: { kind: 'draft', id: key.form },
    });
    const opened = await opener.open<Content>(row.sealed, place(key, row.subject));
    return 'value' in opened ? { ...info(row), content: opened.value } : undefined;
  }

  /** The author's drafts, the latest first; without their content. */
  async of(author: string): Promise<DraftInfo[]> {
    const { rows } = await this.pool.query<DraftRow>(
      `select * from drafts.draft where author = $1 and expires_at > clock_timestamp() order by saved_at desc`,
      [author],
    );
    return rows.map(info);
  }

  /** Who else is writing in this form, the latest first; without the content, which is nobody else's. */
  async othersIn({ author, form }: DraftKey, since: Date): Promise<DraftInfo[]> {
    const { rows } = await this.pool.query<DraftRow>(
      `select * from drafts.draft where form = $2 and author <> $1 and saved_at >= $3 order by saved_at desc`,
      [author, form, since],
    );
    return rows.map(info);
  }

  async discard(key: DraftKey): Promise<void> {
    await this.pool.query('delete from drafts.draft where author = $1 and form = $2', [key.author, key.form]);
  }

  /** Removes what is past its time, and all drafts about a person who was erased. @returns how many */
  async clear(erased: readonly string[] = []): Promise<number> {
    const done = await this.pool.query(
      'delete from drafts.draft where expires_at <= clock_timestamp() or subject = any ($1)',
      [erased],
    );
    return done.rowCount ?? 0;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
