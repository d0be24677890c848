import type { RoleName } from './roles';

/** Accounts, what proves them, their sessions, and requests that wait for a second person. */
export const accountTables = (role: (name: RoleName) => string) => `
create table access.account (
  id uuid primary key,
  sign_in_name text not null,
  name text not null,
  -- State folded from the facts of stream account-<id>, kept in the transaction that records them.
  office text,
  county text,
  disabled boolean not null default false,
  grants jsonb not null default '[]',
  rights_version integer not null default 0,
  created_at timestamptz not null
);
create unique index account_sign_in_name on access.account (lower(sign_in_name));

create table access.credential (
  account uuid primary key references access.account,
  phc text not null check (phc like '$argon2id$%'),
  changed_at timestamptz not null
);

create table access.invitation (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account uuid not null references access.account,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table access.session (
  id uuid primary key,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  account uuid not null references access.account,
  rights_version integer not null,
  created_at timestamptz not null,
  last_active_at timestamptz not null,
  factor_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  check ((ended_at is null) = (end_reason is null))
);
create index session_of_account on access.session (account) where ended_at is null;

create table access.chosen_purpose (
  session uuid not null references access.session on delete cascade,
  resource text not null,
  purpose text not null,
  chosen_at timestamptz not null,
  primary key (session, resource)
);

create table access.throttle (
  key bytea primary key,
  attempts integer not null,
  since timestamptz not null
);

create table access.approval (
  id uuid primary key,
  kind text not null,
  content jsonb not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  requested_by text not null,
  concerns text,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  used_at timestamptz,
  constraint second_person check (decided_by is null or approved is not true or
    (decided_by <> requested_by and decided_by is distinct from concerns)),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null)),
  check (used_at is null or approved)
);
create index approval_open on access.approval (expires_at) where decided_at is null;

grant select, insert, update on access.account, access.credential, access.invitation, access.session,
  access.chosen_purpose, access.throttle, access.approval to ${role('access')};
grant delete on access.throttle, access.session, access.chosen_purpose to ${role('access')};
grant select (id, name, office, county, disabled, grants, created_at) on access.account to ${role('auditor')};
grant select on access.approval to ${role('auditor')};
grant select on all tables in schema access to ${role('backup')};
`;
