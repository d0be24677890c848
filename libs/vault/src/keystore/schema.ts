import { Client, escapeIdentifier, escapeLiteral } from 'pg';

const tables = `
create schema if not exists keys;
comment on schema keys is 'Wrapped keys per person and data class, tombstones, ledger of revocations';

create table if not exists keys.epochs (
  epoch integer primary key check (epoch > 0),
  fingerprint text not null,
  state text not null check (state in ('current', 'retiring', 'destroyed')),
  created_at timestamptz not null default now(),
  escrowed_at timestamptz,
  destroyed_at timestamptz check ((destroyed_at is not null) = (state = 'destroyed'))
);
comment on table keys.epochs is 'Key encryption keys, which lie outside the database; one epoch takes new keys';
create unique index if not exists epochs_one_current on keys.epochs (state) where state = 'current';

create table if not exists keys.deks (
  id uuid primary key,
  subject text not null,
  class text not null check (class in ('identity', 'contact', 'sensitive', 'narrative', 'file', 'index')),
  generation integer not null check (generation > 0),
  epoch integer not null,
  wrapped bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  ledger_seq bigint,
  unique (subject, class, generation),
  check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (ledger_seq is not null))
);
comment on table keys.deks is 'A destroyed key leaves its row as a tombstone, so the triple can never be made again';
create index if not exists deks_live on keys.deks (epoch) where wrapped is not null;

create sequence if not exists keys.ledger_seq;
create table if not exists keys.intents (
  seq bigint not null,
  subject text not null,
  planned_at timestamptz not null default now(),
  primary key (seq, subject)
);
comment on table keys.intents is 'Destructions begun: one that the log promises and that is absent here means an old keystore';
create table if not exists keys.ledger (
  seq bigint not null,
  subject text not null,
  classes text[] not null,
  deks jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (seq, subject)
);
comment on table keys.ledger is 'Revocations carried out; the classes named are closed for the person for ever';
create index if not exists ledger_subject on keys.ledger (subject);

create table if not exists keys.read_mark (
  one boolean primary key default true check (one),
  position bigint not null,
  leaf bytea not null check (octet_length(leaf) = 32)
);
comment on table keys.read_mark is
  'Up to where the log was read for promises: a start reads on from here. Restored with the ledger, it goes back with it';
`;

const guards = `
create or replace function keys.guard_insert() returns trigger language plpgsql set search_path = keys, pg_temp as $$
begin
  if new.wrapped is null then return new; end if;
  perform 1 from keys.epochs where epoch = new.epoch and state = 'current' for share;
  if not found then raise exception 'epoch % takes no new keys', new.epoch using errcode = 'KE001'; end if;
  if exists (select from keys.ledger l where l.subject = new.subject and new.class = any (l.classes))
     or exists (select from keys.deks d where d.subject = new.subject and d.class = new.class and d.wrapped is null) then
    raise exception 'the keys of this person and class were destroyed' using errcode = 'KE002';
  end if;
  return new;
end $$;

create or replace function keys.guard_update() returns trigger language plpgsql set search_path = keys, pg_temp as $$
begin
  if old.wrapped is null then
    raise exception 'a tombstone stays' using errcode = 'KE002';
  end if;
  if (new.id, new.subject, new.class, new.generation, new.created_at)
     is distinct from (old.id, old.subject, old.class, old.generation, old.created_at) then
    raise exception 'a key keeps its name' using errcode = 'KE003';
  end if;
  if new.wrapped is not null and new.epoch < old.epoch then
    raise exception 'a key never goes back to an earlier epoch' using errcode = 'KE003';
  end if;
  return new;
end $$;

create or replace function keys.refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'KE003';
end $$;

create or replace trigger deks_insert before insert on keys.deks for each row execute function keys.guard_insert();
create or replace trigger deks_update before update on keys.deks for each row execute function keys.guard_update();
create or replace trigger deks_keep before delete or truncate on keys.deks for each statement execute function keys.refuse();
create or replace trigger epochs_keep before delete or truncate on keys.epochs for each statement execute function keys.refuse();
create or replace trigger intents_keep before update or delete or truncate on keys.intents
  for each statement execute function keys.refuse();
create or replace trigger ledger_keep before update or delete or truncate on keys.ledger
  for each statement execute function keys.refuse();
`;

export const keystoreName = (context: string) => `${context}_keys`;

async function ensureRole(client: Client, role: string, password: string | undefined): Promise<void> {
  const login = password === undefined ? 'nologin' : `login password ${escapeLiteral(password)}`;
  const options = `${login} nosuperuser nocreatedb nocreaterole nobypassrls noreplication`;
  // Two migrations at once: roles belong to the whole cluster.
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = ${escapeLiteral(role)}) then
      create role ${escapeIdentifier(role)} ${options};
    end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  if (password === undefined) return;
  await client.query(`do $$ begin
    alter role ${escapeIdentifier(role)} ${options};
  exception when internal_error then null; -- "tuple concurrently updated": the other migration set the same
  end $$`);
}

/**
 * Tables, guards and the role `<context>_keys` in the keystore's own database. Safe to repeat.
 * @param client connected to that database as an owner who may create roles
 */
export async function migrateKeystore(
  client: Client,
  options: { readonly context: string; readonly password?: string },
): Promise<void> {
  const role = keystoreName(options.context);
  await ensureRole(client, role, options.password);
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtext('keys.migrate'))`);
    await client.query(tables);
    await client.query(guards);
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const database = escapeIdentifier(rows[0]?.name ?? '');
    const to = escapeIdentifier(role);
    await client.query(`revoke all on database ${database} from public;
      revoke all on schema public, keys from public;
      revoke all on all functions in schema keys from public;
      grant connect on database ${database} to ${to};
      grant usage on schema keys to ${to};
      grant select, insert, update on keys.deks, keys.epochs, keys.read_mark to ${to};
      grant select, insert on keys.intents, keys.ledger to ${to};
      grant usage, select, update on sequence keys.ledger_seq to ${to}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Makes the keystore's database where it is missing and brings it up to date; returns its connection string. */
export async function createKeystore(
  adminUrl: string,
  options: { readonly context: string; readonly password?: string },
): Promise<string> {
  const name = keystoreName(options.context);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await migrateKeystore(client, options);
  } finally {
    await client.end();
  }
  if (options.password === undefined) return url.href;
  return Object.assign(url, { username: name, password: options.password }).href;
}
