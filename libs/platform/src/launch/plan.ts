import fs from 'node:fs';
import path from 'node:path';
import { readConfig, type HubConfig } from '../config/hub-config';
import { ConfigurationError, type Environment } from '../config/settings';

/** What `apps/<folder>/launch.json` says of an app. */
export interface LaunchFile {
  readonly context: string;
  readonly port: number;
}

export interface PlannedApp {
  readonly folder: string;
  readonly config: HubConfig;
  /** Program of the built app. */
  readonly main: string;
  readonly env: Record<string, string>;
}

/** Variables every process may see; none of them leads to a database or a key. */
const shared = new Set(
  `HUB_DATA HUB_MODE HUB_JURISDICTION HUB_SEED HUB_LANG HUB_LOG_FILE PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR TMP TEMP NODE_ENV
   NODE_OPTIONS NO_COLOR FORCE_COLOR TERM EMBEDDED_PG_USER SystemRoot COMSPEC PATHEXT`.split(/\s+/),
);

const prefixOf = (context: string) => `${context.toUpperCase().replaceAll('-', '_')}_`;

/** The variables of one context and the shared ones; those of every other context stay behind. */
export function environmentFor(
  context: string,
  contexts: readonly string[],
  env: Environment,
): Record<string, string> {
  const own = prefixOf(context);
  const foreign = contexts.filter(other => other !== context).map(prefixOf);
  const belongs = (name: string) => {
    if (shared.has(name) || name.startsWith('LC_')) return true;
    // NORTH_EAST_PORT belongs to "north-east", although "north" is a prefix of it.
    const longer = foreign.some(prefix => name.startsWith(prefix) && prefix.length > own.length);
    return name.startsWith(own) && !longer;
  };
  const pairs = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && belongs(pair[0]),
  );
  return Object.fromEntries(pairs);
}

type Target = readonly [setting: string, target: string | undefined];

function serverOf(url: string | undefined, withDatabase: boolean): string | undefined {
  if (url === undefined) return undefined;
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${withDatabase ? pathname : ''}`;
}

function targetsOf(config: HubConfig): Target[] {
  // Roles and the write-ahead log belong to a whole cluster: in production each context has its own.
  const whole = config.mode === 'sandbox';
  const { databaseUrl, keysDatabaseUrl, eventStoreDbUrl } = config;
  return [
    ['PORT', config.port === 0 ? undefined : `port ${config.port}`],
    ['HOST_NAME', `host ${config.hostName}`], // cookies are not isolated by port
    ['KEY_DIRECTORY', `directory ${config.keyDirectory}`],
    ['DATABASE_URL', serverOf(databaseUrl, whole)],
    ['KEYS_DATABASE_URL', serverOf(keysDatabaseUrl, whole)],
    ['EVENTSTOREDB_URL', eventStoreDbUrl && `eventstoredb ${eventStoreDbUrl.replace(/^.*@|^.*\/\//, '')}`],
  ];
}

/** Two databases that meet anywhere are not separate. @throws {ConfigurationError} naming both variables */
export function refuseSharedTargets(configs: readonly HubConfig[]): void {
  const taken = new Map<string, { owner: string; variable: string }>();
  for (const config of configs) {
    for (const [setting, target] of targetsOf(config)) {
      if (target === undefined) continue;
      const variable = `${prefixOf(config.context)}${setting}`;
      const other = taken.get(target);
      if (other && other.owner !== config.context) {
        throw new ConfigurationError(
          `${variable} and ${other.variable} name the same target: they must differ`,
        );
      }
      taken.set(target, { owner: config.context, variable });
    }
  }
}

function readLaunchFile(file: string): LaunchFile {
  const { context, port } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<LaunchFile>;
  if (typeof context !== 'string' || typeof port !== 'number')
    throw new Error(`${file}: context and port expected`);
  return { context, port };
}

/** The apps of this checkout, in the order of their ports. */
export function appsOf(repository: string): (LaunchFile & { readonly folder: string })[] {
  const apps = path.join(repository, 'apps');
  return fs
    .readdirSync(apps)
    .filter(folder => fs.existsSync(path.join(apps, folder, 'launch.json')))
    .map(folder => ({ folder, ...readLaunchFile(path.join(apps, folder, 'launch.json')) }))
    .sort((a, b) => a.port - b.port);
}

/** What to start, each with its own settings only. @throws {ConfigurationError} */
export function planLaunch(repository: string, env: Environment): PlannedApp[] {
  const apps = appsOf(repository);
  const contexts = apps.map(app => app.context);
  const planned = apps.map(({ context, folder, port }) => {
    const own = environmentFor(context, contexts, env);
    const config = readConfig(context, own, { port });
    const main = path.join(repository, 'dist/apps', folder, 'src/main.js');
    return { folder, config, main, env: { ...own, [`${prefixOf(context)}PORT`]: String(config.port) } };
  });
  refuseSharedTargets(planned.map(app => app.config));
  return planned;
}
