import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Act } from '@hub/event-store';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, answered, PaperBrowser } from '@hub/testing';
import { v4 } from 'uuid';
import { Case, type CaseFact } from '../case/case';
import { caseIdOf, caseReference } from '../reference';
import { victims } from '../victims';

const NEAR = 'al-police-01';
const FAR = 'al-police-02';
/** Year of birth of the first person; everybody else is younger, so that nobody is taken for another. */
const BORN = 1980;
const on = { 'on-day': '5', 'on-month': '3', 'on-year': '2026' };

describe('what an officer is shown of other offices', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-beyond-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let officer: PaperBrowser;
  let supervisor: PaperBrowser;
  let api: ApiClient;
  let people = 0;

  const caughtUp = async () => {
    const { readModels, store } = server.assembly;
    expect(await readModels.waitFor(await store.head(), 20_000)).toBe(true);
  };
  const person = async (family: string): Promise<string> => {
    const known = { given: 'Arta', family, birth: `${BORN + people++}-05-05`, on: '2026-03-01' };
    return answered(await api.post('/api/v1/persons', known)).id as string;
  };
  const register = async (of: string, organisation: string, sealed = false) => {
    const command = v4();
    const reference = caseReference(command, 2026, 0);
    const facts: CaseFact[] = [
      {
        type: 'CaseRegistered',
        data: { reference, person: of, on: '2026', organisation, organisationType: 'police' },
      },
      ...(sealed ? [{ type: 'CaseSealed', data: { person: of, note: 'note' } } as const] : []),
    ];
    const act: Act = { command, actor: 'system:test', provenance: 'synthetic' };
    await server.assembly.history.create(Case, caseIdOf(reference), () => facts, act);
    return { id: caseIdOf(reference), reference };
  };

  beforeAll(async () => {
    const config = readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' });
    server = await startServer(victims, config);
    officer = await new PaperBrowser(server).signIn('officer', 'en');
    supervisor = await new PaperBrowser(server).signIn('supervisor', 'en');
    api = await ApiClient.signIn(server, 'officer');
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('tells that a person is known elsewhere and whom to ask, and never which case it is', async () => {
    const known = await person('Përtejtest');
    const near = await register(known, NEAR);
    const far = await register(known, FAR);
    const secret = await register(known, 'al-social-01', true);
    await caughtUp();
    const form = { given: 'Arta', family: 'Përtejtest', 'birth-day': '5', 'birth-month': '5' };
    const asked = { ...form, 'birth-year': String(BORN), ...on, organisation: NEAR };
    const pages: Record<string, string> = {};
    await officer.get('/cases/new');
    await officer.submit('/cases/new', asked);
    pages.duplicates = officer.page;
    await officer.get('/search');
    await officer.submit('/search', { ...asked, purpose: 'duplicate_check' });
    pages.search = officer.page;
    for (const [name, page] of Object.entries(pages)) {
      expect([name, page.includes(near.reference), page.includes(near.id)]).toEqual([name, true, true]);
      expect(page).toContain('A case beyond your reach: ask ');
      for (const { id, reference } of [far, secret]) {
        expect([name, page.includes(reference), page.includes(id)]).toEqual([name, false, false]);
      }
      // That the third case exists is sealed, and so is where.
      expect(page.match(/A case beyond your reach/g)).toHaveLength(1);
    }
    // The control: who reaches every case is shown them all.
    await supervisor.get('/search');
    await supervisor.submit('/search', { ...asked, purpose: 'duplicate_check' });
    for (const { reference } of [near, far, secret]) expect(supervisor.page).toContain(reference);
    expect(supervisor.page).not.toContain('beyond your reach');
  });

  it('names the supervisor where no case of a known person may be seen', async () => {
    const known = await person('Vetëmtest');
    await register(known, FAR, true);
    await caughtUp();
    await officer.get('/search');
    const asked = { given: 'Arta', family: 'Vetëmtest', 'birth-year': String(BORN + 1) };
    await officer.submit('/search', { ...asked, purpose: 'duplicate_check' });
    expect(officer.text).toContain('No case that you may see: ask the supervisor.');
  });

  it('keeps no draft about a case beyond reach, and does not tell it from one that does not exist', async () => {
    const known = await person('Drafttest');
    const [near, far] = [await register(known, NEAR), await register(known, FAR)];
    const secret = await register(known, NEAR, true);
    await caughtUp();
    await officer.get(`/cases/${near.id}/sections/profile`);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(officer.page)?.[1] ?? '';
    const keep = async (id: string) => {
      await officer.submit(`/drafts?form=cases/${id}/sections/profile`, { _csrf: csrf, sex: 'female' });
      return { status: officer.status, text: officer.text.replaceAll(id, '') };
    };
    const absent = await keep(v4());
    expect(absent.status).toBe(404);
    for (const { id } of [far, secret]) expect(await keep(id)).toEqual(absent);
    expect((await keep(near.id)).status).toBe(200); // the control
    await officer.get('/');
    const drafts = [...officer.page.matchAll(/discard\?form=([^"]+)"/g)].map(([, form = '']) =>
      decodeURIComponent(form),
    );
    expect(drafts.filter(form => form !== 'cases/new')).toEqual([`cases/${near.id}/sections/profile`]);
  });

  it('puts the erasure of a survivor before the second person whose cases all came from absorbed persons', async () => {
    const [survivor, absorbed] = [await person('Mbijetuestest'), await person('Përthithurtest')];
    const only = await register(absorbed, NEAR);
    const chief = await ApiClient.signIn(server, 'supervisor');
    answered(await chief.post(`/api/v1/persons/${survivor}/merges`, { absorbed, note: 'same' }));
    answered(await chief.post(`/api/v1/persons/${survivor}/erasures`, { ground: 'consent_withdrawn' }));
    await caughtUp();
    await supervisor.get('/decisions');
    expect(supervisor.links(/\/erasure$/)).toEqual([`/cases/${only.id}/erasure`]);
    await supervisor.get(`/cases/${only.id}/erasure`);
    expect(supervisor.text).toContain('Asked for');
  });

  it('refuses to merge a forgotten person into another, in whichever direction', async () => {
    const [gone, other] = [await person('Harruartest'), await person('Tjetërtest')];
    await register(gone, NEAR);
    await register(other, NEAR);
    await caughtUp();
    const chief = await ApiClient.signIn(server, 'supervisor');
    answered(await api.post(`/api/v1/persons/${gone}/erasures`, { ground: 'consent_withdrawn' }));
    answered(await chief.post(`/api/v1/persons/${gone}/erasures/approvals`));
    for (const [survivor, absorbed] of [
      [other, gone],
      [gone, other],
    ]) {
      const answer = await chief.post(`/api/v1/persons/${survivor}/merges`, { absorbed, note: 'same' });
      expect([answer.status, answer.body.type]).toEqual([409, 'victims.person.forgotten']);
    }
  });
});
