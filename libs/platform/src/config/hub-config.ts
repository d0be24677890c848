import path from 'node:path';
import { ConfigurationError, Settings, type Environment } from './settings';

export type Mode = 'sandbox' | 'production';

/**
 * What a process is for: production asks the server and the operator for databases and keys, the signer for its own
 * login and nothing else, and the first preparation for neither.
 */
export type Purpose = 'server' | 'signer' | 'preparation';

/** What the settings of one process say. A class, so that it is its own injection token. */
export class HubConfig {
  /** Name of the one database this process serves; prefix of its settings, roles and directories. */
  readonly context: string;
  readonly mode: Mode;
  /** Code of the jurisdiction profile: `AL`, `RO` … */
  readonly jurisdiction: string;
  /** The one host name requests may carry. */
  readonly hostName: string;
  /** Address the server listens on. */
  readonly listen: string;
  /** Port the server listens on; 0 = any free one. */
  readonly port: number;
  /** Addresses whose `X-Forwarded-For` is believed; nobody's unless named. */
  readonly trustedProxies: readonly string[];
  /** Root of what the embedded default stores, shared by nothing but its name. */
  readonly dataRoot: string;
  /** This context's own part of it. */
  readonly dataDirectory: string;
  /** Holds the key-encryption key, the index keys and the backup key; outside every database. */
  readonly keyDirectory: string;
  /** Where a fresh backup of the keystore goes before old keys are destroyed; production names it or does without. */
  readonly keysBackupDirectory?: string;
  /** Where the embedded server keeps its write-ahead log, if not beside the data. */
  readonly walDirectory?: string;
  /** Bytes of the embedded server's disk that stay free: below, writes are refused and reads go on. */
  readonly diskReserve: number;
  /** Login of the application; absent = embedded PostgreSQL. */
  readonly databaseUrl?: string;
  /** Login that owns the tables, used by `ops migrate`, `backup` and `restore` only. */
  readonly ownerDatabaseUrl?: string;
  /** Login of the signer, which may read leaf hashes and nothing else. */
  readonly signerDatabaseUrl?: string;
  readonly keysDatabaseUrl?: string;
  readonly keysOwnerDatabaseUrl?: string;
  readonly eventStore: 'postgres' | 'eventstoredb';
  readonly eventStoreDbUrl?: string;
  /** Seed of the synthetic cases of a first sandbox start; `0` = leave it empty. */
  readonly seed: string;

  constructor(values: HubConfig) {
    Object.assign(this, values);
    this.context = values.context;
  }
}

const databaseName = (url: string) => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
};

function databases(settings: Settings, purpose: Purpose) {
  const databaseUrl = settings.postgresUrl('DATABASE_URL', purpose === 'server');
  const keysDatabaseUrl = settings.postgresUrl('KEYS_DATABASE_URL', purpose === 'server');
  const urls = {
    databaseUrl,
    keysDatabaseUrl,
    ownerDatabaseUrl: settings.postgresUrl('OWNER_DATABASE_URL'),
    keysOwnerDatabaseUrl: settings.postgresUrl('KEYS_OWNER_DATABASE_URL'),
    signerDatabaseUrl: settings.postgresUrl('SIGNER_DATABASE_URL', purpose === 'signer'),
  };
  if (!databaseUrl !== !keysDatabaseUrl) {
    const missing = databaseUrl ? 'KEYS_DATABASE_URL' : 'DATABASE_URL';
    settings.refuse(missing, 'must be set too: both databases are embedded, or neither is');
  }
  if (databaseUrl && keysDatabaseUrl && databaseName(databaseUrl) === databaseName(keysDatabaseUrl)) {
    settings.refuse('KEYS_DATABASE_URL', 'names the database of the log: keys need a database of their own');
  }
  return urls;
}

function eventStore(settings: Settings) {
  const store = settings.oneOf('EVENT_STORE', ['postgres', 'eventstoredb'], 'postgres');
  const eventStoreDbUrl = settings.text('EVENTSTOREDB_URL') || undefined;
  if (store === 'eventstoredb' && !eventStoreDbUrl) {
    settings.refuse('EVENTSTOREDB_URL', `must be set when ${settings.name('EVENT_STORE')} is eventstoredb`);
  }
  if (eventStoreDbUrl && !/^(esdb|kurrentdb)(\+discover)?:\/\//.test(eventStoreDbUrl)) {
    settings.refuse('EVENTSTOREDB_URL', 'is not a connection string like esdb://host:2113');
  }
  return { eventStore: store, eventStoreDbUrl };
}

