import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, inspect, Workplace } from './chromium.fixture';

describeInChromium('what happened several times, entered in a real browser', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  const add = (page: Page) => page.locator('button[name="_add"][value="transit_stops"]');
  const remove = (page: Page, at: number) =>
    page.locator(`button[name="_remove"][value="transit_stops-${at}"]`);
  const year = (at: number) => `[name="transit_stops-${at}-stop_date-year"]`;
  const years = (page: Page) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('[name^="transit_stops-"][name$="-stop_date-year"]')].map(one => one.value)`,
    );

  async function newCase(page: Page): Promise<string> {
    await page.goto(`${workplace.server.url}/cases/new`);
    await page.fill('#given', 'Arta');
    await page.fill('#family', `Entries${Date.now()}`);
    for (const [part, value] of Object.entries({ day: '5', month: '3', year: '2026' }))
      await page.fill(`[name="on-${part}"]`, value);
    await Promise.all([page.waitForNavigation(), page.click('.hub-form .hub-actions button:first-of-type')]);
    return page.url().split('?')[0] ?? '';
  }

  it.each(['sq', 'mk'])(
    'adds another without leaving the page in %s: the focus in it, its lists searchable, its conditions followed',
    async lang => {
      const { context, page } = await workplace.signedIn('officer', lang);
      const file = await newCase(page);
      await page.goto(`${file}/sections/transport`);
      await page.evaluate(`window.hubStayed = true`);
      await add(page).click();
      await page.waitForSelector(year(0));
      const focused = () => page.evaluate<string>(`document.activeElement?.id ?? ''`);
      await page.waitForSelector('#transit_stops-0-stop_country:focus');
      // The country is found by its letters, in the entry that came in place as on the page that was loaded.
      await page.keyboard.type(lang === 'mk' ? 'црна' : 'mal i z');
      await page.waitForSelector('#transit_stops-0-stop_country__option--0');
      await page.keyboard.press('Tab');
      await page.fill(year(0), '2023');
      // From question to question within the entry, and on to the next.
      await page.keyboard.press('Control+ArrowDown');
      expect(await focused()).toMatch(/^transit_stops-0-stop_transport/);
      await page.keyboard.press('Control+ArrowUp');
      expect(await focused()).toBe('transit_stops-0-stop_date');
      await add(page).click();
      await page.waitForSelector(year(1));
      expect(await focused()).toBe('transit_stops-1-stop_country');
      await page.fill(year(1), '2024');
      await add(page).click();
      await page.waitForSelector(year(2));
      await page.fill(year(2), '2025');
      await remove(page, 1).click();
      await page.waitForSelector(year(2), { state: 'detached' });
      expect(await years(page)).toEqual(['2023', '2025']);
      expect(await page.evaluate(`window.hubStayed`)).toBe(true);
      expect(await inspect(page, 'entries')).toEqual([]);

      await page.locator('#hub-save-status').filter({ hasText: /\d:\d/ }).waitFor();
      await page.reload();
      expect(await years(page)).toEqual(['2023', '2025']);
      expect(await page.inputValue('select[name="transit_stops-0-stop_country"]')).toBe('ME');

      await page.goto(`${file}/sections/exploitation`);
      await page.click('button[name="_add"][value="exploitation_periods"]');
      const sector = page.locator('.hub-field', {
        has: page.locator('[name="exploitation_periods-0-period_sector"]'),
      });
      await page.waitForSelector('[name="exploitation_periods-0-period_forms"]');
      expect(await sector.last().isVisible()).toBe(false);
      await page.check('[name="exploitation_periods-0-period_forms"][value="labour"]', { force: true });
      expect(await sector.last().isVisible()).toBe(true);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    },
    300_000,
  );

  it('does the same without JavaScript', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk', { javaScript: false });
    const file = await newCase(page);
    await page.goto(`${file}/sections/transport`);
    for (const at of [0, 1, 2]) {
      await Promise.all([page.waitForNavigation(), add(page).click()]);
      await page.fill(year(at), `202${at}`);
    }
    await Promise.all([page.waitForNavigation(), remove(page, 1).click()]);
    expect(await page.inputValue(year(1))).toBe('2022');
    expect(await page.locator(year(2)).count()).toBe(0);
    await page.check('[name="trafficking_scope"][value="cross_border"]', { force: true });
    await Promise.all([page.waitForNavigation(), page.click('.hub-form .hub-actions button:first-of-type')]);
    await page.goto(`${file}/answers`);
    expect(await page.textContent('main')).toMatch(/1\. [^]*2020[^]*2\. [^]*2022/);
    await context.close();
  }, 300_000);
});
