import type { ClientBase } from 'pg';

const tables = `
create schema if not exists drafts;
create table if not exists drafts.draft (
  author text not null,
  form text not null,
  subject text not null,
  sealed jsonb not null,
  saved_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (author, form)
);
comment on table drafts.draft is 'What an author typed and has not submitted; sealed, overwritten, no part of the history';
create index if not exists draft_expiry on drafts.draft (expires_at);
create index if not exists draft_subject on drafts.draft (subject);
`;

/** Creates the schema of the drafts; `<context>_access` works on it. */
export async function migrateDrafts(client: ClientBase, { context }: { context: string }): Promise<void> {
  if (!/^[a-z]{2,20}$/.test(context))
    throw new Error(`Not the name of a context: ${JSON.stringify(context)}`);
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('drafts.migration', 0))`);
    await client.query('set local client_min_messages = warning');
    await client.query(tables);
    await client.query(`grant usage on schema drafts to ${context}_access`);
    await client.query(`grant select, insert, update, delete on drafts.draft to ${context}_access`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
