import type { Mode } from '../event-store';
import { allowedProvenances } from '../recordable';

/**
 * The schema `log`. Positions are given under an advisory lock that is held until the commit is visible, so the
 * order of positions is the order of commits and a reader that asks for "after n" never misses anything.
 */
export const schemaSql = `
revoke all on schema log from public;

create table if not exists log.instance (
  one boolean primary key default true check (one),
  context text not null,
  mode text not null check (mode in ('sandbox', 'production')),
  created_at timestamptz not null default clock_timestamp()
);

create table if not exists log.events (
  position bigint primary key check (position > 0),
  version int not null check (version > 0),
  id uuid not null,
  stream text not null,
  type text not null,
  data json not null,
  meta json not null,
  hash bytea not null check (octet_length(hash) = 32),
  constraint events_stream_version unique (stream, version),
  constraint events_id unique (id),
  constraint events_size check (octet_length(data::text) + octet_length(meta::text) <= 1000000)
);
comment on table log.events is
  'Facts, append-only. json keeps the bytes the leaf hash covers; positions are gapless and grow in commit order.';

create or replace function log.refuse_change() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the log is append-only: % of %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create or replace trigger append_only before update or delete or truncate on log.events
  for each statement execute function log.refuse_change();
alter table log.events enable always trigger append_only;
create or replace trigger append_only before update or delete or truncate on log.instance
  for each statement execute function log.refuse_change();
alter table log.instance enable always trigger append_only;
-- Appends to different streams; owners[e] says which of them event e belongs to. Answers the head of the log before,
-- then the version each stream had: its events were stored if that is the one expected.
-- Arrays are taken apart in select lists: unnest in "from" keeps each in a store of its own, which costs more than the
-- insert of one event.
create or replace function log.append(
  streams text[], expected int[],
  owners int[], versions int[], ids uuid[], types text[], datas json[], metas json[], hashes bytea[])
returns bigint[] language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  base bigint;
  heads int[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'log.append needs read committed, not %', current_setting('transaction_isolation')
      using errcode = 'HB002';
  end if;
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  perform pg_advisory_xact_lock(114853371735911);
  base := coalesce((select e.position from log.events e order by e.position desc limit 1), 0);
  heads := array(
    select coalesce((select e.version from log.events e where e.stream = a.stream order by e.version desc limit 1), 0)
    from (select unnest(streams) as stream) a);
  if heads = expected then -- as nearly always: no need to count past those left out
    insert into log.events (position, version, id, stream, type, data, meta, hash)
    select base + e.o, e.version, e.id, streams[e.owner], e.type, e.data, e.meta, e.hash
    from (
      select generate_series(1, cardinality(ids)) as o, unnest(owners) as owner, unnest(versions) as version,
        unnest(ids) as id, unnest(types) as type, unnest(datas) as data, unnest(metas) as meta, unnest(hashes) as hash
    ) e;
  else
    insert into log.events (position, version, id, stream, type, data, meta, hash)
    select base + row_number() over (order by e.o), e.version, e.id, streams[e.owner], e.type, e.data, e.meta, e.hash
    from (
      select generate_series(1, cardinality(ids)) as o, unnest(owners) as owner, unnest(versions) as version,
        unnest(ids) as id, unnest(types) as type, unnest(datas) as data, unnest(metas) as meta, unnest(hashes) as hash
    ) e
    where heads[e.owner] = expected[e.owner];
  end if;
  if found then perform pg_notify('hub_log', ''); end if;
  return base || heads::bigint[];
end $$;
revoke all on all functions in schema log from public;
`;

/** What the table takes in this mode; once the log has claimed it. */
export const provenanceSql = (mode: Mode): string => `
do $$ begin
  if not exists (select from pg_constraint where conname = 'events_provenance_${mode}') then
    alter table log.events add constraint events_provenance_${mode}
      check (coalesce(meta ->> 'provenance', '') in (${allowedProvenances[mode].map(each => `'${each}'`).join(', ')}));
  end if;
end $$;
`;
