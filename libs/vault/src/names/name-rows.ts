import type { ClientBase } from 'pg';

/** Tokens one fact gives its person; undefined when the person was forgotten. */
export interface OpenedFact {
  readonly fact: { readonly subject: string; readonly slot?: string };
  readonly tokens?: readonly string[];
}

const tables = `
create schema if not exists names;
create table if not exists names.tokens (
  token text not null, subject text not null, slot text not null, primary key (token, subject, slot));
comment on table names.tokens is 'Blind tokens of names; rebuilt from the log, gone with the person';
create index if not exists tokens_subject on names.tokens (subject, slot);
create table if not exists names.progress (
  one boolean primary key default true check (one), position bigint not null);
insert into names.progress (position) values (0) on conflict do nothing;
`;

/** Schema of the name index in the database of the read models; `<context>_projector` works on it. */
export async function migrateNames(
  client: ClientBase,
  { context }: { readonly context: string },
): Promise<void> {
  if (!/^[a-z]{2,20}$/.test(context))
    throw new Error(`Not the name of a context: ${JSON.stringify(context)}`);
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('names.migration', 0))`);
    await client.query('set local client_min_messages = warning');
    await client.query(tables);
    await client.query(`grant usage on schema names to ${context}_projector`);
    await client.query(
      `grant select, insert, update, delete, truncate on names.tokens, names.progress to ${context}_projector`,
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

export async function replaceTokens(
  client: ClientBase,
  opened: readonly OpenedFact[],
  removed: ReadonlySet<string>,
): Promise<void> {
  if (removed.size > 0)
    await client.query('delete from names.tokens where subject = any ($1)', [[...removed]]);
  const kept = opened.filter(({ tokens }) => tokens);
  if (kept.length === 0) return;
  await client.query(
    'delete from names.tokens t using unnest($1::text[], $2::text[]) as n (subject, slot) where t.subject = n.subject and t.slot = n.slot',
    [kept.map(({ fact }) => fact.subject), kept.map(({ fact }) => fact.slot ?? '')],
  );
  const rows = kept.flatMap(({ fact, tokens = [] }) =>
    tokens.map(token => [token, fact.subject, fact.slot ?? '']),
  );
  await client.query(
    'insert into names.tokens (token, subject, slot) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing',
    [rows.map(([token]) => token), rows.map(([, subject]) => subject), rows.map(([, , slot]) => slot)],
  );
}
