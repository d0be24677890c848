import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessLog, Accounts } from '@hub/access';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { v4 } from 'uuid';
import { Case, type CaseFact } from '../case/case';
import { caseIdOf, caseReference } from '../reference';
import { victims } from '../victims';

const day = (date: string, name = 'on') => ({
  [`${name}-day`]: date,
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
});
const CASE = /^\/cases\/[0-9a-f-]{36}$/;

describe('the workspace of the victim database', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victim-workspace-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let officer: PaperBrowser;
  let supervisor: PaperBrowser;
  /** One case with a referral and an offer that wait for an answer. */
  let file = '';

  const signIn = (role: string, lang = 'en') => new PaperBrowser(server).signIn(role, lang);
  const record = async (browser: PaperBrowser, form: string, answers: Record<string, string | string[]>) => {
    await browser.get(form);
    return browser.submit(form.replace(/(\?about=answers)?(#.*)?$/, ''), answers);
  };
  const register = async (family: string) => {
    await officer.get('/cases/new');
    const organisation =
      /name="organisation"[\s\S]*?<option value="([^"]+)" selected/.exec(officer.page)?.[1] ?? '';
    await officer.submit('/cases/new', {
      given: 'Arta',
      family,
      'birth-year': '1999',
      ...day('5'),
      organisation,
    });
    return officer.address.split('?')[0] ?? '';
  };
  const chosen = (name: string) =>
    new RegExp(`name="${name}"[\\s\\S]*?<option value="([^"]+)"`).exec(
      officer.page.slice(officer.page.indexOf(`name="${name}"`)).replace('<option value=""', ''),
    )?.[1] ?? '';

  beforeAll(async () => {
    const config = readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' });
    server = await startServer(victims, config);
    officer = await signIn('officer');
    supervisor = await signIn('supervisor');
    file = await register('Workspacetest');
    await record(officer, `${file}/record/status-decision`, { status: 'presumed', ...day('6') });
    await record(officer, `${file}/record/consent`, { status: 'given', ...day('6') });
    await officer.get(`${file}/record/referral`);
    const to = chosen('to');
    await officer.submit(`${file}/record/referral`, { to, needs: ['legal_aid'], ...day('7') });
    await record(officer, `${file}/record/assistance`, { types: ['legal_aid'], provider: to, ...day('8') });
    expect(officer.text).toContain('Recorded');
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('lists what waits, of one kind where asked, each with the step that settles it', async () => {
    await officer.get('/tasks?kind=answer_referral');
    expect(officer.text).toContain('Answer to a referral');
    expect(officer.text).not.toContain('Decision on victim status, V-');
    const [accept = ''] = officer.links(/record\/referral-accepted\?about=/);
    await record(officer, accept, day('9'));
    expect(officer.text).toContain('Recorded: Referral accepted');
    await officer.get('/tasks?kind=answer_referral');
    expect(officer.links(/record\/referral-accepted/)).toEqual([]);
    await officer.get(file);
    expect(officer.links(/record\/referral-returned\?about=/)).toHaveLength(1);
    expect(officer.text).toMatch(/Referral accepted Date: 9 March 2026/);
    expect(officer.links(/\/correct\//).length).toBeGreaterThan(2);
  });

  it('keeps the draft of an answer with the referral it answers, apart from that of another', async () => {
    const form = `${file}/record/referral`;
    for (const date of ['10', '11']) {
      await officer.get(form);
      await officer.submit(form, { to: chosen('to'), needs: ['medical'], ...day(date) });
    }
    await officer.get(file);
    const answers = [...new Set(officer.links(/record\/referral-declined\?about=/))];
    expect(answers).toHaveLength(2);
    for (const [at, note] of ['Full until May', 'No doctor'].entries()) {
      await officer.get(answers[at] ?? '');
      await officer.submit(answers[at] ?? '', { note, ...day('12'), _save: 'draft' });
    }
    const drafts = () =>
      [...officer.page.matchAll(/discard\?form=([^"]+referral-declined[^"]+)"/g)]
        .map(([, form = '']) => `/${decodeURIComponent(form)}`)
        .sort();
    await officer.get('/');
    expect(drafts()).toEqual(answers.toSorted());
    await officer.get(answers[0] ?? '');
    expect(officer.page).toContain('Full until May');
    expect(officer.page).not.toContain('No doctor');
    await officer.submit(answers[0] ?? '', { note: 'Full until May', ...day('12') });
    expect(officer.text).toContain('Recorded');
    await officer.get('/');
    expect(drafts()).toEqual([answers[1]]);
  });

  it('narrows the timeline to one kind of entry', async () => {
    await officer.get(`${file}/timeline`);
    const all = Number(/(\d+) entries/.exec(officer.text)?.[1]);
    await officer.get(`${file}/timeline?kind=consent`);
    expect(officer.text).toContain('1 entry');
    expect(all).toBeGreaterThan(4);
  });

  it('keeps filters under a name, hands the list out as a file, and says what a filter hides', async () => {
    await register('Second');
    await officer.get('/cases?stage=registered&sort=reference');
    expect(officer.links(CASE)).toHaveLength(1);
    await officer.submit('/cases/filters', { name: 'Fresh ones' });
    expect(officer.links(/stage=registered&sort=reference/).length).toBeGreaterThan(0);
    expect(officer.text).toContain('Fresh ones');
    await officer.get('/cases/file?stage=registered');
    expect(officer.page.trim().split('\n')).toHaveLength(2);
    expect(officer.page).toContain(';Registered;');
    await officer.get('/cases?stage=registered&year=2020');
    expect(officer.text).toContain('No case matches');
    expect(officer.text).toMatch(/Without “Year of registration: 2020”: 1 case/);
    await officer.get('/cases');
    await officer.submit('/cases/filters', {
      name: 'Odd',
      query: 'stage=registered&sex=Arta Provë&unknown=x',
    });
    expect(officer.address).toBe('/cases?stage=registered');
    await officer.submit('/cases/filters', { remove: 'Odd' });
    await officer.get('/cases');
    await officer.submit('/cases/filters', { remove: 'Fresh ones' });
    expect(officer.text).not.toContain('Fresh ones');
    const log = server.app.get(AccessLog, { strict: false });
    const [entry] = await log.read(
      { kind: 'disclosure', resource: { kind: 'case.list' } },
      { actor: 'test', purpose: 'lawfulness-check' },
    );
    expect(entry).toMatchObject({ recipient: 'csv', detail: { rows: 1, filter: 'stage=registered' } });
  });

  it('shows the supervisor who looked at a case, and nobody else', async () => {
    await officer.get(`${file}/access`);
    expect(officer.status).toBe(403);
    await supervisor.get(`${file}/access`);
    expect(supervisor.text).toContain('Training officer');
    expect(supervisor.text).toContain('consultation');
  });

  it('tells who is writing in a section, and lets the second person take over without losing anything', async () => {
    const form = `${file}/sections/transport`;
    await officer.get(form);
    await officer.submit(form, { trafficking_scope: 'internal', _save: 'draft' });
    const second = await signIn('trainer');
    await second.get(form);
    expect(second.text).toContain('Training officer is writing in this section');
    expect(second.page).not.toContain('name="trafficking_scope"');
    await second.get(second.links(/over=1/)[0] ?? '');
    await second.submit(form, { trafficking_scope: 'cross_border' });
    expect(second.status).toBe(200);
    await officer.get(form);
    expect(officer.page).toMatch(/value="internal" checked/);
    await officer.submit(form, { trafficking_scope: 'internal' });
    expect(officer.status).toBe(409);
    expect(officer.text).toContain('Somebody recorded this section meanwhile');
    expect(officer.page).toMatch(/value="internal" checked/);
  });

  it('comes back to the answers from the field that was changed there', async () => {
    await officer.get(`${file}/answers`);
    const [change = ''] = officer.links(/sections\/profile\?about=answers#sex$/);
    await officer.get(change.split('#')[0] ?? '');
    await officer.submit(`${file}/sections/profile`, { sex: 'female', citizenship: ['AL', '', 'unknown'] });
    expect(officer.address).toContain(`${file}/answers`);
    expect(officer.text).toMatch(/V23 Citizenship Albania/);
    await officer.get(`${file}/sections/profile`);
    await officer.submit(`${file}/sections/profile`, { sex: 'female', 'citizenship-missing': 'unknown' });
    await officer.get(`${file}/answers`);
    expect(officer.text).toMatch(/V23 Citizenship Before: Albania → Now: Unknown/);
  });

  it('takes out what never happened only for whom may record it in error', async () => {
    const trainer = await signIn('trainer');
    await officer.get(`${file}/timeline?kind=assistance`);
    const [correct = ''] = officer.links(/\/correct\//);
    await trainer.get(correct);
    expect(trainer.page).not.toContain('in-error');
    await trainer.submit(correct, { correctionReason: 'typing_error', correctionNote: 'x' });
    const refused = await trainer.submit(`${correct}/in-error`, {});
    expect(refused.status).toBe(403);
    await officer.get(correct);
    expect(officer.page).toContain(`formaction="${correct}/in-error"`);
    await officer.submit(correct, { correctionReason: 'typing_error' });
    expect(officer.status).toBe(422);
  });

  it('says what an erasure takes and leaves, and puts it before a second person', async () => {
    const other = await register('Erasuretest');
    const asker = await signIn('supervisor');
    await asker.get(`${other}/erasure`);
    expect(asker.text).toContain('Published figures: none of them changes');
    await asker.submit(`${other}/erasure/request`, { ground: 'consent_withdrawn' });
    expect(asker.text).toContain('Asked for');
    expect(asker.page).not.toContain('erasure/approval');
    await asker.get('/decisions');
    expect(asker.links(/\/erasure$/)).toHaveLength(1);
  });

  it('shows an officer by reference only the cases an erasure reaches within the office, the others as a number', async () => {
    const mine = await register('Elsewheretest');
    const { history, readModels, store } = server.assembly;
    const { rows } = await readModels.query<{ person: string; reference: string }>(
      'select person, reference from case_file where case_id = $1',
      [mine.split('/').at(-1)],
    );
    const [{ person = '', reference: own = '' } = {}] = rows;
    const command = v4();
    const reference = caseReference(command, 2026, 0);
    const facts: CaseFact[] = [
      {
        type: 'CaseRegistered',
        data: { reference, person, on: '2026', organisation: 'al-police-02', organisationType: 'police' },
      },
    ];
    const act = { command, actor: 'system:test', provenance: 'synthetic' as const };
    await history.create(Case, caseIdOf(reference), () => facts, act);
    await readModels.waitFor(await store.head(), 20_000);
    await officer.get(`${mine}/erasure`);
    expect(officer.text).toContain(own);
    expect(officer.page).not.toContain(reference);
    expect(officer.text).toContain('1 more case, which is not shown to you');
    await supervisor.get(`${mine}/erasure`);
    expect(supervisor.text).toContain(reference);
    expect(supervisor.text).not.toContain('not shown to you');
    await officer.get(mine);
    expect(officer.page).not.toContain(reference);
    await supervisor.get(mine);
    expect(supervisor.links(CASE)).toContain(`/cases/${caseIdOf(reference)}`);
  });

  it('shows each case once at home: what is assigned to the reader is not repeated among the latest', async () => {
    const mine = await register('Hometest');
    const other = await register('Othertest');
    const account = await server.app.get(Accounts, { strict: false }).bySignInName('officer');
    await record(supervisor, `${mine}/record/assignment`, { to: account?.id ?? '' });
    await officer.get('/');
    const [assigned = '', latest = ''] = officer.page.split('Recently changed');
    expect(assigned).toContain(`href="${mine}"`);
    expect(latest).not.toContain(`href="${mine}"`);
    expect(latest).toContain(`href="${other}"`);
  });

  it('goes to the field from the page on data quality, by question, unit and case', async () => {
    await officer.get('/quality');
    expect(officer.text).toContain('By county');
    const [question = ''] = officer.links(/^\/cases\?missing=/);
    await officer.get(question);
    expect(officer.text).toContain('No answer: ');
    expect(officer.links(CASE).length).toBeGreaterThan(0);
  });

  it('has an empty form under the numbers of the fields, in every language', async () => {
    for (const lang of ['en', 'sq', 'bs', 'bg', 'mk', 'ro']) {
      const browser = await signIn('officer', lang);
      await browser.get('/paper');
      await browser.get(`${file}/sections/profile`);
      const numbers = [...browser.page.matchAll(/hub-number">(V\d+)/g)].map(([, number]) => number);
      expect(numbers.length).toBeGreaterThan(8);
      await browser.get('/paper');
      for (const number of numbers) expect(browser.text).toContain(`${number} `);
    }
  });
});
