import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, Workplace } from './chromium.fixture';
import { Officer } from './officer.fixture';

/** What is typed of a date, and how it stands among the answers, in Albanian. */
const dates = [
  [{ day: '4', month: '5', year: '2024' }, 'on', '4 maj 2024'],
  [{ day: '', month: '5', year: '2024' }, 'on', 'maj 2024'],
  [{ day: '', month: '', year: '2024' }, 'on', '2024'],
  [{ day: '', month: '', year: '2024' }, 'before', 'më së voni: 2024'],
  [{ day: '', month: '5', year: '2024' }, 'after', 'më së hershmi: maj 2024'],
] as const;

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const save = (page: Page) =>
  Promise.all([page.waitForNavigation(), page.click('main form .hub-actions button')]);

/** The answer to the question of this number, as the page of all answers shows it. */
async function answered(page: Page, file: string, question: string): Promise<string> {
  await page.goto(`${file}/answers`);
  const row = page.locator('.govuk-summary-list__row', { hasText: question }).first();
  const strong = row.locator('dd strong').first();
  const value = (await strong.count()) > 0 ? strong : row.locator('dd').first();
  return (await value.innerText()).trim();
}

/** The rows of the tables of a page, those alone that begin so. */
async function rowsOf(page: Page, begin = ''): Promise<string[]> {
  const rows = await page.locator('main tbody tr').allInnerTexts();
  return rows.map(row => row.replace(/\s+/g, ' ').trim()).filter(row => row.startsWith(begin));
}

describeInChromium('answers that are not exact', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  it('a date is exact, a month, a year, at the latest or at the earliest one, or unknown, and is shown so', async () => {
    const { context, page } = await workplace.signedIn('officer', 'sq');
    const file = await new Officer(page).register('Arta', `Prova${Date.now()}`);
    const section = `${file}/sections/exploitation`;
    for (const [parts, precision, shown] of dates) {
      await page.goto(section);
      for (const [part, text] of Object.entries(parts))
        await field(page, `exploitation_start-${part}`).fill(text);
      await page.selectOption('[name="exploitation_start-precision"]', precision);
      await save(page);
      expect(await answered(page, file, 'Fillimi i shfrytëzimit')).toBe(shown);
      // The form shows what was typed, not more.
      await page.goto(section);
      for (const [part, text] of Object.entries(parts))
        expect([shown, part, await field(page, `exploitation_start-${part}`).inputValue()]).toEqual([
          shown,
          part,
          text,
        ]);
    }
    await page.goto(section);
    for (const part of ['day', 'month', 'year']) await field(page, `exploitation_start-${part}`).fill('');
    await page.check('[name="exploitation_start-missing"][value=unknown]', { force: true });
    await save(page);
    expect(await answered(page, file, 'Fillimi i shfrytëzimit')).toBe('E panjohur');
    await context.close();
  }, 120_000);
});

describeInChromium('answers that are not there', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  it('what nobody knows and what nobody asked are two things, in the case and in the quality of the data', async () => {
    const { context, page } = await workplace.signedIn('officer', 'sq');
    const officer = new Officer(page);
    for (const sex of ['female', 'unknown', '']) {
      const file = await officer.register('Besa', `Prova${Date.now()}${sex}`);
      await officer.record('status-decision', { status: 'presumed', on: { day: '6' } });
      if (sex) {
        await officer.follow('/sections/profile');
        await officer.fill({ sex });
      }
      const shown = { female: 'Femër', unknown: 'E panjohur', '': 'Ende pa përgjigje' }[sex];
      expect(await answered(page, file, 'Gjinia')).toBe(shown);
      await page.goto(file);
      // Only what was not asked is still missing.
      const missing = await page.locator('main a[href$="/sections/profile#sex"]').count();
      expect([sex, missing]).toEqual([sex, sex === '' ? 1 : 0]);
    }
    await context.close();

    const { readModels, store } = workplace.server.assembly;
    await readModels.waitFor(await store.head(), 60_000);
    const analyst = await workplace.signedIn('analyst', 'sq');
    await analyst.page.goto(`${workplace.server.url}/quality`);
    expect(await rowsOf(analyst.page, 'Gjinia')).toEqual(['Gjinia 1 33,3%']);
    // A table of people has one class for what is not known, whatever the reason; how much was not asked is said above.
    await analyst.page.goto(`${workplace.server.url}/statistics/VI01?by=sex`);
    await Promise.all([
      analyst.page.waitForNavigation(),
      analyst.page.click('main form[method=post] button'),
    ]);
    expect(await rowsOf(analyst.page)).toEqual(['Femër 1', 'E panjohur 2']);
    await analyst.context.close();
  }, 120_000);
});
