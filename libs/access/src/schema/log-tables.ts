import type { RoleName } from './roles';

/**
 * The access log: entries of who saw or changed what (Directive (EU) 2016/680, art. 25), and the facts about
 * accounts, roles and approvals. Shaped and hashed as the event log is, so that one verifier checks both.
 */
export const logTables = (role: (name: RoleName) => string) => `
create table access.log (
  position bigint primary key check (position > 0),
  id uuid not null unique,
  stream text not null,
  version integer not null check (version > 0),
  type text not null,
  data json not null,
  meta json not null,
  hash bytea not null check (octet_length(hash) = 32),
  recorded_at timestamptz not null,
  actor text not null generated always as (meta->>'actor') stored,
  purpose text generated always as (meta->>'purpose') stored,
  kind text generated always as (data->>'kind') stored,
  subjects jsonb generated always as ((data->'subjects')::jsonb) stored,
  resource_kind text generated always as (data->'resource'->>'kind') stored,
  resource_id text generated always as (data->'resource'->>'id') stored,
  recipient text generated always as (data->>'recipient') stored,
  unique (stream, version),
  constraint six_kinds check (type <> 'AccessRecorded' or coalesce(kind in
    ('collection', 'alteration', 'consultation', 'disclosure', 'combination', 'erasure'), false)),
  constraint justified check (type <> 'AccessRecorded' or coalesce(btrim(purpose), '') <> ''),
  constraint recipient_named check (type <> 'AccessRecorded' or kind <> 'disclosure'
    or coalesce(btrim(recipient), '') <> ''),
  constraint person_named check (btrim(actor) <> '')
);
comment on table access.log is 'Append-only: accesses (LED art. 25), facts about accounts, roles and approvals';
create index log_of_object on access.log (resource_kind, resource_id, position) where resource_id is not null;
create index log_of_subject on access.log using gin (subjects);
create index log_of_actor on access.log (actor, position);

create function access.refuse_change() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'access.log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update or delete on access.log
  for each row execute function access.refuse_change();
create trigger no_truncate before truncate on access.log
  for each statement execute function access.refuse_change();
alter table access.log enable always trigger no_change;
alter table access.log enable always trigger no_truncate;

create function access.framed(field text) returns bytea language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8')
$$;

create function access.append(ids uuid[], streams text[], types text[], datas text[], metas text[])
returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  head bigint;
  last_version integer;
  last_hash bytea;
begin
  -- One writer at a time: order of positions = order of commits, without gaps.
  perform pg_advisory_xact_lock(hashtextextended('access.log', 0));
  select coalesce(max(position), 0) into head from access.log;
  for i in 1 .. coalesce(array_length(ids, 1), 0) loop
    head := head + 1;
    last_version := 0;
    last_hash := null;
    select version, hash into last_version, last_hash from access.log
      where stream = streams[i] order by version desc limit 1;
    last_version := coalesce(last_version, 0) + 1;
    insert into access.log (position, id, stream, version, type, data, meta, hash, recorded_at)
    values (head, ids[i], streams[i], last_version, types[i], datas[i]::json, metas[i]::json,
      sha256('\\x00'::bytea || access.framed(ids[i]::text) || access.framed(streams[i])
        || access.framed(last_version::text) || access.framed(types[i]) || access.framed(datas[i])
        || access.framed(metas[i]) || int4send(coalesce(octet_length(last_hash), 0))
        || coalesce(last_hash, ''::bytea)),
      (metas[i]::json->>'recordedAt')::timestamptz);
  end loop;
  return head;
end $$;

revoke all on all functions in schema access from public;
grant execute on function access.append(uuid[], text[], text[], text[], text[]) to ${role('access')};
grant select on access.log to ${role('access')}, ${role('auditor')}, ${role('backup')};
grant select (position, hash) on access.log to ${role('signer')};
grant usage on schema access to ${role('access')}, ${role('auditor')}, ${role('backup')}, ${role('signer')};
`;
