import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicial } from '@hub/judicial';
import { opsProgram, readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, answered, type ApiAnswer } from '@hub/testing';
import { victims } from '@hub/victims';
import { commandsOf } from '../../libs/runtime/src/ops/run-ops';

/** What the people of a context do about a person, over the interface. */
interface Desk {
  register(family: string): Promise<string>;
  forget(person: string): Promise<void>;
  identity(person: string): Promise<ApiAnswer>;
  search(family: string): Promise<readonly string[]>;
}

async function victimsDesk(server: RunningServer): Promise<Desk> {
  const officer = await ApiClient.signIn(server, 'officer');
  const supervisor = await ApiClient.signIn(server, 'supervisor');
  let born = 1960;
  return {
    register: async family => {
      const known = { given: 'Arta', family, birth: `${born++}-05-17`, on: '2026-03-01' };
      const person: string = answered(await officer.post('/api/v1/persons', known)).id;
      const opening = { person, on: '2026-03-01', organisation: 'al-police-01' };
      answered(await officer.post('/api/v1/cases', opening));
      return person;
    },
    forget: async person => {
      const erasures = `/api/v1/persons/${person}/erasures`;
      answered(await officer.post(erasures, { ground: 'request_of_the_person' }));
      answered(await supervisor.post(`${erasures}/approvals`));
    },
    identity: person => officer.for('right_of_the_person').get(`/api/v1/persons/${person}/identity`),
    search: async family => {
      const sought = { given: 'Arta', family };
      const found = await officer.for('case_work').post('/api/v1/persons/searches', sought);
      return (answered(found, 200).persons as { person: string }[]).map(({ person }) => person);
    },
  };
}

async function judicialDesk(server: RunningServer): Promise<Desk> {
  const prosecutor = (await ApiClient.signIn(server, 'prosecutor')).for('proceedings');
  const chief = (await ApiClient.signIn(server, 'chief_prosecutor')).for('supervision');
  const legalBasis = ['AL-110a'];
  let born = 1960;
  return {
    register: async family => {
      const identity = { given: 'Arta', family, birth: `${born++}-05-17` };
      const known = { kind: 'natural', identity };
      const person: string = answered(await prosecutor.post('/api/v1/persons', known)).id;
      const opening = { openedOn: '2025-01-10', origin: 'police_own', legalBasis };
      const id: string = answered(await prosecutor.post('/api/v1/cases', opening)).id;
      const suspect = { person, kind: 'natural', on: '2025-01-11', legalBasis };
      answered(await prosecutor.post(`/api/v1/cases/${id}/suspects`, suspect));
      return person;
    },
    forget: async person => {
      const erasures = `/api/v1/persons/${person}/erasures`;
      answered(await prosecutor.post(erasures, { ground: 'unlawful_processing' }));
      answered(await chief.post(`${erasures}/approvals`));
    },
    identity: person => prosecutor.get(`/api/v1/persons/${person}/identity`),
    search: async family => {
      const sought = { given: 'Arta', family };
      const found = await prosecutor.post('/api/v1/persons/searches', sought);
      return (answered(found, 200).persons as { person: string }[]).map(({ person }) => person);
    },
  };
}

const GONE = 'Harruarprova';
const KEPT = 'Mbajturprova';

describe.each([
  { definition: victims, deskOf: victimsDesk },
  { definition: judicial, deskOf: judicialDesk },
])('a backup of $definition.name that is older than an erasure', ({ definition, deskOf }) => {
  const { name: context } = definition;
  const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-restored-${context}-`));
  fs.chmodSync(data, 0o755);
  const envOf = (place: string) => ({
    ...{ HUB_DATA: path.join(data, place), HUB_SEED: '0' },
    [`${context.toUpperCase()}_PORT`]: '0',
  });
  const configOf = (place: string) => readConfig(context, envOf(place));
  const people = { gone: '', kept: '' };
  /** Whatever somebody could have kept of the day before the erasure: both parts of the backup, and every key. */
  const old = { keys: path.join(data, 'old-keys'), log: '', keystore: '' };

  const ops = async (place: string, ...argv: string[]): Promise<Record<string, unknown>> => {
    const said = { out: '', err: '' };
    const program = opsProgram({
      ...{ context, commands: commandsOf(definition), env: envOf(place) },
      stdout: text => (said.out += text),
      stderr: text => (said.err += text),
    });
    const code = await program.run([...argv, '--json']);
    if (code !== 0) throw new Error(`${argv[0]} ends with ${code}: ${said.out} ${said.err}`);
    return JSON.parse(said.out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
  };

  async function serving<Answer>(place: string, work: (desk: Desk) => Promise<Answer>): Promise<Answer> {
    const server = await startServer(definition, configOf(place));
    try {
      const { store, readModels, nameIndex } = server.assembly;
      const head = await store.head();
      expect(await readModels.waitFor(head, 20_000)).toBe(true);
      expect(await nameIndex?.waitFor(head, 20_000)).toBe(true);
      return await work(await deskOf(server));
    } finally {
      await server.close();
    }
  }

  beforeAll(async () => {
    await serving('first', async desk => {
      people.gone = await desk.register(GONE);
      people.kept = await desk.register(KEPT);
    });
    const saved = await ops('first', 'backup');
    old.log = (saved.log as { directory: string }).directory;
    old.keystore = (saved.keys as { directory: string }).directory;
    fs.cpSync(configOf('first').keyDirectory, old.keys, { recursive: true });
    await serving('first', async desk => {
      expect((await desk.identity(people.gone)).text).toContain(GONE);
      await desk.forget(people.gone);
      expect((await desk.identity(people.gone)).text).not.toContain(GONE);
    });
  }, 240_000);

  afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

  /** Restores the old backup into a new installation, and looks who is known there. */
  async function restoredInto(place: string, { revocations }: { revocations: boolean }) {
    const [before, now] = [configOf('first'), configOf(place)];
    fs.mkdirSync(now.dataDirectory, { recursive: true });
    fs.cpSync(old.keys, now.keyDirectory, { recursive: true });
    const file = 'revocations.ndjson';
    if (revocations) {
      fs.copyFileSync(path.join(before.dataDirectory, file), path.join(now.dataDirectory, file));
    }
    const { forgotten } = await ops(place, 'restore', '--from', old.log, '--keys-from', old.keystore);
    return serving(place, async desk => {
      const read = async (person: string) => (await desk.identity(person)).text;
      return {
        forgotten,
        gone: (await read(people.gone)).includes(GONE),
        kept: (await read(people.kept)).includes(KEPT),
        found: [...(await desk.search(GONE)), ...(await desk.search(KEPT))],
      };
    });
  }

  it('never brings the person back, although its keys and keystore could (R31)', async () => {
    expect(await restoredInto('restored', { revocations: true })).toEqual({
      forgotten: expect.any(Number) as number,
      gone: false,
      kept: true,
      found: [people.kept],
    });
  }, 120_000);

  it('is a danger indeed: without the revocation file it would', async () => {
    expect(await restoredInto('blind', { revocations: false })).toEqual({
      forgotten: 0,
      gone: true,
      kept: true,
      found: [people.gone, people.kept],
    });
  }, 120_000);
});
