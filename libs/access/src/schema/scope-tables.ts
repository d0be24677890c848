import type { RoleName } from './roles';

/**
 * The key that scope tokens are checked with, and the function that checks them. Only the owner reads the key;
 * the application keeps its copy outside the database, so that a statement smuggled into the reader's
 * connection can set the variable but not forge what belongs into it.
 */
export const scopeTables = (role: (name: RoleName) => string) => `
create table access.scope_key (
  one boolean primary key default true check (one),
  key bytea not null check (octet_length(key) = 32)
);

create function access.exclusive_or(key bytea, pad integer) returns bytea language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
declare
  block bytea := key || decode(repeat('00', 64 - octet_length(key)), 'hex');
begin
  for i in 0 .. 63 loop
    block := set_byte(block, i, get_byte(block, i) # pad);
  end loop;
  return block;
end $$;

-- HMAC-SHA-256 (RFC 2104) with what the core of PostgreSQL has.
create function access.hmac(key bytea, message bytea) returns bytea language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select sha256(access.exclusive_or(key, 92) || sha256(access.exclusive_or(key, 54) || message))
$$;

-- What the scope of this transaction reaches; nothing without a token, with a forged one and after its time.
create function access.reach(what text) returns text[] language plpgsql stable security definer parallel safe
set search_path = pg_catalog, pg_temp as $$
declare
  token text := current_setting('hub.scope', true);
  body bytea;
  scope json;
begin
  -- After the transaction that set it the variable is '' and not NULL.
  if coalesce(token, '') !~ '^[0-9a-f]+[.][0-9a-f]{64}$' then return null; end if;
  body := decode(split_part(token, '.', 1), 'hex');
  if access.hmac((select key from access.scope_key), body) is distinct from decode(split_part(token, '.', 2), 'hex') then
    return null;
  end if;
  scope := convert_from(body, 'UTF8')::json;
  if (scope->>'until')::bigint <= extract(epoch from clock_timestamp()) * 1000 then return null; end if;
  return array(select json_array_elements_text(scope->'reach'->what));
end $$;

revoke all on function access.exclusive_or(bytea, integer), access.hmac(bytea, bytea), access.reach(text) from public;
grant usage on schema access to ${role('reader')}, ${role('projector')};
grant execute on function access.reach(text) to ${role('reader')}, ${role('projector')};
`;
