import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { victims } from '../victims';

const period = (at: number, country: string, from: string, to = '') => ({
  [`exploitation_periods-${at}-period_country`]: country,
  [`exploitation_periods-${at}-period_start-year`]: from,
  [`exploitation_periods-${at}-period_end-year`]: to,
});

describe('what happened several times, on the pages of a section', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victim-entries-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let officer: PaperBrowser;
  let file = '';
  let form = '';

  beforeAll(async () => {
    const config = readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' });
    server = await startServer(victims, config);
    officer = await new PaperBrowser(server).signIn('officer', 'en');
    await officer.get('/cases/new');
    const organisation =
      /name="organisation"[\s\S]*?<option value="([^"]+)" selected/.exec(officer.page)?.[1] ?? '';
    await officer.submit('/cases/new', {
      ...{ given: 'Arta', family: 'Entriestest', 'birth-year': '1999', organisation },
      ...{ 'on-day': '5', 'on-month': '3', 'on-year': '2026' },
    });
    file = officer.address.split('?')[0] ?? '';
    form = `${file}/sections/exploitation`;
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('begins with none, adds one more without recording, and keeps what was typed', async () => {
    await officer.get(form);
    expect(officer.text).toContain('No entries yet.');
    await officer.submit(form, { ...period(0, 'AL', '2021', '2022'), _add: 'exploitation_periods' });
    expect(officer.text).toContain('Periods of exploitation – 2');
    expect(officer.page).toMatch(/name="exploitation_periods-0-period_end-year"[^>]*value="2022"/);
    await officer.get(`${file}/timeline`);
    expect(officer.text).not.toContain('Exploitation Periods of exploitation');
    // Somebody who leaves the page finds it as it was.
    await officer.get(form);
    expect(officer.page).toMatch(/name="exploitation_periods-0-period_start-year"[^>]*value="2021"/);
    expect(officer.page).not.toContain('exploitation_periods-1-');
  });

  it('takes one away, and the others keep their order', async () => {
    const typed = {
      ...period(0, 'AL', '2021', '2022'),
      ...period(1, 'ME', '2022'),
      ...period(2, 'IT', '2023'),
    };
    await officer.submit(form, { ...typed, _remove: 'exploitation_periods-1' });
    expect(officer.page).toMatch(/name="exploitation_periods-1-period_start-year"[^>]*value="2023"/);
    expect(officer.page).not.toContain('exploitation_periods-2-');
  });

  it('names the entry and the field where something is wrong, and loses nothing', async () => {
    const typed = { ...period(0, 'AL', '2021', '2022'), ...period(1, 'IT', '2093') };
    const answer = await officer.submit(form, typed);
    expect(answer.status).toBe(422);
    expect(officer.page).toContain('href="#exploitation_periods-1-period_start"');
    expect(officer.text).toContain('Periods of exploitation – 2, Start of the period:');
    expect(officer.page).toMatch(/name="exploitation_periods-0-period_end-year"[^>]*value="2022"/);
  });

  it('records them in their order; what they come to fills what was left out, and the way is shown', async () => {
    await officer.get(`${file}/sections/recruitment`);
    await officer.submit(`${file}/sections/recruitment`, { recruitment_country: 'XK' });
    await officer.get(form);
    await officer.submit(form, { ...period(0, 'AL', '2021', '2022'), ...period(1, 'IT', '2023', '2024') });
    await officer.get(`${file}/answers`);
    expect(officer.text).toMatch(
      /1\. Country of the period: Albania; Start of the period: 2021; End of the period: 2022\./,
    );
    expect(officer.text).toMatch(/Country of exploitation Albania(,| and) Italy/);
    expect(officer.text).toMatch(/Start of exploitation 2021/);
    await officer.get(file);
    expect(officer.text).toMatch(/Kosovo[^→]*→ ?Albania ?→ ?Italy/);
  });

  it('drops what an entry does not ask, and says so', async () => {
    const sector = { 'exploitation_periods-0-period_sector': 'A' };
    await officer.get(form);
    await officer.submit(form, { ...period(0, 'AL', '2021', '2022'), ...sector });
    await officer.get(`${file}/answers`);
    expect(officer.text).not.toContain('Sector in the period:');
    expect(officer.text).toContain('Start of the period: 2021');
  });

  it('is corrected with reason, before and after, entry by entry', async () => {
    await officer.get(`${file}/timeline`);
    const [correct = ''] = officer.links(/\/correct\//);
    await officer.get(correct);
    await officer.submit(correct, { ...period(0, 'AL', '2021', '2022'), _add: 'exploitation_periods' });
    expect(officer.text).toContain('Periods of exploitation – 2');
    const typed = { ...period(0, 'AL', '2021', '2022'), ...period(1, 'DE', '2023') };
    await officer.submit(correct, { ...typed, correctionReason: 'new_information', correctionNote: 'x' });
    expect(officer.text).toMatch(/2\. Country of the period: Germany/);
    await officer.submit(correct, {
      ...{ ...typed, correctionReason: 'new_information', correctionNote: 'x', step: 'confirmed' },
    });
    expect(officer.text).toMatch(/Germany/);
    await officer.get(`${file}/answers`);
    expect(officer.text).toMatch(/Germany/);
  });
});
