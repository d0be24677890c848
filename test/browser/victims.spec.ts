import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, inspect, Workplace } from './chromium.fixture';

describeInChromium('an officer of the victim database in a real browser', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  const send = async (page: Page) => {
    await Promise.all([page.waitForNavigation(), page.click('.hub-form .hub-actions button:first-of-type')]);
  };
  const date = async (page: Page, name: string, day: string) => {
    await page.fill(`[name="${name}-day"]`, day);
    await page.fill(`[name="${name}-month"]`, '3');
    await page.fill(`[name="${name}-year"]`, '2026');
  };
  const choose = (page: Page, name: string, value: string) =>
    page.check(`[name="${name}"][value="${value}"]`, { force: true });

  /** Each of the pages, opened and held against everything. */
  async function inspectAll(page: Page, addresses: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const address of addresses) {
      const answer = await page.goto(workplace.server.url + address);
      found.push(...(await inspect(page, address)));
      if (answer?.status() !== 200) found.push(`${address}: ${answer?.status()}`);
    }
    return found;
  }

  /** Sign in → register → describe → decide → assist → correct → print. */
  async function journey(page: Page): Promise<string> {
    await page.goto(`${workplace.server.url}/cases/new`);
    await page.fill('#given', 'Arta');
    await page.fill('#family', `Prova${Date.now()}`);
    await date(page, 'on', '5');
    await send(page);
    const file = page.url().split('?')[0] ?? '';
    await page.goto(`${file}/sections/profile`);
    await page.fill('#age_at_identification', 'xx');
    await send(page);
    expect(await page.title()).toMatch(/^(Error|Gabim|Грешка):/);
    await page.fill('#age_at_identification', '27');
    await choose(page, 'sex', 'female');
    await choose(page, 'age_basis', 'document');
    await send(page);
    await page.goto(`${file}/record/status-decision`);
    await choose(page, 'status', 'presumed');
    await date(page, 'on', '6');
    await send(page);
    await page.goto(`${file}/record/guardian`);
    await date(page, 'on', '7');
    await send(page);
    await page.goto(`${file}/timeline`);
    await Promise.all([page.waitForNavigation(), page.click('.hub-timeline a[href*="/correct/"]')]);
    await date(page, 'on', '8');
    await choose(page, 'correctionReason', 'typing_error');
    await page.fill('#correctionNote', 'x');
    await send(page);
    await Promise.all([page.waitForNavigation(), page.click('main form button[type=submit]')]);
    expect(page.url()).toContain('/timeline');
    await page.goto(`${file}/print`);
    return file;
  }

  it('stands in Macedonian on the screens beside the day’s work too, and Enter saves and goes on', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk');
    const file = await journey(page);
    const here = new URL(file).pathname;
    const pages = ['/identity', '/erasure', '/record/guardian', '/sections/recruitment'];
    const others = ['/cases?stage=presumed&sex=female', '/tasks', '/quality', '/search', '/paper'];
    const found = await inspectAll(page, [...others, ...pages.map(name => here + name)]);
    expect(found).toEqual([]);

    await page.goto(`${file}/sections/background`);
    await page.fill('#children_count', '3');
    await page.locator('#hub-save-status').filter({ hasText: /\d:\d/ }).waitFor();
    await page.reload();
    expect(await page.inputValue('#children_count')).toBe('3');
    await Promise.all([page.waitForNavigation(), page.press('#children_count', 'Enter')]);
    // Enter saves and goes on; it is not the first button of the page, which is a language.
    const reached = [await page.getAttribute('html', 'lang'), new URL(page.url()).pathname];
    expect(reached).toEqual(['mk', `${here}/sections/recruitment`]);
    expect(workplace.complaints).toEqual([]);
    await context.close();
  }, 300_000);

  it('finds a country by the letters it begins with, and the help on the line of the label', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk');
    const file = await journey(page);
    await page.goto(`${file}/sections/exploitation`);
    const lines = await page.evaluate<number[]>(`[...document.querySelectorAll('.hub-field')]
      .filter(field => field.offsetParent && field.querySelector('.hub-help'))
      .map(field => field.querySelector('.hub-help').getBoundingClientRect().top
        - field.querySelector('legend, label').getBoundingClientRect().top)`);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter(distance => Math.abs(distance) > 12)).toEqual([]);
    await page.fill('#exploitation_country', 'ита');
    await page.waitForSelector('#exploitation_country__option--0');
    expect(await page.textContent('#exploitation_country__option--0')).toMatch(/^\d+ Италија/);
    await page.fill('#exploitation_country', '12');
    await page.waitForFunction(
      `/^12 /.test(document.querySelector('#exploitation_country__option--0')?.textContent ?? '')`,
    );
    await context.close();
  }, 300_000);

  it('does the same without JavaScript', async () => {
    const { context, page } = await workplace.signedIn('officer', 'sq', { javaScript: false });
    const file = await journey(page);
    await page.goto(file);
    expect(await page.textContent('h1')).toMatch(/V-2026-/);
    await context.close();
  }, 300_000);
});
