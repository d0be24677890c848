import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, PaperBrowser, type ApiAnswer } from '@hub/testing';
import { judicial } from '../judicial';

let data: string;
let server: RunningServer;
let prosecutor: ApiClient;

beforeAll(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-search-'));
  fs.chmodSync(data, 0o755);
  const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
  server = await startServer(judicial, readConfig('judicial', env));
  prosecutor = (await ApiClient.signIn(server, 'prosecutor')).for('proceedings');
}, 240_000);

afterAll(async () => {
  await server?.close();
  fs.rmSync(data, { recursive: true, force: true });
});

/** Read models and the index of names know everything that was recorded. */
async function known(answer: ApiAnswer) {
  if (![200, 201].includes(answer.status)) throw new Error(`${answer.status}: ${answer.text}`);
  const position = await server.assembly.store.head();
  await server.assembly.readModels.waitFor(position, 60_000);
  await server.assembly.nameIndex?.waitFor(position, 60_000);
  return answer.body as { id: string; reference: string };
}

const identity = { given: 'Đorđe', family: 'Živković', birth: '1984-05-17' };

describe('searches in the judicial database', () => {
  it('find a person across scripts by two parts of a name, and tell the cases but no name', async () => {
    const { id } = await known(await prosecutor.post('/api/v1/persons', { kind: 'natural', identity }));
    const sought = { given: 'Ѓорѓе', family: 'Живковиќ' };
    const found = await prosecutor.post('/api/v1/persons/searches', sought);
    expect(found.body).toMatchObject({ persons: [{ person: id, cases: [] }] });
    expect(found.body.persons[0].reasons.length).toBeGreaterThan(0);
    expect(found.text).not.toMatch(/ivkovi|1984/);
    const little = await prosecutor.with({ 'accept-language': 'mk' }).post('/api/v1/persons/searches', {
      family: 'Живковиќ',
    });
    expect([little.status, little.body.type]).toEqual([422, 'vault.search-needs-two']);
  });

  it('come before a registration: who may be the same is proposed with the reason, in the reader’s language', async () => {
    const again = { kind: 'natural', identity: { ...identity, given: 'Djordje' } };
    const stopped = await prosecutor.with({ 'accept-language': 'ro' }).post('/api/v1/persons', again);
    expect([stopped.status, stopped.body.type]).toEqual([409, 'judicial.person.possible-duplicates']);
    expect(stopped.body.detail ?? stopped.body.title).toContain('persoană');
    const [{ person, reasons }] = stopped.body.duplicates;
    expect(reasons.length).toBeGreaterThan(0);
    await known(await prosecutor.post('/api/v1/persons', { ...again, notSameAs: [person] }));
  });

  it('find a case by its official number within the own office only', async () => {
    const opening = { openedOn: '2024-01-10', origin: 'police_own', legalBasis: ['AL-110a'] };
    const opened = await known(await prosecutor.post('/api/v1/cases', opening));
    await known(await prosecutor.put(`/api/v1/cases/${opened.id}/official-number`, { number: 'PP 17/2024' }));
    const search = (who: ApiClient, number: string) => who.post('/api/v1/cases/searches', { number });
    const found = await search(prosecutor, 'pp17 / 2024');
    expect([found.status, found.body]).toEqual([
      200,
      { cases: [{ id: opened.id, reference: opened.reference }] },
    ]);
    expect((await search(prosecutor, 'PP 17/2025')).body).toEqual({ cases: [] });
    const analyst = (await ApiClient.signIn(server, 'analyst')).for('statistics');
    expect((await search(analyst, 'PP 17/2024')).status).toBe(403);
    const transfer = { on: '2024-02-01', office: 'al-spak', reason: 'competence' };
    const chief = (await ApiClient.signIn(server, 'chief_prosecutor')).for('proceedings');
    await known(await chief.post(`/api/v1/cases/${opened.id}/transfers`, transfer));
    expect((await search(prosecutor, 'PP 17/2024')).body).toEqual({ cases: [] });
  });

  it('tell of a case within reach which one it is, and of another only whom to ask, on every surface', async () => {
    const opening = { openedOn: '2024-03-10', origin: 'police_own', legalBasis: ['AL-110a'] };
    const who = { given: 'Besnik', family: 'Hasanllari', birth: '1981-01-30' };
    const { id: person } = await known(
      await prosecutor.post('/api/v1/persons', { kind: 'natural', identity: who }),
    );
    const about = await known(await prosecutor.post('/api/v1/cases', opening));
    const suspect = { person, kind: 'natural', on: '2024-03-12', legalBasis: ['AL-110a'] };
    await known(await prosecutor.post(`/api/v1/cases/${about.id}/suspects`, suspect));
    const own = await known(await prosecutor.post('/api/v1/cases', { ...opening, openedOn: '2024-03-11' }));

    const browser = await new PaperBrowser(server).signIn('prosecutor', 'mk');
    const form = `/proceedings/${own.id}/persons/new`;
    const told = async () => {
      const search = { given: 'Бесник', family: 'Хасанлари' };
      const { body, text } = await prosecutor.post('/api/v1/persons/searches', search);
      const stopped = await prosecutor.post('/api/v1/persons', { kind: 'natural', identity: who });
      expect(stopped.status).toBe(409);
      await browser.get(form);
      await browser.submit(form, {
        ...{ kind: 'natural', legalBasis: 'AL-110a', given: who.given, family: who.family },
        ...{ 'on-day': '12', 'on-month': '3', 'on-year': '2024' },
        ...{ 'birth-day': '30', 'birth-month': '1', 'birth-year': '1981' },
      });
      const [{ cases, elsewhere }] = body.persons;
      const shown = [text, stopped.text, browser.page].filter(one => one.includes(about.reference)).length;
      return { cases, elsewhere, shown };
    };
    const { reference } = about;
    expect(await told()).toEqual({ cases: [{ id: about.id, reference }], elsewhere: [], shown: 2 });

    const transfer = { on: '2024-04-01', office: 'al-spak', reason: 'competence' };
    const chief = (await ApiClient.signIn(server, 'chief_prosecutor')).for('proceedings');
    await known(await chief.post(`/api/v1/cases/${about.id}/transfers`, transfer));
    expect(await told()).toEqual({ cases: [], elsewhere: ['al-spak'], shown: 0 });
    expect(browser.text).toContain('предмет надвор од Вашиот пристап');
  });
});
