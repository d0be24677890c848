import { ConfigurationError } from '../config/settings';
import type { HubConfig } from '../config/hub-config';
import { openEmbedded } from './embedded-databases';
import { actingAs, type Databases } from './connections';

function given(config: HubConfig, databaseUrl: string, keysUrl: string): Databases {
  const prefix = config.context.toUpperCase();
  const { mode, context } = config;
  const required = (url: string | undefined, variable: string, sandbox: string): string => {
    if (url) return url;
    if (mode === 'sandbox') return sandbox;
    throw new ConfigurationError(
      `${prefix}_${variable} must be set for this command when HUB_MODE=production`,
    );
  };
  return {
    embedded: false,
    startedHere: false,
    appUrl: databaseUrl,
    urlFor: role => actingAs(databaseUrl, `${context}_${role}`),
    ownerUrl: () => required(config.ownerDatabaseUrl, 'OWNER_DATABASE_URL', databaseUrl),
    signerUrl: () =>
      required(config.signerDatabaseUrl, 'SIGNER_DATABASE_URL', actingAs(databaseUrl, `${context}_signer`)),
    keysUrl,
    keysOwnerUrl: () => required(config.keysOwnerDatabaseUrl, 'KEYS_OWNER_DATABASE_URL', keysUrl),
    watch: () => {}, // the server has its own operator
    close: async () => {},
  };
}

/**
 * Opens the databases of a context: those the settings name, or the embedded PostgreSQL of its data directory, started
 * if it does not run yet and prepared (two databases, roles, passwords) on first use.
 */
export async function openDatabases(config: HubConfig): Promise<Databases> {
  const { databaseUrl, keysDatabaseUrl } = config;
  if (databaseUrl && keysDatabaseUrl) return given(config, databaseUrl, keysDatabaseUrl);
  return openEmbedded(config);
}

/** The signer's own login: it never sees the application's. In the embedded sandbox it shares the server only. */
export async function openSignerDatabase(
  config: HubConfig,
): Promise<{ url: string; close(): Promise<void> }> {
  if (config.signerDatabaseUrl) return { url: config.signerDatabaseUrl, close: async () => {} };
  const databases = await openDatabases(config);
  return { url: databases.signerUrl(), close: () => databases.close() };
}
