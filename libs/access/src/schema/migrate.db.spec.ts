import { randomBytes } from 'node:crypto';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { AccessDatabase } from '../access-database';
import { AccessLog } from '../access-log';
import { migrateAccess } from './migrate';

// Roles belong to the cluster: a context nobody else uses, so that this migrator is the one who makes them.
const letters = [...randomBytes(8)].map(byte => String.fromCharCode(97 + (byte % 26))).join('');
const context = `m${letters}`;
const migrator = `${context}_migrator`;
const app = `${context}_app`;
let temporary: TemporaryDatabase;

const as = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  temporary = await temporaryDatabase('migrate');
  await as(temporary.url, async root => {
    await root.query(`create role ${migrator} login createrole password 'm'`);
    await root.query(`alter database ${temporary.name} owner to ${migrator}`);
  });
});
afterAll(() => temporary.drop());

describe('migrating the schema of access', () => {
  it('needs no superuser: the owner of the database who may create roles is enough, twice and at once', async () => {
    const url = temporary.urlFor(migrator, 'm');
    await as(url, client => migrateAccess(client, { context }));
    await Promise.all([1, 2].map(() => as(url, client => migrateAccess(client, { context }))));
    await as(url, client =>
      client.query(
        `create role ${app} login noinherit password 'a'; grant ${context}_access to ${app} with inherit false, set true`,
      ),
    );
    const database = new AccessDatabase({ context, url: temporary.urlFor(app, 'a') });
    await expect(
      new AccessLog(database).record({ kind: 'consultation', actor: 'a', purpose: 'p' }),
    ).resolves.toBeUndefined();
    await database.close();
  });

  it('gives a login without a role nothing, and the application no way past the append function', async () => {
    await as(temporary.urlFor(app, 'a'), async client => {
      await expect(client.query('select from access.account')).rejects.toThrow('permission denied');
      await expect(client.query(`set role ${context}_owner`)).rejects.toThrow('permission denied');
      await client.query(`set role ${context}_access`);
      await expect(client.query('update access.log set type = type')).rejects.toThrow('permission denied');
      await expect(client.query('delete from access.account')).rejects.toThrow('permission denied');
      await expect(client.query('select from access.scope_key')).rejects.toThrow('permission denied');
      await expect(client.query('alter table access.log disable trigger all')).rejects.toThrow(
        'must be owner',
      );
    });
  });

  it('shows each role its part only (R19)', async () => {
    await as(temporary.url, async root => {
      const tried = async (role: string, sql: string) => {
        await root.query(`set role ${context}_${role}`);
        const result = await root.query(sql).then(
          () => 'allowed',
          () => 'refused',
        );
        await root.query('reset role');
        return result;
      };
      const tables = ['log', 'account', 'credential', 'session', 'approval'];
      const may = async (role: string) => {
        const rows: string[] = [];
        for (const table of tables) {
          const column = table === 'credential' ? 'phc' : 'id';
          if ((await tried(role, `select ${column} from access.${table}`)) === 'allowed') rows.push(table);
        }
        return rows;
      };
      expect(await may('auditor')).toEqual(['log', 'account', 'approval']);
      expect(await may('reader')).toEqual([]);
      expect(await may('projector')).toEqual([]);
      expect(await may('counts')).toEqual([]);
      expect(await may('backup')).toEqual(tables);
      expect(await tried('signer', 'select position, hash from access.log')).toBe('allowed');
      expect(await tried('signer', 'select data from access.log')).toBe('refused');
    });
  });
});
