import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient } from '@hub/testing';
import { victims } from '../victims';

interface Listed {
  readonly id: string;
  readonly person: string;
}

describe('the first start of the sandbox', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-sandbox-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer(victims, readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0' }));
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('leaves three hundred cases and more, as the supervisor sees', async () => {
    const { readModels, store } = server.assembly;
    expect(await readModels.waitFor(await store.head(), 60_000)).toBe(true);
    const { rows } = await readModels.query<{ n: number }>('select count(*)::int as n from case_file');
    expect(rows[0]?.n).toBeGreaterThanOrEqual(300);
  }, 60_000);

  it('gives the officer cases of their own and something to do', async () => {
    const officer = await ApiClient.signIn(server, 'officer');
    const mine = await officer.get('/api/v1/cases?mine=true&limit=200');
    expect(mine.body.cases.length).toBeGreaterThan(50);
    const tasks = await officer.get('/api/v1/tasks');
    expect(tasks.body.tasks.length).toBeGreaterThan(10);
    expect((await officer.get('/api/v1/quality')).body.missing.length).toBeGreaterThan(0);
  });

  it('lets the seeded persons be found by name', async () => {
    const { nameIndex, store } = server.assembly;
    expect(await nameIndex?.waitFor(await store.head(), 60_000)).toBe(true);
    const officer = await ApiClient.signIn(server, 'officer');
    const { cases } = (await officer.get('/api/v1/cases?mine=true&limit=1')).body as { cases: Listed[] };
    const person = cases[0]?.person ?? '';
    const { identity } = (await officer.for('case_work').get(`/api/v1/persons/${person}/identity`)).body;
    const sought = { given: identity.given.value, family: identity.family.value };
    const found = await officer.for('case_work').post('/api/v1/persons/searches', sought);
    expect(found.status).toBe(200);
    expect(found.body.persons.map(({ person: id }: Listed) => id)).toContain(person);
  }, 60_000);

  it('is told nothing twice: a second start leaves the log as it is, also one that finds the first cut off', async () => {
    const { store } = server.assembly;
    const head = await store.head();
    await server.close();
    const unfinished = path.join(server.assembly.config.dataDirectory, 'seeding');
    expect(fs.existsSync(unfinished)).toBe(false);
    fs.writeFileSync(unfinished, '');
    server = await startServer(victims, readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0' }));
    expect(await server.assembly.store.head()).toBe(head);
    expect(fs.existsSync(unfinished)).toBe(false);
  }, 120_000);
});
