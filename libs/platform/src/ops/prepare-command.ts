import fs from 'node:fs';
import path from 'node:path';
import { newPasswords, prepareDatabases, urlFor } from '../databases/roles';
import { OpsFailure, type OpsCommand } from './command';

function writeSettings(file: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  fs.writeFileSync(file, lines.join(''), { mode: 0o600, flag: 'wx' });
  return file;
}

/**
 * Makes databases and logins on PostgreSQL servers that an administrator opens for this one act, and writes the
 * settings of server, operator and signer into three files: none of them needs those of the others.
 */
export const prepareCommand: OpsCommand = {
  name: 'prepare',
  description:
    'make databases and logins on your PostgreSQL servers, and write the settings that lead to them',
  purpose: 'preparation',
  options: [{ flags: '--to <directory>', description: 'where the three files with settings go' }],
  run: async (run, input) => {
    const { context } = run.config;
    const prefix = context.toUpperCase().replaceAll('-', '_');
    const main = run.env[`${prefix}_ADMIN_DATABASE_URL`];
    const keys = run.env[`${prefix}_KEYS_ADMIN_DATABASE_URL`] ?? main;
    if (!main || !keys) {
      throw new OpsFailure(
        `${prefix}_ADMIN_DATABASE_URL must be set for this command: an administrator of PostgreSQL`,
      );
    }
    const directory = path.resolve(input.required('to'));
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = (name: string) => path.join(directory, `${context}-${name}.env`);
    const names = ['server', 'operator', 'signer'].map(file);
    const present = names.find(name => fs.existsSync(name));
    if (present)
      throw new OpsFailure(`${present} exists: its passwords are in use; remove it to make new ones`);
    const passwords = newPasswords();
    await prepareDatabases({ main, keys }, context, passwords);
    const url = (server: string, login: keyof typeof passwords, database: string) =>
      urlFor(server, `${context}_${login}`, passwords[login], database);
    const written = [
      writeSettings(file('server'), {
        [`${prefix}_DATABASE_URL`]: url(main, 'app', context),
        [`${prefix}_KEYS_DATABASE_URL`]: url(keys, 'keys', `${context}_keys`),
      }),
      writeSettings(file('operator'), {
        [`${prefix}_OWNER_DATABASE_URL`]: url(main, 'migrator', context),
        [`${prefix}_KEYS_OWNER_DATABASE_URL`]: url(keys, 'migrator', `${context}_keys`),
      }),
      writeSettings(file('signer'), { [`${prefix}_SIGNER_DATABASE_URL`]: url(main, 'signer', context) }),
    ];
    return { prepared: true, written };
  },
};
