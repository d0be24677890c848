import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from '../postgres/embedded';
import { exclusively, Holders } from '../postgres/exclusive';
import { runningPostmaster } from '../postgres/postmaster';
import { reachable } from '../postgres/reachable';
import { actingAs, type Databases } from './connections';
import { ensureWritable } from './data-directory';
import * as roles from './roles';
import { ServerWatch } from './server-watch';

interface Secrets extends roles.LoginPasswords {
  readonly admin: string;
}

const secretsFile = (config: HubConfig) => path.join(config.dataDirectory, 'postgres-logins.json');

/** Sizes for a ministry's small server; a large installation uses a PostgreSQL of its own. */
const serverSettings = {
  shared_buffers: '256MB',
  max_connections: 100,
  max_wal_size: '2GB',
  jit: 'off',
  random_page_cost: 1.1,
};

/** Passwords made on first use and kept where only this user reads them. */
function secretsOf(config: HubConfig): Secrets {
  const file = secretsFile(config);
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets: Secrets = { admin: randomBytes(24).toString('base64url'), ...roles.newPasswords() };
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  fs.renameSync(draft, file);
  return secrets;
}

/** Bumped when roles or databases change: a prepared cluster is not prepared again at every start. */
const preparation = '1';

async function prepare(server: EmbeddedPostgres, config: HubConfig, secrets: Secrets): Promise<void> {
  const mark = path.join(server.dataDirectory, 'hub-prepared');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === preparation) return;
  const admin = server.url('postgres');
  await roles.prepareDatabases({ main: admin, keys: admin }, config.context, secrets);
  fs.writeFileSync(mark, preparation, { mode: 0o600 });
}

function describe(server: EmbeddedPostgres, context: string, secrets: Secrets) {
  const url = (login: string, password: string, database: string) =>
    roles.urlFor(server.url('postgres'), `${context}_${login}`, password, database);
  const app = url('app', secrets.app, context);
  return {
    embedded: true,
    appUrl: app,
    urlFor: (role: roles.ActedRole) => actingAs(app, `${context}_${role}`),
    ownerUrl: () => url('migrator', secrets.migrator, context),
    signerUrl: () => url('signer', secrets.signer, context),
    keysUrl: url('keys', secrets.keys, `${context}_keys`),
    keysOwnerUrl: () => url('migrator', secrets.migrator, `${context}_keys`),
  };
}

/** Processes that use the embedded server of a context now, this one not counted. */
export const otherUsers = (config: HubConfig): string[] =>
  new Holders(path.join(config.dataDirectory, 'postgres-users')).others();

/** Where the embedded server of a context keeps its data. */
export const embeddedDirectory = (config: HubConfig): string =>
  reachable(path.join(config.dataDirectory, 'postgres'));

/** Stops a server whose users were all killed. */
export async function stopOrphan(config: HubConfig): Promise<void> {
  if (!(await runningPostmaster(embeddedDirectory(config)))) return;
  await (await openEmbedded(config)).close();
}

interface Place {
  readonly lock: string;
  readonly users: Holders;
  readonly options: EmbeddedOptions;
}

function placeOf(config: HubConfig, secrets: Secrets): Place {
  const { context, dataDirectory, walDirectory } = config;
  return {
    lock: path.join(dataDirectory, 'postgres.lock'),
    users: new Holders(path.join(dataDirectory, 'postgres-users')),
    options: {
      dataDirectory: path.join(dataDirectory, 'postgres'),
      walDirectory,
      user: `${context}_admin`,
      password: secrets.admin,
      settings: serverSettings,
    },
  };
}

/** What the process does with the server it uses: look after it while serving, and let go of it in the end. */
function lifeOf(
  server: EmbeddedPostgres,
  { lock, users, options }: Place,
): Pick<Databases, 'watch' | 'close'> {
  let open = true;
  let watch: ServerWatch | undefined;
  // The same port, because connection strings are out.
  const restart = () =>
    exclusively(lock, async () => {
      if (open) await startEmbedded({ ...options, port: server.port });
    });
  return {
    watch: (health, log) => {
      watch = new ServerWatch(server, restart, log);
      watch.start(health);
    },
    close: async () => {
      if (!open) return;
      open = false;
      watch?.stop();
      await exclusively(lock, async () => {
        if (users.leave() && (await runningPostmaster(server.dataDirectory))) server.stop();
      });
    },
  };
}

export async function openEmbedded(config: HubConfig): Promise<Databases> {
  ensureWritable(config);
  return exclusively(path.join(config.dataDirectory, 'postgres.lock'), async () => {
    const secrets = secretsOf(config);
    const place = placeOf(config, secrets);
    const before = await runningPostmaster(embeddedDirectory(config));
    const server = await startEmbedded(place.options);
    place.users.join();
    await prepare(server, config, secrets);
    return { ...describe(server, config.context, secrets), startedHere: !before, ...lifeOf(server, place) };
  });
}
