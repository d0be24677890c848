import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { caseReference } from '../reference';
import { victims } from '../victims';

const march = (day: string, name = 'on') => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
});

const words = {
  mk: {
    problem: 'Има проблем',
    registered: 'Случајот е регистриран',
    identified: 'Идентификувана жртва',
    corrected: 'Исправката е запишана',
    closed: 'Затворен',
  },
  sq: {
    problem: 'Ka një problem',
    registered: 'Rasti u regjistrua',
    identified: 'Viktimë e identifikuar',
    corrected: 'Korrigjimi u regjistrua',
    closed: 'I mbyllur',
  },
} as const;

describe('the pages of the victim database, without JavaScript', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victim-pages-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const register = async (officer: PaperBrowser, family: string) => {
    await officer.get('/cases/new');
    await officer.submit('/cases/new', {
      given: 'Arta',
      family,
      'birth-year': '1999',
      ...march('5'),
      organisation: office(officer),
    });
    return officer.address.split('?')[0] ?? '';
  };
  const office = (browser: PaperBrowser) =>
    /name="organisation"[\s\S]*?<option value="([^"]+)" selected/.exec(browser.page)?.[1] ?? '';

  const describe_ = async (officer: PaperBrowser, file: string) => {
    const sections = {
      detection: { referral_source: 'police', detection_context: 'police_operation' },
      profile: { sex: 'female', age_at_identification: '27', age_basis: 'document', citizenship: ['AL'] },
      recruitment: { acts: ['recruitment'], means: ['deception'] },
      transport: { trafficking_scope: 'internal' },
      exploitation: {
        exploitation_country: ['AL'],
        exploitation_forms: ['sexual'],
        main_exploitation: 'sexual',
      },
    };
    for (const [name, answers] of Object.entries(sections)) {
      const form = `${file}/sections/${name}`;
      await officer.get(form);
      await officer.submit(form, answers);
      expect([name, officer.status, officer.text.slice(0, officer.status === 200 ? 0 : 300)]).toEqual([
        name,
        200,
        '',
      ]);
    }
  };

  const record = async (officer: PaperBrowser, form: string, answers: Record<string, string | string[]>) => {
    await officer.get(form);
    return officer.submit(form, answers);
  };

  it.each(['mk', 'sq'] as const)(
    'carry a case from registration to closing in %s',
    async lang => {
      const said = words[lang];
      const officer = await new PaperBrowser(server).signIn('officer', lang);
      expect(officer.page).toContain(`<html lang="${lang}"`);

      const file = await register(officer, `Prova${lang}`);
      expect(officer.text).toContain(said.registered);
      expect(officer.text).not.toContain('Arta');

      await officer.get(`${file}/sections/profile`);
      await officer.submit(`${file}/sections/profile`, { sex: 'female', age_at_identification: 'twenty' });
      expect(officer.status).toBe(422);
      expect(officer.text).toContain(said.problem);
      expect(officer.page).toContain('href="#age_at_identification"');
      expect(officer.page).toContain('value="twenty"');

      await describe_(officer, file);
      await record(officer, `${file}/record/status-decision`, { status: 'presumed', ...march('6') });
      await record(officer, `${file}/record/status-decision`, {
        status: 'identified',
        authority: 'police',
        ...march('9'),
      });
      expect(officer.text).toContain(said.identified);
      await record(officer, `${file}/record/consent`, { status: 'given', ...march('9') });

      await officer.get(`${file}/record/assistance`);
      const provider = /name="provider"[\s\S]*?<option value="([a-z][^"]+)"/.exec(officer.page)?.[1] ?? '';
      await officer.submit(`${file}/record/assistance`, { types: ['legal_aid'], provider, ...march('10') });
      const [accept = ''] = officer.links(/assistance-accepted\?about=/);
      await record(officer, accept, { types: ['legal_aid'], ...march('11') });
      const [end = ''] = officer.links(/assistance-ended\?about=/);
      await record(officer, end, { outcome: 'completed', ...march('20') });

      await officer.get(`${file}/timeline`);
      const [correct = ''] = officer.links(/\/correct\//);
      await officer.get(correct);
      await officer.submit(correct, {
        outcome: 'completed',
        ...march('21'),
        correctionReason: 'typing_error',
        correctionNote: 'x',
      });
      await officer.submit(correct, {});
      expect(officer.text).toContain(said.corrected);

      await officer.get(`${file}/print`);
      expect(officer.status).toBe(200);
      expect(officer.text).not.toContain('Arta');

      await record(officer, `${file}/record/closing`, { reason: 'unknown', ...march('25') });
      expect([officer.status, officer.text]).toEqual([200, expect.stringContaining(said.closed)]);
    },
    120_000,
  );

  it('asks for a purpose before it shows who the person is, and writes the look down', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Purposetest');
    await officer.get(`${file}/identity`);
    expect(officer.text).not.toContain('Purposetest');
    await officer.submit(`${file}/purpose`, { purpose: 'curiosity' });
    expect(officer.status).toBe(422);
    await officer.submit(`${file}/purpose`, { purpose: 'case_work' });
    expect(officer.text).toContain('Purposetest');
  });

  it('keeps what was typed as a draft, through a change of language, until it is recorded', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Drafttest');
    const form = `${file}/sections/background`;
    await officer.get(form);
    await officer.submit(form, {
      children_count: 'many',
      settlement_type: '',
      _language: 'sq',
      _focus: 'children_count',
    });
    expect(officer.page).toContain('<html lang="sq"');
    expect(officer.page).toContain('value="many"');
    expect(officer.address).toContain('#children_count');
    const other = await new PaperBrowser(server).signIn('supervisor', 'en');
    await other.get('/');
    expect(other.links(/sections\/background/)).toEqual([]);
    await officer.get('/');
    expect(officer.links(/sections\/background/)).toHaveLength(1);
    await officer.get(form);
    await officer.submit(form, { children_count: '2' });
    await officer.get('/');
    expect(officer.links(/sections\/background/)).toEqual([]);
  });

  it('shows field by field what somebody else recorded meanwhile, and keeps what was typed', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Conflicttest');
    const form = `${file}/sections/transport`;
    const second = await new PaperBrowser(server).signIn('trainer', 'en');
    await second.get(form);
    await officer.get(form);
    await officer.submit(form, { trafficking_scope: 'internal' });
    await second.submit(form, { trafficking_scope: 'cross_border' });
    expect(second.status).toBe(409);
    expect(second.text).toMatch(/Domestic|within/i);
    await second.submit(form, { trafficking_scope: 'cross_border' });
    expect(second.status).toBe(200);
  });

  it('lets a list, its count and its filters agree, and never names anybody', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    await officer.get('/cases');
    const rows = officer.links(/^\/cases\/[0-9a-f-]{36}$/).length;
    expect(officer.text).toContain(`${rows} cases`);
    expect(officer.text).not.toMatch(/Prova|test\b/);
    await officer.get('/cases?stage=closed');
    expect(officer.text).toContain(`${officer.links(/^\/cases\/[0-9a-f-]{36}$/).length} cases`);
  });

  it('refuses a case for another office at its field, and registers nobody for it', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    await officer.get('/cases/new');
    const own = office(officer);
    const { book, store } = server.assembly;
    const other = book.institutions.find(({ id }) => id !== own)?.id ?? '';
    const head = await store.head();
    const typed = { given: 'Arta', family: 'Zyratest', ...march('5'), organisation: other };
    await officer.submit('/cases/new', typed);
    expect(officer.status).toBe(422);
    expect(officer.page).toContain('href="#organisation"');
    expect(officer.text).toContain('A case can be opened for your own office or county only.');
    expect(officer.page).toContain('value="Zyratest"');
    expect(await store.head()).toBe(head);
  });

  it('shows who may be the same person, with the reason, before anybody is registered twice', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const first = await register(officer, 'Dyfishtest');
    const { nameIndex, store } = server.assembly;
    expect(await nameIndex?.waitFor(await store.head(), 20_000)).toBe(true);
    await register(officer, 'Dyfishtest');
    expect(officer.address).toBe('/cases/new');
    expect(officer.links(/^\/cases\/[0-9a-f-]{36}$/)).toContain(first);
    expect(officer.text).not.toContain('Dyfishtest');
    await officer.submit('/cases/new', { samePerson: 'none' });
    expect(officer.text).toContain('The case was registered');
    await nameIndex?.waitFor(await store.head(), 20_000);
    await officer.get('/search');
    await officer.submit('/search', { given: 'Arta', family: 'Dyfishtest', purpose: 'case_work' });
    expect(officer.links(/^\/cases\/[0-9a-f-]{36}$/)).toHaveLength(2);
  });

  it('finds a case by its reference and keeps the search out of the address', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Searchtest');
    const reference = /V-2026-[A-Z0-9]{7}/.exec(officer.text)?.[0] ?? '';
    await officer.get('/search');
    await officer.submit('/search', { query: reference.toLowerCase() });
    expect(officer.address).toBe(file);
    const supervisor = await new PaperBrowser(server).signIn('supervisor', 'en');
    await record(supervisor, `${file}/record/sealing`, { note: 'Searchtest' });
    expect(supervisor.status).toBe(200);
    const answers: string[] = [];
    for (const query of [reference, caseReference(reference, 2026, 0)]) {
      await officer.get('/search');
      await officer.submit('/search', { query });
      answers.push(`${officer.address} ${officer.status} ${officer.text.includes('Searchtest')}`);
    }
    // A sealed case looks like one that never was.
    expect(new Set(answers)).toEqual(new Set(['/search 422 false']));
    await officer.get('/search');
    await officer.submit('/search', { given: 'Arta', purpose: 'case_work' });
    expect(officer.status).toBe(422);
  });

  it('has a second person approve that a decision is corrected', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Secondtest');
    await record(officer, `${file}/record/status-decision`, { status: 'presumed', ...march('6') });
    await officer.get(`${file}/timeline`);
    const [correct = ''] = officer.links(/\/correct\//);
    await officer.get(correct);
    await officer.submit(correct, {
      status: 'presumed',
      ...march('7'),
      correctionReason: 'typing_error',
      correctionNote: 'x',
    });
    await officer.submit(correct, {});
    expect(officer.text).toContain('second person');
    expect(officer.links(/\/requests\//)).toEqual([]);
    const supervisor = await new PaperBrowser(server).signIn('supervisor', 'en');
    await supervisor.get(`${file}/timeline`);
    const [request = ''] = supervisor.links(/\/requests\//);
    await supervisor.get(request);
    await supervisor.submit(request, { decision: 'approve' });
    expect(supervisor.text).toContain('7 March 2026');
  });

  /** An officer's request to correct the decision of a new case, with what the forms need to go on. */
  const requested = async (officer: PaperBrowser, family: string) => {
    const file = await register(officer, family);
    await record(officer, `${file}/record/status-decision`, { status: 'presumed', ...march('6') });
    await officer.get(`${file}/timeline`);
    const [correct = ''] = officer.links(/\/correct\//);
    const ask = async (answers: Record<string, string>, form = correct) => {
      await officer.get(form);
      await officer.submit(correct, {
        ...{ status: 'presumed', correctionReason: 'typing_error', correctionNote: 'x' },
        ...answers,
      });
      return officer.submit(correct, {});
    };
    await ask(march('7'));
    return { file, ask };
  };

  it('sends a request back with the reason at its field; the better one is approved', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const { file, ask } = await requested(officer, 'Returntest');
    const supervisor = await new PaperBrowser(server).signIn('supervisor', 'en');
    await supervisor.get(`${file}/timeline`);
    const [request = ''] = supervisor.links(/\/requests\//);
    await supervisor.get(request);
    await supervisor.submit(request, { decision: 'return' });
    expect(supervisor.status).toBe(422);
    expect(supervisor.page).toContain('href="#reason-status"');
    await supervisor.submit(request, { decision: 'return', 'reason-on': 'The protocol says the 8th.' });
    expect(supervisor.text).toContain('The request was sent back');
    await supervisor.get('/decisions');
    expect(supervisor.links(/\/requests\//)).not.toContain(request);

    await officer.get('/');
    const [improve = ''] = officer.links(/\/requests\/[^/]+\/returned$/);
    await officer.get(improve);
    await officer.submit(`${file}/purpose`, { purpose: 'case_work' });
    expect(officer.page).toContain('href="#on"');
    expect(officer.text).toContain('The protocol says the 8th.');
    expect(officer.page).toMatch(/name="on-day"[^>]*value="0?7"/);
    await ask(march('8'), officer.address);
    await officer.get(`${file}/timeline`);
    expect(officer.text).toContain('Correction sent back: Decision on victim status');
    await supervisor.get(`${file}/timeline`);
    const open = supervisor.links(/\/requests\//);
    expect(open).toHaveLength(1);
    expect(open).not.toContain(request);
    await supervisor.get(open[0] ?? '');
    await supervisor.submit(open[0] ?? '', { decision: 'approve' });
    expect(supervisor.text).toContain('8 March 2026');
  });

  it('lets who asked withdraw a correction, and an erasure', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const { file } = await requested(officer, 'Withdrawtest');
    await officer.get(`${file}/timeline`);
    const action = /action="([^"]+\/withdrawal)"/.exec(officer.page)?.[1] ?? '';
    await officer.submit(action, {});
    expect(officer.text).toContain('The request was withdrawn.');
    expect(officer.text).toContain('Request to correct withdrawn: Decision on victim status');
    expect(officer.page).not.toContain('/withdrawal"');

    const supervisor = await new PaperBrowser(server).signIn('supervisor', 'en');
    await supervisor.get(`${file}/erasure`);
    await supervisor.submit(`${file}/erasure/request`, { ground: 'consent_withdrawn' });
    expect(supervisor.text).toContain('asked for by');
    const other = await new PaperBrowser(server).signIn('trainer', 'en');
    await other.get(`${file}/erasure`);
    expect(other.page).not.toContain('/erasure/withdrawal"');
    await supervisor.submit(`${file}/erasure/withdrawal`, {});
    expect(supervisor.text).toMatch(/Not asked for.*Asked for: .* Withdrawn: /);
  });

  it('marks what the last recording of a section changed, before and after', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Changetest');
    const form = `${file}/sections/profile`;
    await record(officer, form, { sex: 'female', age_at_identification: '27', age_basis: 'document' });
    await officer.get(`${file}/answers`);
    expect(officer.page).not.toContain('<del>');
    await record(officer, form, { sex: 'female', age_at_identification: '26', age_basis: 'document' });
    await officer.get(`${file}/answers`);
    expect(officer.page.match(/<del>[^<]*/g)).toEqual(['<del>27']);
    expect(officer.text).toMatch(/Before: 27 → Now: 26 Changed \d/);
    expect(officer.text).toContain('1 answer is marked as changed');
  });

  it('offers no field in a correction that no correction can change', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    const file = await register(officer, 'Tiedtest');
    await officer.get(`${file}/timeline`);
    const [correct = ''] = officer.links(/\/correct\//);
    await officer.get(correct);
    expect(officer.page).toContain('name="on-day"');
    expect(officer.page).not.toContain('name="organisation"');
    await officer.submit(correct, { ...march('4'), correctionReason: 'typing_error', correctionNote: 'x' });
    await officer.submit(correct, {});
    expect(officer.text).toContain('The correction was recorded.');
  });

  it('shows figures to the analyst for a purpose, as a table, a chart and a file, and to nobody else', async () => {
    const officer = await new PaperBrowser(server).signIn('officer', 'en');
    expect((await officer.get('/statistics')).status).toBe(403);
    const file = await register(officer, 'Figurestest');
    await record(officer, `${file}/record/status-decision`, { status: 'presumed', ...march('6') });
    const analyst = await new PaperBrowser(server).signIn('analyst', 'en');
    await analyst.get('/statistics/VI01?by=sex');
    expect(analyst.page).not.toContain('<tbody');
    await analyst.submit('/statistics/purpose', { purpose: 'statistics' });
    expect(analyst.address).toMatch(/\/statistics\/VI01\?by=sex$/);
    expect(analyst.page).toContain('<tbody');
    await analyst.get('/statistics/VI01?by=sex&format=csv');
    expect(analyst.page).toMatch(/^\ufeff?INTERNAL VI01,\r?\nsex,value\r?\n/);
    await analyst.get('/statistics/VI01?by=year&and=sex&year=2026&format=csv');
    expect(analyst.page).toMatch(/\r?\nyear,sex,value\r?\n(2026,\w+,\d+\r?\n)+$/);
    for (const { id } of server.assembly.book.indicators) {
      await analyst.get(`/statistics/${id}`);
      const [, first] = /<option value="(\w+)"/.exec(analyst.page) ?? [];
      if (first) await analyst.get(`/statistics/${id}?by=${first}`);
      expect([id, analyst.status]).toEqual([id, 200]);
    }
  });
});
