import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { temporaryDatabase } from '@hub/testing';
import { readConfig } from '../config/hub-config';
import { actingAs } from '../databases/connections';
import { openDatabases, openSignerDatabase } from '../databases/databases';
import { withClient } from '../databases/roles';
import { prepareCommand } from './prepare-command';
import { opsProgram } from './program';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-prepare-'));
const base = { HUB_MODE: 'production', HUB_JURISDICTION: 'RO', PREP_HOST_NAME: 'prep.example.org' };
afterAll(() => fs.rmSync(directory, { recursive: true }));

function settingsIn(name: string): Record<string, string> {
  const lines = fs
    .readFileSync(path.join(directory, `prep-${name}.env`), 'utf8')
    .trim()
    .split('\n');
  return Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

async function ops(env: Record<string, string>) {
  let error = '';
  const io = { stdout: () => {}, stderr: (text: string) => void (error += text) };
  const program = opsProgram({
    context: 'prep',
    commands: [prepareCommand],
    env: { ...base, ...env },
    ...io,
  });
  return { code: await program.run(['prepare', '--to', directory]), error };
}

const value = (url: string, sql: string) =>
  withClient(
    url,
    async client => Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0],
  );

describe('the preparation of a production server', () => {
  it('asks for an administrator of PostgreSQL, for this one act', async () => {
    expect((await ops({})).error).toMatch(/PREP_ADMIN_DATABASE_URL must be set for this command/);
  });

  it('makes databases and logins and writes the settings of each process apart', async () => {
    const cluster = await temporaryDatabase();
    expect(await ops({ PREP_ADMIN_DATABASE_URL: cluster.url })).toEqual({ code: 0, error: '' });
    for (const name of ['server', 'operator', 'signer']) {
      expect(fs.statSync(path.join(directory, `prep-${name}.env`)).mode & 0o777).toBe(0o600);
    }
    const server = { ...base, PREP_KEY_DIRECTORY: path.join(directory, 'keys'), ...settingsIn('server') };
    const databases = await openDatabases(readConfig('prep', server));
    expect(await value(databases.urlFor('writer'), 'select current_user')).toBe('prep_writer');
    expect(await value(databases.keysUrl, 'select current_database()')).toBe('prep_keys');
    await expect(value(actingAs(databases.appUrl, 'prep_owner'), 'select 1')).rejects.toThrow(
      /permission denied/,
    );
    expect(() => databases.ownerUrl()).toThrow('PREP_OWNER_DATABASE_URL must be set');
    const signer = await openSignerDatabase(
      readConfig('prep', { ...base, ...settingsIn('signer') }, { purpose: 'signer' }),
    );
    expect(await value(signer.url, 'select current_user')).toBe('prep_signer');
    const operator = await openDatabases(readConfig('prep', { ...server, ...settingsIn('operator') }));
    await withClient(operator.ownerUrl(), client =>
      client.query('create schema log authorization prep_owner'),
    );
    expect(await value(operator.keysOwnerUrl(), 'select current_user')).toBe('prep_migrator');
    expect((await ops({ PREP_ADMIN_DATABASE_URL: cluster.url })).error).toContain('its passwords are in use');
    await cluster.drop();
  });
});
