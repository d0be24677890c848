import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { opsProgram, type OpsCommand, type OpsInput, type OpsRun } from '@hub/platform';
import { Client } from 'pg';
import { bells } from '../bells.fixture';
import { entered } from './entered';
import { commandsOf } from './run-ops';

describe('calls of the operator', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-entered-'));
  fs.chmodSync(data, 0o755);
  const own = path.join(data, 'bells');
  const backups = path.join(own, 'backups/log');
  const asked: string[] = [];
  /** Keeps the embedded PostgreSQL running, and looks at it as its superuser. */
  const watch: OpsCommand = {
    name: 'watch',
    description: 'a look from beside',
    run: async run => {
      const { appUrl } = await run.databases();
      const { port } = new URL(appUrl);
      const logins = JSON.parse(fs.readFileSync(path.join(own, 'postgres-logins.json'), 'utf8')) as {
        admin: string;
      };
      const client = new Client(
        `postgres://bells_admin:${encodeURIComponent(logins.admin)}@127.0.0.1:${port}/bells`,
      );
      await client.connect();
      run.atEnd(() => client.end());
      const found: object[] = [];
      for (const statement of asked) found.push(...(await client.query(statement)).rows);
      return { found };
    },
  };
  afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

  const ops = async (...argv: string[]) => {
    const said = { out: '', err: '' };
    const program = opsProgram({
      ...{ context: 'bells', commands: [...commandsOf(bells), watch], env: { HUB_DATA: data } },
      stdout: text => (said.out += text),
      stderr: text => (said.err += text),
    });
    const code = await program.run([...argv, '--json']);
    const result = JSON.parse(said.out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    return { code, result, said: said.err + said.out };
  };
  const beside = async (...statements: string[]) => {
    asked.splice(0, asked.length, ...statements);
    return (await ops('watch')).result.found as Record<string, string>[];
  };
  const stand = async () =>
    (
      await beside(
        `select data::jsonb ->> 'kind' as kind, actor, purpose, data::jsonb #>> '{resource,id}' as id,
           data::jsonb #>> '{detail,act}' as act
         from access.log where type = 'AccessRecorded' order by position`,
      )
    ).map(({ kind, actor, purpose, id, act }) => [kind, actor, purpose, id, act].filter(Boolean).join(' '));
  const me = `ops:${os.userInfo().username}`;

  it('are none as long as the access log has not begun, so that a backup can be restored into it', async () => {
    expect((await ops('migrate')).code).toBe(0);
    expect((await ops('users')).code).toBe(0);
    expect((await ops('doctor')).code).toBe(0);
    expect(await stand()).toEqual([]);
  });

  it('stand in the access log with the user of the operating system, the one that made it begin too', async () => {
    await ops('users', '--first-administrator', 'anna.k', '--name', 'Anna K.');
    expect(await stand()).toEqual([`consultation ${me} operation users`]);
    for (const command of [['keys', 'list'], ['backup'], ['verify'], ['doctor'], ['migrate'], ['erase']])
      await ops(...command);
    expect((await stand()).slice(1)).toEqual([
      `alteration ${me} operation keys list`,
      `consultation ${me} operation backup`,
      `consultation ${me} operation verify`,
      `consultation ${me} operation doctor`,
      `alteration ${me} operation migrate`,
      `erasure ${me} operation erase`,
    ]);
  });

  it('do nothing when they cannot stand there; what finds faults says so and goes on', async () => {
    const before = fs.readdirSync(backups);
    await beside('alter table access.log add constraint nothing check (false) not valid');
    const refused = await ops('backup');
    expect([refused.code, fs.readdirSync(backups)]).toEqual([1, before]);
    expect(refused.said).toContain('the access log cannot be written, so nothing was done');
    const doctor = await ops('doctor');
    expect(doctor.said).toContain('not in the access log, which cannot be written');
    expect(Object.keys(doctor.result.checks ?? {}).length).toBeGreaterThan(3);
    await beside('alter table access.log drop constraint nothing');
    expect((await ops('backup')).code).toBe(0);
    expect((await stand()).length).toBe(8);
  });

  it('do nothing without databases, but for those that find faults', async () => {
    const done: string[] = [];
    const run = { actor: me, databases: () => Promise.reject(new Error('gone')) } as unknown as OpsRun;
    const call = (name: string) =>
      entered({ ...watch, name, run: async () => void done.push(name) }).run(run, {
        args: [],
      } as unknown as OpsInput);
    await expect(call('drill')).rejects.toThrow('gone');
    await call('doctor');
    expect(done).toEqual(['doctor']);
  });

  it('never bring a name into the access log', async () => {
    await ops('erase', 'Arta Gjoka');
    const log = await beside('select data::text as data from access.log');
    expect(log.filter(({ data }) => data?.includes('Gjoka'))).toEqual([]);
    const id = '0b9c7d3e-1c55-4a36-9e0d-7a4d0f3f5a11';
    await ops('erase', id);
    const [last] = await beside(`select count(*)::text as n from access.log where data::text like '%${id}%'`);
    expect(last?.n).toBe('1');
  });

  it('must be told how to stand there: a command that is not cannot be', () => {
    expect(() => entered({ ...watch, name: 'peek' })).toThrow('peek: how does it stand in the access log?');
  });
});
