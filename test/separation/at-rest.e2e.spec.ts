import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { judicial } from '@hub/judicial';
import { opsProgram, readConfig } from '@hub/platform';
import { ApiClient, answered, PaperBrowser } from '@hub/testing';
import { type CanaryHit, scanForCanaries } from '@hub/vault';
import { victims } from '@hub/victims';
import { Client } from 'pg';
import { backupKeyFile, readBackupKey } from '../../libs/platform/src/backup/backup-key';
import { partFile } from '../../libs/platform/src/backup/manifest';
import { purposeOf } from '../../libs/platform/src/backup/plan';
import { Opening } from '../../libs/platform/src/backup/sealed-file';
import { commandsOf } from '../../libs/runtime/src/ops/run-ops';
import { startApp, type LiveApp } from './live.fixture';

/** Letters that both scripts share one to one, so that the other script's form is looked for as well. */
const canary = () => Array.from(randomBytes(14), byte => 'abdefgiklmnoprstuvz'.charAt(byte % 19)).join('');

/** Whoever works in a context: gives a person a name, texts and a case, and lets another person be forgotten. */
type Work = (app: LiveApp, secret: () => string) => Promise<void>;

/** A canary in every place of a request that the server refuses. */
async function refusedWith(client: ApiClient, secret: () => string): Promise<void> {
  const statuses = [
    await client.get(`/api/v1/persons/${secret()}`),
    await client.get(`/api/v1/cases?reference=${secret()}&${secret()}=1`),
    await client.get(`/${secret()}/${secret()}`),
    await client.post('/api/v1/persons', { [secret()]: secret(), on: secret(), kind: secret() }),
    await client.post(`/api/v1/persons/${secret()}/merges`, { absorbed: secret(), note: secret() }),
    await client.with({ 'x-hub-purpose': secret() }).get('/api/v1/cases'),
    await client.with({ 'if-match': secret() }).post('/api/v1/persons', { given: secret() }),
    // What people type into the wrong field: a name of somebody else where their own belongs.
    await client.post('/api/v1/session', { name: secret(), password: secret() }),
  ].map(({ status }) => status);
  expect(statuses.filter(status => status < 400 || status >= 500)).toEqual([]);
}

const forVictims: Work = async (app, secret) => {
  const officer = await ApiClient.signIn(app, 'officer');
  const supervisor = await ApiClient.signIn(app, 'supervisor');
  const register = async () => {
    const names = { given: secret(), family: secret(), otherNames: [secret()] };
    const known = { ...names, birth: '1990-05-17', nationalId: secret(), contact: secret() };
    const person: string = answered(
      await officer.post('/api/v1/persons', { ...known, on: '2026-03-01', notSameAs: people }),
    ).id;
    people.push(person);
    const opening = { person, on: '2026-03-01', organisation: 'al-police-01' };
    const id: string = answered(await officer.post('/api/v1/cases', opening)).id;
    answered(await supervisor.post(`/api/v1/cases/${id}/seals`, { note: secret() }));
    answered(await supervisor.post(`/api/v1/cases/${id}/unseals`, { note: secret() }));
    return { person, id, names };
  };
  const people: string[] = [];
  const gone = await register();
  const { id, person, names } = await register();
  const identity = await officer.for('case_work').get(`/api/v1/persons/${person}/identity`);
  expect(identity.text).toContain(names.family);
  const found = officer.for('case_work').post('/api/v1/persons/searches', names);
  expect(answered(await found, 200).persons).toHaveLength(1);
  const browser = await new PaperBrowser(app).signIn('officer', 'en');
  const form = `/cases/${id}/sections/profile`;
  await browser.get(form);
  await browser.submit(form, { ethnicity_self_declared: secret(), _save: 'draft' });
  await browser.get('/search');
  await browser.submit('/search', { query: `${secret()} ${secret()} 1990` });
  const page = `/api/v1/persons/${gone.person}/erasures`;
  answered(await officer.post(page, { ground: 'request_of_the_person' }));
  answered(await supervisor.post(`${page}/approvals`));
  await refusedWith(officer, secret);
};

