import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** What a process may act as; nobody signs in as these. The login `<context>_app` takes one per connection. */
const acted = ['writer', 'reader', 'projector', 'access', 'auditor', 'counts'] as const;
/** Not for the application: owning tables, and reading everything for a backup. */
const reserved = ['owner', 'backup'] as const;

export type ActedRole = (typeof acted)[number];

export interface LoginPasswords {
  readonly migrator: string;
  readonly app: string;
  readonly signer: string;
  readonly keys: string;
}

const bare = 'nosuperuser nocreatedb noreplication nobypassrls';

async function unlessExists(client: Client, role: string, attributes: string): Promise<void> {
  await client.query(`do $$ begin
    create role ${escapeIdentifier(role)} ${bare} ${attributes};
  exception when duplicate_object or unique_violation then null;
  end $$`);
}

/** The login that creates and owns everything of a context, made by an administrator of the server. */
async function ensureMigrator(admin: Client, context: string, password: string): Promise<void> {
  const migrator = `${context}_migrator`;
  await unlessExists(admin, migrator, 'login createrole');
  await admin.query(`alter role ${escapeIdentifier(migrator)} password ${escapeLiteral(password)}`);
}

async function ensureDatabase(admin: Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return;
  try {
    await admin.query(`create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner)}`);
  } catch (error) {
    if (!/^(42P04|23505)$/.test((error as { code?: string }).code ?? '')) throw error; // somebody else did
  }
}

/** Passwords for the logins, 192 random bits each. */
export function newPasswords(): LoginPasswords {
  const fresh = () => randomBytes(24).toString('base64url');
  return { migrator: fresh(), app: fresh(), signer: fresh(), keys: fresh() };
}

/** The same server, another login and database. */
export function urlFor(server: string, login: string, password: string, database: string): string {
  const url = new URL(server);
  return Object.assign(url, { username: login, password, pathname: `/${database}` }).href;
}

/** Both databases of a context with their logins, on one server or two. Safe to repeat; passwords are set anew. */
export async function prepareDatabases(
  servers: { readonly main: string; readonly keys: string },
  context: string,
  passwords: LoginPasswords,
): Promise<void> {
  const migrator = `${context}_migrator`;
  const names = { main: context, keys: `${context}_keys` };
  for (const part of ['main', 'keys'] as const) {
    await withClient(servers[part], async admin => {
      await ensureMigrator(admin, context, passwords.migrator);
      await ensureDatabase(admin, names[part], migrator);
    });
  }
  await withClient(urlFor(servers.main, migrator, passwords.migrator, names.main), async client => {
    await ensureRoles(client, context, passwords);
    await closeDatabase(client, context);
  });
  await withClient(urlFor(servers.keys, migrator, passwords.migrator, names.keys), client =>
    closeKeysDatabase(client, context, passwords.keys),
  );
}

async function ensureLogin(migrator: Client, role: string, password: string): Promise<void> {
  await unlessExists(migrator, role, 'login nocreaterole noinherit');
  const name = escapeIdentifier(role);
  await migrator.query(`alter role ${name} password ${escapeLiteral(password)}`);
  await migrator.query(`alter role ${name} set lock_timeout = '10s'`);
  await migrator.query(`alter role ${name} set idle_in_transaction_session_timeout = '60s'`);
}

/**
 * The roles of a context, made by its migrator so that it may grant them. `<context>_app` owns nothing and inherits
 * nothing: without `SET ROLE` it can do nothing at all.
 */
async function ensureRoles(
  migrator: Client,
  context: string,
  passwords: Pick<LoginPasswords, 'app' | 'signer'>,
): Promise<void> {
  for (const role of [...acted, ...reserved])
    await unlessExists(migrator, `${context}_${role}`, 'nologin nocreaterole');
  await ensureLogin(migrator, `${context}_app`, passwords.app);
  await ensureLogin(migrator, `${context}_signer`, passwords.signer);
  const toAct = acted.map(role => escapeIdentifier(`${context}_${role}`)).join(', ');
  await migrator.query(
    `grant ${toAct} to ${escapeIdentifier(`${context}_app`)} with inherit false, set true`,
  );
  const own = reserved.map(role => escapeIdentifier(`${context}_${role}`)).join(', ');
  await migrator.query(
    `grant ${own} to ${escapeIdentifier(`${context}_migrator`)} with inherit true, set true`,
  );
}

/** Nobody enters a database but the logins it is for. */
async function closeDatabase(migrator: Client, context: string): Promise<void> {
  const name = escapeIdentifier(context);
  const role = (suffix: string) => escapeIdentifier(`${context}_${suffix}`);
  await migrator.query(`revoke all on database ${name} from public`);
  await migrator.query(`grant connect on database ${name} to ${role('app')}, ${role('signer')}`);
  // Read models are disposable: their projector makes and drops their schemas.
  await migrator.query(`grant create, temporary on database ${name} to ${role('projector')}`);
  await migrator.query(`grant create on database ${name} to ${role('owner')}`);
}

async function closeKeysDatabase(migrator: Client, context: string, password: string): Promise<void> {
  await ensureLogin(migrator, `${context}_keys`, password);
  const name = escapeIdentifier(`${context}_keys`);
  await migrator.query(`revoke all on database ${name} from public`);
  await migrator.query(`grant connect on database ${name} to ${escapeIdentifier(`${context}_keys`)}`);
}

export async function withClient<Result>(
  url: string,
  act: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url, application_name: 'hub-setup' });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
