import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicial } from '@hub/judicial';
import { readConfig, type HubConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { answered, ApiClient } from '@hub/testing';
import { victims } from '@hub/victims';
import { Client } from 'pg';
import { seed as seedJudicial } from '../../libs/judicial/src/seed/seed';
import { seed as seedVictims } from '../../libs/victims/src/seed/seed';
import { identifiersIn, shared } from './identifiers.fixture';

const CASES = 40;
/** Says which programs made the read models, by their fingerprints; both apps have some programs in common. */
const PROGRAM = ['read.checkpoint'];
/** One human being whom both holders come to know, under the same key of a careless client. */
const human = { given: 'Zamira', family: 'Përbashkët', birth: '1991-07-19', nationalId: 'J15719099K' };
const key = { 'idempotency-key': '7b1f0b34-52f4-4c3e-9f0e-0d6a4c1f7e11' };

describe('S10: identifiers', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-identifiers-'));
  fs.chmodSync(data, 0o755);
  const configs = {
    victims: readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    judicial: readConfig('judicial', { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' }),
  };
  const servers: RunningServer[] = [];
  const dumps = { victims: new Set<string>(), judicial: new Set<string>() };
  const kinds = { victims: new Set<string>(), judicial: new Set<string>() };
  type Context = keyof typeof configs;

  /** As the superuser of the embedded server, from whom no row is hidden. */
  async function connected(context: Context, database: string): Promise<Client> {
    const { dataDirectory } = configs[context];
    const logins = fs.readFileSync(path.join(dataDirectory, 'postgres-logins.json'), 'utf8');
    const { admin } = JSON.parse(logins) as { admin: string };
    const running = fs.readFileSync(path.join(dataDirectory, 'postgres/postmaster.pid'), 'utf8');
    const [, , , port] = running.split('\n');
    const login = `${context}_admin:${encodeURIComponent(admin)}`;
    const client = new Client({ connectionString: `postgres://${login}@127.0.0.1:${port}/${database}` });
    await client.connect();
    return client;
  }

  async function dumpTable(client: Client, context: Context, table: string): Promise<void> {
    const { rows } = await client.query<{ line: string }>(`select t::text as line from ${table} as t`);
    if (rows.length > 0) kinds[context].add(table);
    for (const { line } of rows) identifiersIn(line).forEach(found => dumps[context].add(found));
  }

  /** Everything that stands in any column of any table of the log's and of the keystore's database. */
  async function dump(context: Context): Promise<void> {
    for (const database of [context, `${context}_keys`]) {
      const client = await connected(context, database);
      const { rows } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
          where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of rows.filter(table => !PROGRAM.includes(table.name)))
        await dumpTable(client, context, name);
      await client.end();
    }
  }

  beforeAll(async () => {
    const start = async (definition: typeof victims | typeof judicial, config: HubConfig) => {
      const server = await startServer(definition, config);
      servers.push(server);
      return server;
    };
    const one = await start(victims, configs.victims);
    await seedVictims('1', one.assembly, { cases: CASES });
    const officer = (await ApiClient.signIn(one, 'officer')).with(key);
    answered(await officer.post('/api/v1/persons', { ...human, on: '2026-03-01' }));
    const other = await start(judicial, configs.judicial);
    const desk = judicial.sandboxDesk(other.assembly.book).office ?? '';
    await seedJudicial('1', other.assembly, { desk, cases: CASES });
    const prosecutor = (await ApiClient.signIn(other, 'prosecutor')).with(key);
    answered(await prosecutor.post('/api/v1/persons', { kind: 'natural', identity: human }));
    for (const { assembly } of servers) {
      const head = await assembly.store.head();
      expect(await assembly.readModels.waitFor(head, 60_000)).toBe(true);
      expect(await assembly.nameIndex?.waitFor(head, 60_000)).toBe(true);
    }
    await dump('victims');
    await dump('judicial');
  }, 240_000);

  afterAll(async () => {
    for (const server of servers) await server.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('S10: no id, token, hash or key is in both databases, though both know the same human under the same seed', () => {
    for (const context of ['victims', 'judicial'] as const) {
      expect(dumps[context].size).toBeGreaterThan(2_000);
      const looked = ['log.events', 'access.log', 'access.account', 'keys.deks', 'names.tokens'];
      expect(looked.filter(table => !kinds[context].has(table))).toEqual([]);
    }
    expect(shared(dumps.victims, dumps.judicial)).toEqual([]);
  });

  it('S10: one identifier of the other database would be found, in whatever form it was carried over', async () => {
    const person = [...dumps.victims].find(found => /^[0-9a-f-]{36}$/.test(found)) ?? '';
    const bytes = Buffer.from(person.replaceAll('-', ''), 'hex');
    const token = Buffer.from('a token of the other database').toString('base64');
    dumps.victims.add(token);
    for (const planted of [
      `(1,"{""person"": ""${person}""}")`,
      `(1,"\\\\x${bytes.toString('hex')}")`,
      `(1,${person.toUpperCase()})`,
      `(1,${token})`,
    ]) {
      expect(shared(dumps.victims, new Set(identifiersIn(planted)))).toHaveLength(1);
    }
    // Nor is it blind to the two parts of a reference that people read aloud.
    const [reference = ''] = [...dumps.victims].filter(found => found.startsWith('reference '));
    expect(shared(dumps.victims, new Set(identifiersIn(`J-2026-${reference.split(' ')[1]}`)))).toEqual([
      reference,
    ]);
  });
});
