import fs from 'node:fs';
import path from 'node:path';
import { escapeIdentifier } from 'pg';
import { schemasOf } from '../backup/tables';
import type { HubConfig } from '../config/hub-config';
import { embeddedDirectory, otherUsers, stopOrphan } from '../databases/embedded-databases';
import { withClient } from '../databases/roles';
import { OpsFailure, type OpsCommand } from './command';

/** Backups outlive a reset: they are what one may want back. */
const kept = new Set(['backups']);

async function resetEmbedded(config: HubConfig): Promise<string[]> {
  if (otherUsers(config).length > 0)
    throw new OpsFailure('the database is in use: stop the server and its signer first');
  await stopOrphan(config);
  const { dataDirectory } = config;
  const entries = fs.existsSync(dataDirectory) ? fs.readdirSync(dataDirectory) : [];
  const removed = entries.filter(name => !kept.has(name));
  for (const name of removed) fs.rmSync(path.join(dataDirectory, name), { recursive: true, force: true });
  fs.rmSync(embeddedDirectory(config), { recursive: true, force: true });
  return removed;
}

async function dropSchemas(url: string): Promise<string[]> {
  return withClient(url, async client => {
    const schemas = (await schemasOf(client)).filter(name => name !== 'public');
    for (const name of schemas) await client.query(`drop schema ${escapeIdentifier(name)} cascade`);
    return schemas;
  });
}

/** Everything of one sandbox is thrown away: databases, keys, witness; not the backups. */
export const resetCommand: OpsCommand = {
  name: 'reset',
  description: 'throw away everything of this sandbox but its backups; the next start begins anew',
  options: [{ flags: '--yes', description: 'yes, really' }],
  sandboxOnly: true,
  run: async (run, input) => {
    if (!input.flag('yes'))
      throw new OpsFailure('nothing was removed: say --yes to throw this sandbox away', 2);
    if (!run.config.databaseUrl) return { reset: true, removed: await resetEmbedded(run.config) };
    const databases = await run.databases();
    const removed = [
      ...(await dropSchemas(databases.ownerUrl())),
      ...(await dropSchemas(databases.keysOwnerUrl())),
    ];
    return { reset: true, removed };
  },
};
