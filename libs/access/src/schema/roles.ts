import type { ClientBase } from 'pg';

/** The database knows two contexts by name only; each has a set of roles of its own, none shared. */
export type RoleName =
  'owner' | 'access' | 'auditor' | 'reader' | 'projector' | 'counts' | 'signer' | 'backup';

const NAMES: readonly RoleName[] = [
  'owner',
  'access',
  'auditor',
  'reader',
  'projector',
  'counts',
  'signer',
  'backup',
];

export function roleName(context: string, role: RoleName): string {
  if (!/^[a-z]{2,20}$/.test(context))
    throw new Error(`Not the name of a context: ${JSON.stringify(context)}`);
  return `${context}_${role}`;
}

/**
 * Makes the roles of a context, none of which can log in: an administrator gives login roles membership. Roles
 * belong to the cluster, so another database of it may have made them already.
 */
export async function ensureRoles(client: ClientBase, context: string): Promise<void> {
  for (const name of NAMES) {
    const role = roleName(context, name);
    await client.query(`do $$ begin
      create role ${role} nologin nosuperuser nobypassrls nocreaterole nocreatedb;
    exception when duplicate_object or unique_violation then null; end $$`);
  }
  // A migrator that is no superuser needs to become the owner to create things as the owner.
  await client.query(`do $$ begin
    grant ${roleName(context, 'owner')}, ${roleName(context, 'access')} to current_user;
  exception when others then
    if not pg_has_role(current_user, '${roleName(context, 'owner')}', 'SET') then raise; end if;
  end $$`);
}