const forJudicial: Work = async (app, secret) => {
  const prosecutor = (await ApiClient.signIn(app, 'prosecutor')).for('proceedings');
  const chief = (await ApiClient.signIn(app, 'chief_prosecutor')).for('supervision');
  const legalBasis = ['AL-110a'];
  const people: string[] = [];
  const register = async () => {
    const names = { given: secret(), family: secret(), otherNames: [secret()] };
    const identity = { ...names, birth: '1980-05-17', nationalId: secret() };
    const known = { kind: 'natural', identity, notSameAs: people };
    const person: string = answered(await prosecutor.post('/api/v1/persons', known)).id;
    people.push(person);
    const opening = { openedOn: '2025-01-10', origin: 'police_own', legalBasis };
    const id: string = answered(await prosecutor.post('/api/v1/cases', opening)).id;
    const suspect = { person, kind: 'natural', on: '2025-01-11', legalBasis };
    answered(await prosecutor.post(`/api/v1/cases/${id}/suspects`, suspect));
    const number = { number: secret() };
    const numbered = await prosecutor.put(`/api/v1/cases/${id}/official-number`, number);
    expect([200, 201]).toContain(numbered.status);
    answered(await chief.post(`/api/v1/cases/${id}/seals`, { note: secret() }));
    answered(await chief.post(`/api/v1/cases/${id}/unseals`, { note: secret() }));
    return { person, id, names };
  };
  const gone = await register();
  const { id, person, names } = await register();
  const identity = await prosecutor.get(`/api/v1/persons/${person}/identity`);
  expect(identity.text).toContain(names.family);
  const browser = await new PaperBrowser(app).signIn('prosecutor', 'en');
  const form = `/proceedings/${id}/persons/new`;
  await browser.get(form);
  await browser.submit(form, { given: secret(), family: secret(), _save: 'draft' });
  await browser.get('/search');
  await browser.submit('/search', { query: `${secret()} ${secret()} 1990` });
  const page = `/api/v1/persons/${gone.person}/erasures`;
  answered(await prosecutor.post(page, { ground: 'unlawful_processing' }));
  answered(await chief.post(`${page}/approvals`));
  await refusedWith(prosecutor, secret);
};

