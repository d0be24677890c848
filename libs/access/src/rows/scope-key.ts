import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { roleName } from '../schema/roles';

/**
 * Puts the key of scope tokens where only the owner of schema `access` can read it, or makes one if there is
 * none yet. @param owner a connection that may act as `<context>_owner` @returns the key, for {@link ScopeTokens}
 */
export async function installScopeKey(
  owner: ClientBase,
  { context, key }: { context: string; key?: Buffer },
): Promise<Buffer> {
  await owner.query('begin');
  try {
    await owner.query(`set local role ${roleName(context, 'owner')}`);
    await owner.query('insert into access.scope_key (key) values ($1) on conflict do nothing', [
      key ?? randomBytes(32),
    ]);
    if (key) await owner.query('update access.scope_key set key = $1', [key]);
    const { rows } = await owner.query<{ key: Buffer }>('select key from access.scope_key');
    await owner.query('commit');
    return rows[0]?.key ?? Buffer.alloc(0);
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}

/** A new key for the scope tokens. */
export const newScopeKey = (): Buffer => randomBytes(32);
