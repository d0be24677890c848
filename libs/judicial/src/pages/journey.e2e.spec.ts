import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { judicial } from '../judicial';
import {
  COURT,
  day,
  describeAll,
  judged,
  lek,
  open,
  record,
  step,
  suspect,
  untilTrial,
  type Answers,
} from '../testing/paper-case.fixture';

const words = {
  en: {
    suspect: 'suspect',
    accused: 'accused',
    convicted: 'convicted',
    closed: 'Case closed',
    problem: 'problem',
  },
  mk: {
    suspect: 'осомничен',
    accused: 'обвинет',
    convicted: 'осуден',
    closed: 'Предметот е затворен',
    problem: 'Има проблем',
  },
} as const;

describe('the pages of the judicial database, without JavaScript', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-pages-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  beforeAll(async () => {
    const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
    server = await startServer(judicial, readConfig('judicial', env));
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const signIn = (role: string, lang = 'en') => new PaperBrowser(server).signIn(role, lang);

  it.each(['en', 'mk'] as const)(
    'carry a case from the report to its closing in %s',
    async lang => {
      const said = words[lang];
      const prosecutor = await signIn('prosecutor', lang);
      const { file, first, second } = await judged(prosecutor);
      await prosecutor.get(file);
      expect(prosecutor.text).toContain(`(${said.accused})`);
      expect(prosecutor.text).not.toContain(`(${said.convicted})`);
      expect(prosecutor.text).not.toMatch(/Gjoka|Marku|J00101001X/);

      await prosecutor.get(`${file}/record/file-appeal`);
      const judgment = /name="judgment"[^>]*value="([0-9a-f-]{36})"/.exec(prosecutor.page)?.[1] ?? '';
      await step(prosecutor, file, 'file-appeal', {
        judgment,
        persons: [first],
        by: 'defence',
        ...day('5-11'),
      });
      await prosecutor.get(`${file}/record/decide-appeal`);
      const appeal = /name="appeal"[^>]*value="([0-9a-f-]{36})"/.exec(prosecutor.page)?.[1] ?? '';
      await step(prosecutor, file, 'decide-appeal', {
        ...{ appeal, court: 'al-special-appeal' },
        ...day('6-1'),
        [`p-${first}-include`]: 'yes',
        [`p-${first}-outcome`]: 'upheld',
      });
      await step(prosecutor, file, 'make-final', { persons: [first, second], ...day('6-2') });
      expect(prosecutor.text).toContain(said.convicted);

      await step(prosecutor, file, 'order-confiscation', {
        ...{ person: first, kind: 'ordinary' },
        ...day('5-4'),
        ...lek('1 200 000'),
      });
      await step(prosecutor, file, 'award-compensation', { person: first, ...day('5-4'), ...lek('500000') });
      expect(prosecutor.text).toMatch(/500[.,\s]000/u);

      await describeAll(prosecutor, file, [first, second]);
      await prosecutor.get(`${file}/print`);
      expect(prosecutor.status).toBe(200);
      expect(prosecutor.text).not.toMatch(/Gjoka|Marku/);

      await step(prosecutor, file, 'close', { reason: 'all_finally_decided', ...day('6-10') });
      expect(prosecutor.text).toContain(said.closed);
    },
    120_000,
  );

  it('offers only what the law allows now, says why not the rest, and links no dead end', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    await prosecutor.get(file);
    expect(prosecutor.links(/\/record\/open-investigation$/)).toHaveLength(1);
    expect(prosecutor.links(/\/record\/(deliver-judgment|conclude-investigation)/)).toEqual([]);
    expect(prosecutor.text).toContain('No investigation has been opened.');
    for (const link of prosecutor.links(new RegExp(`^${file}/`))) {
      await prosecutor.get(link);
      expect([link, prosecutor.status]).toEqual([link, 200]);
    }
  });

  it('shows what is wrong at its field and keeps what was typed', async () => {
    const prosecutor = await signIn('prosecutor');
    const { file, first } = await untilTrial(prosecutor);
    const form = `${file}/record/deliver-judgment`;
    await prosecutor.get(form);
    await prosecutor.submit(form, {
      ...day('5-4'),
      court: COURT,
      [`p-${first}-include`]: 'yes',
      [`p-${first}-v0-verdict`]: 'convicted_thb',
    });
    expect(prosecutor.status).toBe(422);
    expect(prosecutor.text).toContain('The main hearing has not begun.');
    expect(prosecutor.page).toContain(`href="#p-${first}-include"`);
    expect(prosecutor.page).toMatch(/value="convicted_thb" checked/);
    await prosecutor.get(`${file}/record/order-measure`);
    await prosecutor.submit(`${file}/record/order-measure`, { kind: 'detention', 'on-year': 'soon' });
    expect(prosecutor.status).toBe(422);
    expect(prosecutor.page).toContain('value="soon"');
    expect(prosecutor.page).toContain('href="#person"');
  });

  it('tells what is wrong with a new case by the name of each field, and keeps what was typed', async () => {
    const browser = await signIn('prosecutor', 'mk');
    await browser.get('/proceedings/new');
    const wrong = { 'openedOn-day': '31', 'openedOn-month': '2', 'openedOn-year': '2026' };
    await browser.submit('/proceedings/new', wrong);
    expect(browser.status).toBe(422);
    // Everything at once, the day the calendar lacks among it.
    expect(browser.text).toContain('Потекло на предметот: Ова поле е задолжително.');
    expect(browser.text).toContain('Почетен правен основ: Ова поле е задолжително.');
    expect(browser.text).toContain(
      'Датум на отворање: Нема таков датум. Наведете година, месец и година или ден, месец и година.',
    );
    expect(browser.page).toContain('value="31"');
    await browser.submit('/proceedings/new', {
      'openedOn-day': '31',
      'openedOn-month': '2',
      'openedOn-year': '26',
    });
    const typed = ['day', 'month', 'year'].map(
      part => new RegExp(`name="openedOn-${part}"[^>]*value="([^"]*)"`).exec(browser.page)?.[1],
    );
    expect(typed).toEqual(['31', '2', '26']);
  });

  it('asks for a purpose before it shows who somebody is, and writes the look down', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const person = await suspect(prosecutor, file, 'Purposi');
    const identity = `${file}/persons/${person}/identity`;
    await prosecutor.get(identity);
    expect(prosecutor.text).not.toContain('Purposi');
    await prosecutor.submit(`${file}/purpose`, { purpose: 'curiosity' });
    expect(prosecutor.status).toBe(422);
    await prosecutor.submit(`${file}/purpose`, { purpose: 'proceedings' });
    expect(prosecutor.text).toContain('Purposi');
    await record(prosecutor, `${identity}/record`, { given: 'Ilir', family: 'Purposi-Hoxha' });
    await prosecutor.get(identity);
    expect(prosecutor.text).toContain('Purposi-Hoxha');
    const registrar = await signIn('registrar');
    await registrar.get(`${file}/persons/${person}`);
    expect(registrar.links(/\/identity$/)).toEqual([]);
    expect((await registrar.get(`${file}/purpose`)).status).toBe(403);
  });

  it('keeps what was typed as a draft, through a change of language, until it is recorded', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const form = `${file}/sections/victim_counts`;
    await prosecutor.get(form);
    await prosecutor.submit(form, {
      victims_female_adult: 'many',
      _language: 'sq',
      _focus: 'victims_female_adult',
    });
    expect(prosecutor.page).toContain('<html lang="sq"');
    expect(prosecutor.page).toContain('value="many"');
    await prosecutor.get('/');
    expect(prosecutor.links(/sections\/victim_counts/)).toHaveLength(1);
    await record(prosecutor, form, { victims_female_adult: '2' });
    await prosecutor.get('/');
    expect(prosecutor.links(/sections\/victim_counts/)).toEqual([]);
  });

  it('shows field by field what somebody else recorded meanwhile, and keeps what was typed', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const form = `${file}/sections/victim_counts`;
    const registrar = await signIn('registrar');
    await registrar.get(form);
    await prosecutor.get(form);
    await prosecutor.submit(form, { victims_female_adult: '2' });
    await registrar.submit(form, { victims_female_adult: '3' });
    expect(registrar.status).toBe(409);
    expect(registrar.text).toMatch(/Women 2 3/);
    await registrar.submit(form, { victims_female_adult: '3' });
    expect(registrar.status).toBe(200);
  });

  it('corrects a date at once, and a decision when a second person approves', async () => {
    const prosecutor = await signIn('prosecutor');
    const { file, first } = await judged(prosecutor);
    await prosecutor.get(`${file}/timeline`);
    const correct = (type: string) =>
      new RegExp(`<li id="fact-([0-9a-f-]{36})"[^>]*>\\s*<h3[^>]*>${type}`).exec(prosecutor.page)?.[1] ?? '';
    const [concluded, judgment] = [correct('Investigation concluded'), correct('Judgment delivered')];
    const why = { correctionReason: 'typing_error', correctionNote: 'x' };
    await prosecutor.get(`${file}/correct/${concluded}`);
    await prosecutor.submit(`${file}/correct/${concluded}`, { ...day('3-31'), ...why });
    expect(prosecutor.text).toMatch(/1 April 2026 31 March 2026/);
    await prosecutor.submit(`${file}/correct/${concluded}`, {});
    expect(prosecutor.text).toContain('The correction was recorded');

    await prosecutor.get(`${file}/correct/${judgment}`);
    const verdicts = Object.fromEntries(
      [...prosecutor.page.matchAll(/name="(p-[^"]+)"[^>]*value="([^"]+)" checked/g)].map(
        ([, name, value]) => [name, value],
      ),
    ) as Answers;
    await prosecutor.submit(`${file}/correct/${judgment}`, {
      ...verdicts,
      ...day('5-3'),
      court: COURT,
      ...why,
    });
    await prosecutor.submit(`${file}/correct/${judgment}`, {});
    expect([prosecutor.status, prosecutor.text]).toEqual([200, expect.stringContaining('second person')]);
    expect(prosecutor.links(/\/requests\//)).toEqual([]);
    const chief = await signIn('chief_prosecutor');
    await chief.get(`${file}/timeline`);
    const [request = ''] = chief.links(/\/requests\//);
    await chief.get(request);
    await chief.submit(request, { decision: 'approve' });
    await chief.get(`${file}/persons/${first}`);
    expect(chief.text).toContain('3 May 2026');
  });

  it('takes a fact out that does not belong here, with a reason, and keeps it in the history', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    await step(prosecutor, file, 'open-investigation', day('3-4'));
    await prosecutor.get(`${file}/timeline`);
    const [fact = ''] = prosecutor.links(/\/correct\//);
    await prosecutor.get(fact);
    const [inError = ''] = prosecutor.links(/\/in-error\//);
    await record(prosecutor, inError, { correctionReason: 'did_not_happen', correctionNote: 'x' });
    expect(prosecutor.page).toContain('hub-timeline__void');
    await prosecutor.get(file);
    expect(prosecutor.links(/\/record\/open-investigation$/)).toHaveLength(1);
  });

  it('lets a list, its count, its filters and its file agree, and names nobody', async () => {
    const prosecutor = await signIn('prosecutor');
    const isCase = /^\/proceedings\/[0-9a-f-]{36}$/;
    await prosecutor.get('/proceedings?sort=reference');
    const all = prosecutor.links(isCase).length;
    expect(prosecutor.text).toContain(`${all} cases`);
    expect(prosecutor.text).not.toMatch(/Gjoka|Marku|Purposi/);
    await prosecutor.get('/proceedings?closed=true&sort=opened');
    const closed = prosecutor.links(isCase).length;
    expect(prosecutor.text).toContain(`${closed} cases`);
    await prosecutor.get('/proceedings?closed=true&format=csv');
    expect(prosecutor.page.trim().split('\n')).toHaveLength(closed + 1);
    await prosecutor.get('/search');
    await prosecutor.submit('/search', { query: 'J-2026-XXXXXXX' });
    expect(prosecutor.status).toBe(422);
  });

  it('finds a case by its reference, in small letters and without dashes', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const reference = /J-2026-[A-Z0-9]{7}/.exec(prosecutor.text)?.[0] ?? '';
    await prosecutor.get('/search');
    await prosecutor.submit('/search', { query: reference.toLowerCase().replaceAll('-', '') });
    expect(prosecutor.address).toBe(file);
  });

  it('puts deadlines in order, and shows what is missing by case and by question', async () => {
    const prosecutor = await signIn('prosecutor');
    const { file } = await untilTrial(prosecutor);
    await prosecutor.get('/tasks');
    expect(prosecutor.text).toContain('A measure ends');
    expect(prosecutor.links(/^\/proceedings\//)).toContain(file);
    await prosecutor.get('/quality');
    expect(prosecutor.text).toContain('Data quality');
    expect(prosecutor.page).toContain('<tbody');
  });

  it('shows the chief who looked at a case, the own look first, and the prosecutor nothing of it', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    await prosecutor.get(file);
    expect(prosecutor.links(/\/access$/)).toEqual([]);
    await prosecutor.get(`${file}/access`);
    expect(prosecutor.status).toBe(403);
    const chief = await signIn('chief_prosecutor');
    await chief.get(file);
    const [looks = ''] = chief.links(/\/access$/);
    await chief.get(looks);
    expect(chief.status).toBe(200);
    const rows = chief.page.split('<tr').slice(2);
    const who = rows.map(row => /Chief prosecutor|Prosecutor/.exec(row)?.[0]);
    expect([who[0], who.at(-1)]).toEqual(['Chief prosecutor', 'Prosecutor']);
    expect(rows.every(row => row.includes('consultation'))).toBe(true);
  });

  it('seals a case before all but those who may see sealed ones', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const chief = await signIn('chief_prosecutor');
    await record(chief, `${file}/record/seal`, {});
    expect((await prosecutor.get(file)).status).toBe(404);
    await record(chief, `${file}/record/unseal`, {});
    expect((await prosecutor.get(file)).status).toBe(200);
  });

  it('shows figures to the analyst for a purpose, as a table and a file, and to nobody else', async () => {
    const prosecutor = await signIn('prosecutor');
    expect((await prosecutor.get('/statistics')).status).toBe(403);
    const analyst = await signIn('analyst');
    await analyst.get('/statistics/JI02');
    expect(analyst.page).not.toContain('<tbody');
    await analyst.submit('/statistics/purpose', { purpose: 'statistics' });
    expect(analyst.page).toContain('<tbody');
    await analyst.get('/statistics/JI02?by=sex&format=csv');
    expect(analyst.page).toMatch(/INTERNAL JI02,?\r?\nsex,value\r?\n/);
    for (const { id } of server.assembly.book.indicators) {
      await analyst.get(`/statistics/${id}?by=year`);
      expect([id, analyst.status]).toEqual([id, 200]);
    }
  });

  it('shows figures as they were known at the end of a day, the same in the file', async () => {
    await untilTrial(await signIn('prosecutor'));
    await server.assembly.readModels.waitFor(await server.assembly.store.head(), 60_000);
    const analyst = await signIn('analyst');
    await analyst.get('/statistics/JI02');
    await analyst.submit('/statistics/purpose', { purpose: 'statistics' });
    const zone = { timeZone: server.assembly.book.jurisdiction.timeZone };
    const onDay = (back: number) => {
      const at = new Date(Date.now() - back * 86_400_000).toLocaleDateString('sv-SE', zone);
      const [year, month, date] = at.split('-').map(Number);
      return `asOf-day=${date}&asOf-month=${month}&asOf-year=${year}`;
    };
    const cells = () =>
      [...analyst.page.matchAll(/<td class="govuk-table__cell[^"]*numeric[^"]*">\s*([\d.,\s]*)/g)].map(
        ([, n = '']) => Number(n.replace(/\D/g, '')),
      );
    await analyst.get('/statistics/JI02?by=sex');
    const now = cells();
    expect(now.length).toBeGreaterThan(0);
    await analyst.get(`/statistics/JI02?by=sex&${onDay(0)}`);
    expect([analyst.status, cells()]).toEqual([200, now]);
    const [file = ''] = analyst.links(/format=csv/);
    await analyst.get(file);
    const lines = analyst.page.trim().split(/\r?\n/).slice(2);
    expect(lines.map(line => Number(line.split(',')[1]))).toEqual(now);
    expect(analyst.page).toMatch(/INTERNAL JI02 \d{4}-\d\d-\d\d/);
    // Nothing of it was known a day before.
    await analyst.get(`/statistics/JI02?by=sex&${onDay(1)}`);
    expect([analyst.status, cells()]).toEqual([200, []]);
    expect(analyst.text).toContain('As it was known at the end of');
    for (const wrong of [onDay(-2), 'asOf-day=31&asOf-month=2&asOf-year=2026']) {
      await analyst.get(`/statistics/JI02?by=sex&${wrong}`);
      expect([wrong, analyst.status, cells()]).toEqual([wrong, 422, []]);
      expect(analyst.page).toContain('href="#asOf"');
    }
  });
});
