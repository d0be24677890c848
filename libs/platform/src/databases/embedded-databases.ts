import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { startEmbedded, type EmbeddedPostgres } from '../postgres/embedded';
import { exclusively, Holders } from '../postgres/exclusive';
import { readPostmaster, runningPostmaster } from '../postgres/postmaster';
import { reachable } from '../postgres/reachable';
import { actingAs, type Databases } from './connections';
import { ensureWritable } from './data-directory';
import * as roles from './roles';

interface Secrets extends roles.LoginPasswords {
  readonly admin: string;
}

const logins = ['admin', 'migrator', 'app', 'signer', 'keys'] as const;
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
  const secrets = Object.fromEntries(logins.map(login => [login, randomBytes(24).toString('base64url')]));
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  fs.renameSync(draft, file);
  return secrets as unknown as Secrets;
}

/** Bumped when roles or databases change: a prepared cluster is not prepared again at every start. */
const preparation = '1';

async function prepare(server: EmbeddedPostgres, config: HubConfig, secrets: Secrets): Promise<void> {
  const mark = path.join(server.dataDirectory, 'hub-prepared');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === preparation) return;
  const { context } = config;
  await roles.withClient(server.url('postgres'), async admin => {
    await roles.ensureMigrator(admin, context, secrets.migrator);
    await roles.ensureDatabase(admin, context, `${context}_migrator`);
    await roles.ensureDatabase(admin, `${context}_keys`, `${context}_migrator`);
  });
  const as = (login: string, password: string, database: string) => urlOf(server, login, password, database);
  await roles.withClient(as(`${context}_migrator`, secrets.migrator, context), async migrator => {
    await roles.ensureRoles(migrator, context, secrets);
    await roles.closeDatabase(migrator, context);
  });
  await roles.withClient(as(`${context}_migrator`, secrets.migrator, `${context}_keys`), migrator =>
    roles.closeKeysDatabase(migrator, context),
  );
  fs.writeFileSync(mark, preparation, { mode: 0o600 });
}

function urlOf(server: EmbeddedPostgres, login: string, password: string, database: string): string {
  return `postgres://${login}:${encodeURIComponent(password)}@${server.host}:${server.port}/${database}`;
}

function describe(server: EmbeddedPostgres, context: string, secrets: Secrets) {
  const app = urlOf(server, `${context}_app`, secrets.app, context);
  return {
    embedded: true,
    appUrl: app,
    urlFor: (role: roles.ActedRole) => actingAs(app, `${context}_${role}`),
    ownerUrl: () => urlOf(server, `${context}_migrator`, secrets.migrator, context),
    signerUrl: () => urlOf(server, `${context}_signer`, secrets.signer, context),
    keysUrl: urlOf(server, `${context}_keys`, secrets.keys, `${context}_keys`),
    keysOwnerUrl: () => urlOf(server, `${context}_migrator`, secrets.migrator, `${context}_keys`),
  };
}

/** Processes that use the embedded server of a context now, this one not counted. */
export const otherUsers = (config: HubConfig): string[] =>
  new Holders(path.join(config.dataDirectory, 'postgres-users')).others();

export async function openEmbedded(config: HubConfig): Promise<Databases> {
  ensureWritable(config);
  const lock = path.join(config.dataDirectory, 'postgres.lock');
  const users = new Holders(path.join(config.dataDirectory, 'postgres-users'));
  const dataDirectory = path.join(config.dataDirectory, 'postgres');
  return exclusively(lock, async () => {
    const secrets = secretsOf(config);
    const before =
      readPostmaster(reachable(dataDirectory)) && (await runningPostmaster(reachable(dataDirectory)));
    const server = await startEmbedded({
      dataDirectory,
      user: `${config.context}_admin`,
      password: secrets.admin,
      settings: serverSettings,
    });
    users.join();
    await prepare(server, config, secrets);
    let open = true;
    const close = async () => {
      if (!open) return;
      open = false;
      await exclusively(lock, () => {
        if (users.leave()) server.stop();
      });
    };
    return { ...describe(server, config.context, secrets), startedHere: !before, close };
  });
}