function address(settings: Settings, mode: Mode, context: string, port: number) {
  const hostName = settings.text('HOST_NAME', `${context}.localhost`, true).toLowerCase();
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(hostName)) settings.refuse('HOST_NAME', 'is not a host name');
  if (mode === 'production' && hostName.endsWith('localhost')) {
    settings.refuse('HOST_NAME', 'is a sandbox name: production needs the real one');
  }
  return {
    hostName,
    listen: settings.text('LISTEN', '127.0.0.1'),
    port: settings.port('PORT', port),
    trustedProxies: settings.addresses('TRUSTED_PROXY'),
  };
}

function readDirectories(
  settings: Settings,
  context: string,
  { mode, purpose }: { mode: Mode; purpose: Purpose },
) {
  const dataRoot = path.resolve(settings.shared('HUB_DATA', 'var') ?? 'var');
  const dataDirectory = path.join(dataRoot, context);
  const keyDirectory = path.resolve(
    settings.text('KEY_DIRECTORY', path.join(dataDirectory, 'keys'), purpose === 'server'),
  );
  const own = mode === 'sandbox' ? path.join(dataDirectory, 'backups/keys') : '';
  const keysBackups = settings.text('KEYS_BACKUP_DIRECTORY', own);
  return {
    ...{ dataRoot, dataDirectory, keyDirectory },
    walDirectory: settings.text('WAL_DIRECTORY') || undefined,
    ...(keysBackups && { keysBackupDirectory: path.resolve(keysBackups) }),
  };
}

function refuseSandboxInProduction(
  settings: Settings,
  { keyDirectory, dataDirectory }: Pick<HubConfig, 'keyDirectory' | 'dataDirectory'>,
  purpose: Purpose,
): void {
  const inside = path.relative(dataDirectory, keyDirectory);
  if (purpose === 'server' && !inside.startsWith('..') && !path.isAbsolute(inside)) {
    settings.refuse(
      'KEY_DIRECTORY',
      `lies inside ${dataDirectory}: production keys are kept away from the data`,
    );
  }
  if ((settings.shared('HUB_SEED') ?? '0') !== '0') {
    settings.fail('HUB_SEED is set: production holds no synthetic cases');
  }
}

function readMode(env: Environment): Mode {
  const mode = env.HUB_MODE?.trim() || 'sandbox';
  if (mode === 'sandbox' || mode === 'production') return mode;
  throw new ConfigurationError(`HUB_MODE is "${mode}": sandbox or production`);
}

/**
 * Reads the settings of one context, and only those: `<CONTEXT>_PORT`, `<CONTEXT>_DATABASE_URL` … and the shared,
 * harmless `HUB_MODE`, `HUB_JURISDICTION`, `HUB_DATA`, `HUB_SEED`.
 * @throws {ConfigurationError} one line that names the variable to change
 */
export function readConfig(
  context: string,
  env: Environment,
  { port = 0, purpose = 'server' }: { port?: number; purpose?: Purpose } = {},
): HubConfig {
  const mode = readMode(env);
  const settings = new Settings(context, env, mode === 'production');
  const jurisdiction = settings.shared('HUB_JURISDICTION', 'AL', true) ?? '';
  if (!/^[A-Z]{2}$/.test(jurisdiction)) settings.fail('HUB_JURISDICTION is not a code like AL or RO');
  const directories = readDirectories(settings, context, { mode, purpose });
  if (mode === 'production') refuseSandboxInProduction(settings, directories, purpose);
  return new HubConfig({
    context,
    mode,
    jurisdiction,
    ...address(settings, mode, context, port),
    ...directories,
    diskReserve: settings.megabytes('DISK_RESERVE_MB', 128),
    ...databases(settings, purpose),
    ...eventStore(settings),
    seed: settings.shared('HUB_SEED', mode === 'production' ? '0' : '1') ?? '0',
  });
}