describe.each([
  { definition: victims, work: forVictims },
  { definition: judicial, work: forJudicial },
])('personal data at rest in a running installation of $definition.name', ({ definition, work }) => {
  const { name: context } = definition;
  const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-at-rest-${context}-`));
  fs.chmodSync(data, 0o755);
  const config = readConfig(context, { HUB_DATA: data, [`${context.toUpperCase()}_PORT`]: '0' });
  let hits: readonly CanaryHit[] = [];
  const file = (name: string) => path.join(data, name);
  const secrets: string[] = [];
  const secret = () => {
    const made = canary();
    secrets.push(made);
    return made;
  };
  /** Planted in clear, by name of the place. */
  const planted = {
    row: canary(),
    'log of PostgreSQL': canary(),
    'log of the app': canary(),
    'name of an officer': canary(),
    'file of a backup': canary(),
  };

  const ops = async (...argv: string[]) => {
    const said = fs.createWriteStream(file('ops.log'), { flags: 'a' });
    const program = opsProgram({
      ...{ context, commands: commandsOf(definition), env: { HUB_DATA: data, HUB_SEED: '0' } },
      stdout: text => said.write(text),
      stderr: text => said.write(text),
    });
    const code = await program.run([...argv, '--json']);
    await new Promise<void>(resolve => said.end(resolve));
    if (code !== 0) throw new Error(fs.readFileSync(file('ops.log'), 'utf8'));
  };

  const asSuperuser = async (database: string, ...statements: string[]) => {
    const { dataDirectory } = config;
    const logins = JSON.parse(fs.readFileSync(path.join(dataDirectory, 'postgres-logins.json'), 'utf8')) as {
      admin: string;
    };
    const [, , , port] = fs.readFileSync(path.join(postgres(), 'postmaster.pid'), 'utf8').split('\n');
    const url = `postgres://${context}_admin:${encodeURIComponent(logins.admin)}@127.0.0.1:${port}/${database}`;
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const postgres = () => path.join(config.dataDirectory, 'postgres');

  /** Compressed storage would hide a text from the scan. */
  const uncompressed = `do $$ declare c record; begin
    for c in select a.attrelid::regclass as of, a.attname as name from pg_attribute a join pg_class t on t.oid = a.attrelid
      join pg_namespace n on n.oid = t.relnamespace
      where t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attstorage in ('x', 'm')
        and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
    loop execute format('alter table %s alter column %I set storage external', c.of, c.name); end loop; end $$`;

  beforeAll(async () => {
    const preload = file('planted.cjs');
    fs.writeFileSync(preload, 'process.stderr.write(`${process.env.PLANTED} was planted\\n`);');
    const env = { PLANTED: planted['log of the app'] };
    const app = await startApp(config, { logFile: file('app.log'), preload, env });
    await asSuperuser(context, uncompressed);
    await asSuperuser(`${context}_keys`, uncompressed);
    await work(app, secret);
    const administrator = await ApiClient.signIn(app, 'administrator');
    // Three times each: a page of the write-ahead log may end in the middle of one.
    for (const one of ['first', 'second', 'third']) {
      const officer = { signInName: `planted.${one}`, name: planted['name of an officer'] };
      answered(await administrator.post('/api/v1/accounts', officer));
    }
    await ops('backup');
    await asSuperuser(
      context,
      'create schema planted; create table planted.planted (note text)',
      'alter table planted.planted alter note set storage external',
      `insert into planted.planted select '${planted.row} ${randomBytes(6000).toString('hex')}' from generate_series(1, 3)`,
      `do $$ begin raise log '% was planted', '${planted['log of PostgreSQL']}'; end $$`,
      'checkpoint',
    );
    await app.stop();
    await openBackups();
    fs.writeFileSync(path.join(config.dataDirectory, 'backups/planted'), planted['file of a backup']);
    hits = scanForCanaries([data], [...secrets, ...Object.values(planted)]);
  }, 240_000);

  afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

  /** What somebody would have who holds a backup and the backup key. */
  async function openBackups(): Promise<void> {
    const key = readBackupKey(backupKeyFile(config));
    fs.mkdirSync(file('opened'));
    for (const part of ['log', 'keys'] as const) {
      const directory = path.join(config.dataDirectory, 'backups', part);
      for (const name of fs.readdirSync(directory)) {
        const sealed = partFile(path.join(directory, name), part);
        const opened = fs.createWriteStream(file(`opened/${name}`));
        const opening = new Opening(key, purposeOf(context, part));
        await pipeline(fs.createReadStream(sealed), opening, createGunzip(), opened);
      }
    }
  }

  it('is in no file of the data directory, write-ahead log, backups and logs, in six encodings (R26, R41)', () => {
    expect(secrets.length).toBeGreaterThan(30);
    const found = hits.filter(hit => secrets.includes(hit.canary));
    expect(found.map(hit => `${hit.encoding} in ${path.relative(data, hit.file)}`)).toEqual([]);
  });

  it.each([
    ['data directory', /^[^/]+\/postgres\/base\//, ['row', 'name of an officer']],
    ['write-ahead log', /^[^/]+\/postgres\/pg_wal\//, ['row', 'name of an officer']],
    ['log of PostgreSQL', /^[^/]+\/postgres\/server\.log$/, ['log of PostgreSQL']],
    ['log of the app', /^app\.log$/, ['log of the app']],
    ['backups', /^[^/]+\/backups\//, ['file of a backup']],
    ['opened backup of the log', /^opened\//, ['name of an officer']],
  ] as const)('what is planted in the %s is found there', (_place, where, what) => {
    for (const name of what) {
      const files = hits
        .filter(hit => hit.canary === planted[name])
        .map(hit => path.relative(data, hit.file));
      expect([name, files.some(found => where.test(found)), files]).toEqual([name, true, files]);
    }
  });

  it('and sealed backups hold not even what is no secret in the database', () => {
    const backups = path.join(config.dataDirectory, 'backups');
    const named = hits.filter(hit => hit.canary === planted['name of an officer']);
    expect(named.filter(hit => hit.file.startsWith(`${backups}/`))).toEqual([]);
  });
});
