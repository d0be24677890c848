import { escapeIdentifier } from 'pg';
import { roleName } from '../schema/roles';

/** Columns by which a row belongs to somebody; all of type text (text[] for assignees), sealed boolean. */
export interface OwnColumns {
  readonly office?: string;
  readonly county?: string;
  /** Account ids. */
  readonly assignees?: string;
  readonly sealed?: string;
}

/** A table whose rows belong where the rows of another table do. */
export interface ThroughColumns {
  readonly through: { readonly table: string; readonly key: string; readonly column: string };
}

export interface RowSecurity {
  readonly context: string;
  readonly table: string;
  readonly columns: OwnColumns | ThroughColumns;
}

/** `(select …)` is worked out once a query, not once a row. */
const reach = (name: string) => `(select access.reach('${name}'))::text[]`;

function within(columns: OwnColumns, prefix: '' | 'sealed:'): string {
  const column = (name: string) => escapeIdentifier(name);
  const ways = [
    `'*' = any (${reach(`${prefix}all`)})`,
    columns.office && `${column(columns.office)} = any (${reach(`${prefix}office`)})`,
    columns.county && `${column(columns.county)} = any (${reach(`${prefix}county`)})`,
    columns.assignees && `${column(columns.assignees)} && ${reach(`${prefix}own`)}`,
  ];
  return ways.filter(Boolean).join(' or ');
}

function predicate({ table: own, columns }: Pick<RowSecurity, 'table' | 'columns'>): string {
  if ('through' in columns) {
    const { table, key, column } = columns.through;
    // Row security of the other table applies inside: the reader sees there what it may see. Asked so that the planner
    // may look row by row where there are few: a list of ten would else gather all that is within reach.
    const there = `through.${escapeIdentifier(key)} = ${escapeIdentifier(own)}.${escapeIdentifier(column)}`;
    return `exists (select from ${escapeIdentifier(table)} through where ${there})`;
  }
  if (columns.sealed === undefined) return within(columns, '');
  const sealed = escapeIdentifier(columns.sealed);
  return `case when ${sealed} is not true then (${within(columns, '')}) else (${within(columns, 'sealed:')}) end`;
}

/**
 * Statements that put a read-model table under row-level security: readers see what their signed scope reaches,
 * the projector keeps all rows, nobody else sees any. For the definitions of a projection; table names are
 * looked up in the schema that is being built.
 */
export function rowSecurity({ context, table, columns }: RowSecurity): string[] {
  const name = escapeIdentifier(table);
  const reader = roleName(context, 'reader');
  const projector = roleName(context, 'projector');
  // Asked once a query: row by row it would mislead the planner on how many rows there are.
  const isProjector = `(select current_user = '${projector}')`;
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `create policy projector on ${name} to ${projector} using (${isProjector}) with check (${isProjector})`,
    `create policy reader on ${name} for select to ${reader} using (${predicate({ table, columns })})`,
    `revoke all on ${name} from public`,
    `grant select on ${name} to ${reader}`,
    `do $$ begin execute format('grant usage on schema %I to ${reader}', current_schema()); end $$`,
  ];
}

/**
 * A function that counts over all rows for those who see none: the one exception to "the reader's own rights"
 * (docs/security/access.md). It runs as the projector, a role nobody signs in as, and returns aggregates only.
 */
export function aggregate(
  context: string,
  { name, parameters, returns, query }: { name: string; parameters: string; returns: string; query: string },
): string[] {
  const signature = `${escapeIdentifier(name)}(${parameters})`;
  const counts = roleName(context, 'counts');
  return [
    `do $outer$ begin execute format($inner$
       create function ${signature} returns ${returns} language sql stable security definer
       set search_path = %I, pg_catalog, pg_temp as $body$ ${query.replaceAll('%', '%%')} $body$ $inner$, current_schema());
     end $outer$`,
    `revoke all on function ${signature} from public`,
    `grant execute on function ${signature} to ${counts}`,
    `do $$ begin execute format('grant usage on schema %I to ${counts}', current_schema()); end $$`,
  ];
}
