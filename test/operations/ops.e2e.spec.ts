import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answered, ApiClient, liveServer } from '@hub/testing';
import { freePort, killAll, npm, processesOf, scratchDirectory, type Run } from '../launch/hub.fixture';

/** The operator's commands as they are typed, beside a server that runs and without one. */
describe('npm run ops', () => {
  const data = scratchDirectory('ops');
  const backups = { log: path.join(data, 'backups-log'), keys: path.join(data, 'backups-keys') };
  let ports: { victims: string; judicial: string };
  let settings: Record<string, string>;
  let hub: Run;
  let officer: ApiClient;
  let person = '';

  beforeAll(async () => {
    ports = { victims: await freePort(), judicial: await freePort() };
    const log = { HUB_LOG_FILE: path.join(data, 'hub.log') };
    const listen = { VICTIMS_PORT: ports.victims, JUDICIAL_PORT: ports.judicial };
    settings = { HUB_DATA: data, HUB_SEED: '0', ...log, ...listen };
    hub = npm(['start'], settings);
    await hub.says('sandbox sign-ins:\n');
    officer = await ApiClient.signIn(liveServer(ports.victims, 'victims.localhost'), 'officer');
    const known = { given: 'Arta', family: 'Provuese', birth: '1999-02-03', on: '2026-03-01' };
    ({ id: person } = answered(await officer.post('/api/v1/persons', known)));
    const witness = path.join(data, 'victims/signer/events.witness');
    while (!fs.existsSync(witness)) await sleep(100);
  });
  afterAll(() => {
    killAll(data);
    fs.rmSync(data, { recursive: true, force: true });
  });

  async function ops(line: string) {
    const run = npm(['run', '--silent', 'ops', '--', ...line.split(' '), '--json'], settings);
    const code = await run.exit;
    const last = run.output().trimEnd().split('\n').at(-1) ?? '';
    return { code, said: JSON.parse(last) as unknown, errors: run.errors() };
  }

  const newest = (directory: string) =>
    path.join(directory, fs.readdirSync(directory).sort().at(-1) ?? 'nothing');
  /** What is typed, and what the one object at the end holds. */
  const commands: readonly [string, () => string, object][] = [
    ['migrate', () => 'victims migrate', { migrated: true }],
    [
      'table',
      () => 'victims table VI03 --by year,sex',
      { indicator: 'VI03', rows: expect.any(Array) as unknown },
    ],
    ['rebuild', () => 'victims rebuild', { rebuilt: true }],
    ['verify', () => 'victims verify', { events: { verdict: 'proven' }, access: { verdict: 'proven' } }],
    ['backup', () => `victims backup --to ${backups.log} --keys-to ${backups.keys} --create-key`, {}],
    ['drill', () => `victims drill --from ${newest(backups.log)} --keys-from ${newest(backups.keys)}`, {}],
    [
      'doctor',
      () => 'victims doctor',
      { checks: { database: { ok: true }, log: { ok: true }, proof: { ok: true } } },
    ],
    ['users', () => 'victims users', { accounts: expect.any(Array) as unknown }],
    ['keys list', () => 'victims keys list', { epochs: expect.any(Array) as unknown }],
    ['judicial table', () => 'judicial table JI06', { indicator: 'JI06' }],
    ['judicial doctor', () => 'judicial doctor', { checks: { database: { ok: true }, log: { ok: true } } }],
  ];
  /** Refused, and said so in the object, too. */
  const refused: readonly [string, string, number, string][] = [
    ['an unknown command', 'victims nonsense', 2, 'platform.usage'],
    ['an option that is missing', 'victims users --first-administrator anna.k', 2, 'platform.ops'],
    ['a table that does not exist', 'victims table VI99', 1, ''],
  ];

  describe('while the server runs', () => {
    /** Both databases answer, and the session from before is still one. */
    async function expectServed(): Promise<void> {
      for (const port of Object.values(ports))
        expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
      expect(answered(await officer.get(`/api/v1/persons/${person}`), 200).id).toBe(person);
    }

    it.each(commands)('%s ends with one object, and the server goes on', async (_, line, expected) => {
      const { code, said, errors } = await ops(line());
      expect([errors, code, said]).toEqual([errors, 0, expect.objectContaining({})]);
      expect(said).toMatchObject(expected);
      await expectServed();
    });

    it.each(refused)('%s is refused', async (_, line, exit, reason) => {
      const { code, said, errors } = await ops(line);
      expect([code, said]).toEqual([
        exit,
        {
          error: { code: reason || (expect.any(String) as unknown), message: expect.any(String) as unknown },
        },
      ]);
      expect(errors).toMatch(/^error: [^\n]+\n$/);
      await expectServed();
    });
  });

  describe('without a server', () => {
    beforeAll(async () => {
      hub.ctrlC();
      await hub.exit;
    });

    const beside = ['drill', 'keys list', 'judicial table', 'judicial doctor'];
    const alone = commands.filter(([name]) => !beside.includes(name));

    it.each(alone)('%s ends with one object, and leaves nothing running', async (_, line, expected) => {
      const { code, said, errors } = await ops(line());
      expect([errors, code, said]).toEqual([errors, 0, expect.objectContaining({})]);
      expect(said).toMatchObject(expected);
      expect([...processesOf(data).values()]).toEqual([]);
    });
  });
});
