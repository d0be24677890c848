import type { ClientBase } from 'pg';

export interface CatalogueScope {
  readonly context: string;
  /** Schemas whose tables hold rows about persons; every one of them is under row-level security. */
  readonly schemas: readonly string[];
  /** Tables in them without any such row, e.g. checkpoints. */
  readonly without?: readonly string[];
}

const CHECKS: readonly { readonly fault: string; readonly sql: string }[] = [
  {
    fault: 'row security is not enabled and forced',
    sql: `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind in ('r', 'p') and c.relname <> all ($2)
        and not (c.relrowsecurity and c.relforcerowsecurity) and $3::text is not null`,
  },
  {
    fault: 'a policy lets everybody through',
    sql: `select format('%I.%I: %s', schemaname, tablename, policyname) as name from pg_policies
      where schemaname <> all ($2) and (qual = 'true' or with_check = 'true')
        and $1::text[] is not null and $3::text is not null`,
  },
  {
    fault: 'security definer without a fixed search path',
    sql: `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
        and $1::text[] is not null and $2::text[] is not null and $3::text is not null`,
  },
  {
    fault: 'open to everybody (PUBLIC)',
    sql: `select name from (
        select c.oid::regclass::text as name, c.relacl as acl from pg_class c
          join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1 || array['access', 'log'])
        union all
        select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
          join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1 || array['access', 'log'])
            and p.prorettype <> 'trigger'::regtype
        union all
        select 'schema ' || nspname, nspacl from pg_namespace where nspname = any ($1 || array['access', 'log'])
      ) objects, aclexplode(acl) as granted
      where granted.grantee = 0 and $2::text[] is not null and $3::text is not null group by name`,
  },
  {
    fault: 'a view with the rights of its owner',
    sql: `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind = 'v'
        and not coalesce('security_invoker=true' = any (c.reloptions), false)
        and $2::text[] is not null and $3::text is not null`,
  },
  {
    fault: 'a materialised view somebody else may read',
    sql: `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        aclexplode(c.relacl) as granted
      where n.nspname = any ($1) and c.relkind = 'm' and granted.grantee <> c.relowner
        and $2::text[] is not null and $3::text is not null group by c.oid`,
  },
  {
    fault: 'a role of the context above row security',
    sql: `select rolname as name from pg_roles where rolname like $3 || '\\_%'
        and (rolsuper or rolbypassrls or rolreplication or (rolcreaterole and rolname <> $3 || '_migrator'))
        and $1::text[] is not null and $2::text[] is not null`,
  },
  {
    fault: 'an extension that reaches outside',
    sql: `select extname as name from pg_extension
      where (extname in ('dblink', 'postgres_fdw', 'file_fdw', 'adminpack') or extname like 'plpython%' or extname like 'plperlu%')
        and $1::text[] is not null and $2::text[] is not null and $3::text is not null`,
  },
];

/** What in the catalogue of a database undoes row-level security; nothing, in a sound one. */
export async function catalogueFaults(
  client: Pick<ClientBase, 'query'>,
  { context, schemas, without = [] }: CatalogueScope,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { fault, sql } of CHECKS) {
    const { rows } = await client.query<{ name: string }>(sql, [schemas, without, context]);
    faults.push(...rows.map(({ name }) => `${name}: ${fault}`).sort());
  }
  return faults;
}
