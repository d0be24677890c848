import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessDatabase } from '@hub/access';
import { judicial } from '@hub/judicial';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { victims } from '@hub/victims';

const GOOD = 'кревет lampion 73 vjeshte oblak';

describe.each([
  { definition: victims, worker: 'officer', list: '/cases' },
  { definition: judicial, worker: 'prosecutor', list: '/proceedings' },
])('administration and audit of $definition.name, without JavaScript', ({ definition, worker, list }) => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-administration-${definition.name}-`));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  const signedIn = (name: string, lang = 'en') => new PaperBrowser(server).signIn(name, lang);
  const passwordsAge = () =>
    server.app
      .get(AccessDatabase, { strict: false })
      .pool.query(`update access.session set factor_at = factor_at - interval '10 minutes'`);

  beforeAll(async () => {
    const port = { [`${definition.name.toUpperCase()}_PORT`]: '0' };
    server = await startServer(
      definition,
      readConfig(definition.name, { HUB_DATA: data, HUB_SEED: '0', ...port }),
    );
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it.each([
    ['statistician', ['/statistics', '/help'], ['/people', '/audit', list]],
    ['auditor', ['/audit', '/help'], ['/operations', list]],
    ['administrator', ['/people', '/operations', '/help'], ['/audit', list]],
  ])('a %s comes home to the pages of that work, each with what it is for', async (name, own, others) => {
    const person = await signedIn(name, 'mk');
    await person.get('/');
    const duties = /<dl[\s\S]*<\/dl>/.exec(person.page)?.[0] ?? '';
    expect(own.filter(href => !duties.includes(`href="${href}"`))).toEqual([]);
    expect(others.filter(href => person.page.includes(`href="${href}"`))).toEqual([]);
    expect(person.text).toContain('Прирачникот екран по екран');
  });

  it('leads a new person from an account to the first day of work, by two administrators', async () => {
    const first = await signedIn('administrator');
    await first.get('/people/new');
    await first.submit('/people/new', { name: ' ', signInName: '?', office: '', county: '' });
    expect([first.status, first.text.includes('There is a problem')]).toEqual([422, true]);
    await first.submit('/people/new', {
      name: 'Новa Особа',
      signInName: 'new.person',
      office: '',
      county: '',
    });
    const link = /http:\/\/[^\s<]+(\/first-password\/[\w-]{43})/.exec(first.page)?.[1] ?? '';
    await first.get('/people/new');
    await first.submit('/people/new', { name: 'Other', signInName: 'NEW.person', office: '', county: '' });
    expect([first.status, first.text.includes('Somebody already signs in')]).toEqual([422, true]);

    const owner = new PaperBrowser(server);
    await owner.get(link);
    await owner.submit(link, { password: 'short' });
    expect(owner.text).toContain('There is a problem');
    await owner.submit(link, { password: GOOD });
    expect([owner.address, owner.text.includes('The password is set')]).toEqual([
      '/sign-in?why=password-set',
      true,
    ]);
    await owner.submit('/sign-in', { name: 'new.person', password: GOOD });
    await owner.get(list);
    expect(owner.status).toBe(403);

    await first.get('/people?q=особа');
    const person = first.links(/^\/people\/[0-9a-f-]{36}$/)[0] ?? '';
    await passwordsAge();
    await first.get(`${person}/role`);
    expect(first.address).toContain('/password-again');
    await first.submit('/password-again', { password: 'training-administrator' });
    const wrong = {
      role: 'nobody',
      office: '',
      county: '',
      'from-day': '31',
      'from-month': '2',
      'from-year': '2026',
    };
    await first.submit(`${person}/role`, wrong);
    expect(first.text).toMatch(/Choose a role.*Give a day that exists/s);
    await first.submit(`${person}/role`, { role: worker, office: '', county: '' });
    expect(first.text).toContain('waits for a second person');

    await first.get('/people/requests');
    const asked = first.links(/^\/people\/requests\/[0-9a-f-]{36}$/)[0] ?? '';
    await first.get(asked);
    expect(first.text).toContain('another administrator decides');
    expect(first.page).not.toContain('contentHash');
    const second = await signedIn('administrator2', 'mk');
    await second.get(asked);
    await second.submit(`${asked}/approve`, {});
    expect(second.text).toContain('Одобрено и извршено');
    await owner.get('/sign-in');
    await owner.submit('/sign-in', { name: 'new.person', password: GOOD });
    await owner.get(list);
    expect(owner.status).toBe(200);

    // Rights of this day hold the new one, those of the day before do not know the person.
    await second.get(`/people/rights?action=case.list`);
    expect(second.text).toContain('Новa Особа');
    await second.get('/people/rights?on-day=1&on-month=1&on-year=2026');
    expect(second.text).not.toContain('Новa Особа');

    // Sessions end, the role goes, the account goes: at once.
    await first.get(person);
    await first.submit(`${person}/sessions/end`, {});
    await owner.get(list);
    expect([owner.status, owner.text.includes('ended by hand')]).toEqual([401, true]);
    await first.get(person);
    await first.submit(`${person}/revoke`, {});
    await first.submit(`${person}/disable`, {});
    expect(first.text).toContain('disabled');
    await owner.get('/sign-in');
    await owner.submit('/sign-in', { name: 'new.person', password: GOOD });
    expect(owner.status).toBe(401);
  });

  it('shows everybody their account, and lets them end other sessions and change the password', async () => {
    const here = await signedIn(worker, 'mk');
    const elsewhere = await signedIn(worker, 'mk');
    const failing = new PaperBrowser(server);
    await failing.get('/sign-in');
    await failing.submit('/sign-in', { name: worker, password: 'wrong one' });
    await here.get('/account');
    expect(here.text).toMatch(/Моја сметка.*отворена на друго место.*Погрешни лозинки/s);
    await here.submit('/account/sessions/end', {});
    expect(here.text).toContain('Завршена е 1 сесија.');
    await elsewhere.get('/account');
    expect(elsewhere.status).toBe(401);

    await here.get('/account/password');
    await here.submit('/account/password', { current: 'wrong', next: GOOD });
    expect([here.status, here.text.includes('Лозинката не е точна')]).toEqual([403, true]);
    await here.submit('/account/password', { current: `training-${worker}`, next: GOOD });
    expect(here.address).toBe('/sign-in?why=password-changed');
    await here.get('/account');
    expect(here.status).toBe(401);
    await here.get('/sign-in?back=/account');
    await here.submit('/sign-in', { name: worker, password: GOOD });
    expect(here.address).toBe('/account');
  });

  it('opens the access log to the auditor for a purpose, and every reading is in it', async () => {
    const auditor = await signedIn('auditor');
    await auditor.get('/audit?kind=consultation');
    expect(auditor.address).toBe('/audit/purpose?next=%2Faudit%3Fkind%3Dconsultation');
    await auditor.submit('/audit/purpose', {});
    expect([auditor.status, auditor.text.includes('Choose a purpose.')]).toEqual([422, true]);
    await auditor.submit('/audit/purpose', { purpose: 'self-monitoring' });
    expect(auditor.address).toBe('/audit?kind=consultation');
    for (let reading = 0; reading < 52; reading++) await auditor.get('/audit?resourceKind=access-log');
    const rows = auditor.page.split('<tr').length - 2;
    expect([rows, auditor.text.includes('self-monitoring')]).toEqual([50, true]);
    await auditor.get(auditor.links(/^\/audit\?.*before=\d+/)[0] ?? '');
    expect(auditor.page.split('<tr').length - 2).toBeGreaterThan(2);
    await auditor.get('/audit?from-day=40&from-month=1&from-year=2026');
    expect(auditor.text).toContain('Give a day that exists');
    await auditor.get('/audit?until-day=1&until-month=1&until-year=2026');
    expect(auditor.text).toContain('No entry matches these filters');
  });

  it('gives the log to the authority with a fresh password and a named recipient only', async () => {
    const auditor = await signedIn('auditor');
    await passwordsAge();
    await auditor.get('/audit/export');
    if (auditor.address.startsWith('/audit/purpose')) {
      await auditor.submit('/audit/purpose', { purpose: 'lawfulness-check' });
    }
    expect(auditor.address).toContain('/password-again');
    await auditor.submit('/password-again', { password: 'training-auditor' });
    const range = {
      ...{ 'from-day': '1', 'from-month': '1', 'from-year': '2026' },
      ...{ 'until-day': '31', 'until-month': '12', 'until-year': '2035' },
    };
    await auditor.submit('/audit/export', { ...range, recipient: '' });
    expect([auditor.status, auditor.text.includes('Say who receives the data')]).toEqual([422, true]);
    await auditor.submit('/audit/export', { ...range, recipient: 'Supervisory authority' });
    const lines = auditor.page.trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ position: '1', hash: expect.any(String) });
    expect(lines.at(-1)).toContain('Supervisory authority');
  });

  it('tells the administrator in words whether everything is in order', async () => {
    const administrator = await signedIn('administrator', 'mk');
    await administrator.get('/operations');
    expect(administrator.text).toMatch(/Сè е во ред.*Сè уште нема резервна копија/s);
    await administrator.get('/people/matrix');
    expect(administrator.text).toContain('Администратор на системот');
  });

  it('shows administrator and auditor no case, and others no administration', async () => {
    for (const name of ['administrator', 'auditor']) {
      const browser = await signedIn(name);
      await browser.get('/');
      expect(browser.links(new RegExp(`^${list}|^/tasks|^/search`))).toEqual([]);
      await browser.get(list);
      expect(browser.status).toBe(403);
    }
    const trainer = await signedIn('trainer');
    await trainer.get('/');
    expect(trainer.links(/^\/(people|audit|operations)/)).toEqual([]);
    for (const address of [
      '/people',
      '/people/new',
      '/people/matrix',
      '/people/rights',
      '/audit',
      '/operations',
    ]) {
      await trainer.get(address);
      expect([address, trainer.status]).toEqual([address, 403]);
    }
    const auditor = await signedIn('auditor');
    for (const address of ['/people/new', '/operations']) {
      await auditor.get(address);
      expect([address, auditor.status]).toEqual([address, 403]);
    }
  });
});
