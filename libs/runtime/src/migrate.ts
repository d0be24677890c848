import { installScopeKey, migrateAccess } from '@hub/access';
import { migrateLog } from '@hub/event-store';
import type { Databases, HubConfig } from '@hub/platform';
import { migrateDrafts, migrateKeystore, migrateNames } from '@hub/vault';
import { Client } from 'pg';
import { ensureScopeKey } from './scope-key';

async function as(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'hub-migrate' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Brings log, access and keystore to the shape this version needs. Safe to run again, and while a hub is running. */
export async function migrate(config: HubConfig, databases: Databases): Promise<void> {
  const { context, mode } = config;
  await as(databases.ownerUrl(), async client => {
    await migrateLog(client, { context, mode });
    await migrateAccess(client, { context });
    await installScopeKey(client, { context, key: ensureScopeKey(config) });
    await migrateDrafts(client, { context });
    await migrateNames(client, { context });
  });
  await as(databases.keysOwnerUrl(), client => migrateKeystore(client, { context }));
}
