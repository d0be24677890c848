import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabases, readConfig, type Databases, type HubConfig } from '@hub/platform';
import { FileKeks } from '@hub/vault';
import { Client } from 'pg';

const contexts = ['victims', 'judicial'] as const;
type Context = (typeof contexts)[number];
const other = (context: Context): Context => (context === 'victims' ? 'judicial' : 'victims');

describe('the two databases of a sandbox', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-apart-'));
  fs.chmodSync(data, 0o755);
  const configs = Object.fromEntries(
    contexts.map(context => [context, readConfig(context, { HUB_DATA: data })]),
  ) as Record<Context, HubConfig>;
  const databases = {} as Record<Context, Databases>;

  const query = async <Row extends object>(url: string, sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const passwords = (context: Context) =>
    JSON.parse(
      fs.readFileSync(path.join(configs[context].dataDirectory, 'postgres-logins.json'), 'utf8'),
    ) as Record<string, string>;
  const keksOf = (context: Context, directory = configs[context].keyDirectory) =>
    new FileKeks({ directory, context, mode: 'sandbox' });

  beforeAll(async () => {
    for (const context of contexts) databases[context] = await openDatabases(configs[context]);
  });
  afterAll(async () => {
    for (const context of contexts) await databases[context].close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it.each(contexts)(
    'S6: the cluster of %s has no role, database or bridge of the other one',
    async context => {
      const { appUrl } = databases[context];
      const names = await query<{ name: string }>(
        appUrl,
        'select rolname as name from pg_roles union select datname from pg_database',
      );
      const of = (prefix: string) => names.filter(({ name }) => name.startsWith(prefix));
      expect(of(other(context))).toEqual([]);
      expect(of(context).length).toBeGreaterThan(5); // the same look finds its own
      const bridges = `select extname as name from pg_extension union select srvname from pg_foreign_server`;
      expect(await query(appUrl, bridges)).toEqual([{ name: 'plpgsql' }]);
    },
  );

  it.each(contexts)('S6: the login of %s opens its own server and not the other one', async context => {
    expect(await query(databases[context].appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    const [own, foreign] = [new URL(databases[context].appUrl), new URL(databases[other(context)].appUrl)];
    expect(own.port).not.toBe(foreign.port);
    own.port = foreign.port;
    await expect(query(own.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    // Nor with the name that is known there and one's own password.
    foreign.password = own.password;
    await expect(query(foreign.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('S5: no password, key or fingerprint is the same in both', async () => {
    const secrets = contexts.flatMap(context => Object.values(passwords(context)));
    expect(secrets.length).toBeGreaterThanOrEqual(8);
    expect(new Set(secrets).size).toBe(secrets.length);
    const prints = await Promise.all(
      contexts.map(async context => (await keksOf(context).create(1)).fingerprint),
    );
    expect(new Set(prints).size).toBe(2);
    const files = contexts.map(context => path.join(configs[context].keyDirectory, 'kek-1.json'));
    const keys = files.map(file => (JSON.parse(fs.readFileSync(file, 'utf8')) as { key: string }).key);
    expect(new Set(keys).size).toBe(2);
  });

  it.each(contexts)('S5: what %s has wrapped does not open with the key of the other one', async context => {
    const own = keksOf(context);
    await own.create(1);
    const secret = Buffer.alloc(32, 7);
    const wrapped = await own.wrap(1, secret, 'label');
    expect(await own.unwrap(1, wrapped, 'label')).toEqual(secret);
    await keksOf(other(context)).create(1);
    await expect(keksOf(other(context)).unwrap(1, wrapped, 'label')).rejects.toThrow();
    // Even with the key file itself in hand: it names its database.
    const stolen = fs.mkdtempSync(path.join(data, 'stolen-'));
    fs.copyFileSync(path.join(configs[context].keyDirectory, 'kek-1.json'), path.join(stolen, 'kek-1.json'));
    fs.chmodSync(path.join(stolen, 'kek-1.json'), 0o400);
    await expect(keksOf(other(context), stolen).unwrap(1, wrapped, 'label')).rejects.toMatchObject({
      code: 'vault.kek-of-another-context',
    });
  });
});
