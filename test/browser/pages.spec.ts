import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import { languages } from '@hub/web';
import type { Page } from 'playwright-core';
import { describeInChromium, faultsOf, inspect, Workplace } from './chromium.fixture';

describeInChromium.each([
  { definition: victims, role: 'officer', addresses: ['/', '/cases', '/help'] },
  { definition: judicial, role: 'prosecutor', addresses: ['/', '/proceedings', '/help'] },
])('$definition.name in a real browser', ({ definition, role, addresses }) => {
  const workplace = Workplace.around(definition);
  let page: Page;

  beforeAll(async () => {
    page = (await workplace.open()).page;
  });

  it('the judge sees a fault where there is one', async () => {
    await page.setContent('<html><body><img src="x.png"></body></html>');
    expect((await faultsOf(page)).join()).toContain('image-alt');
  });

  it('signs in, and a wrong password is told at its field', async () => {
    await page.goto(`${workplace.server.url}/sign-in`);
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('#name', role);
    await page.fill('#password', 'not the password');
    await page.click('main button[type=submit]');
    await page.waitForSelector('.govuk-error-summary');
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('#name', role);
    await page.fill('#password', workplace.passwordOf(role));
    await page.click('main button[type=submit]');
    await page.waitForURL(`${workplace.server.url}/`);
  });

  it('writes who sits here, the account and the way out on one line', async () => {
    await page.goto(`${workplace.server.url}/`);
    const feet = await page.evaluate<
      number[]
    >(`[...document.querySelectorAll('.hub-header__user :is(span, a, button)')]
      .map(element => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return text.getBoundingClientRect().bottom;
      })`);
    expect(feet).toHaveLength(3);
    expect(Math.max(...feet) - Math.min(...feet)).toBeLessThan(0.1);
  });

  it('shows the columns of its lists whole at 1280 px in Macedonian, the widest language', async () => {
    for (const address of addresses) {
      await page.goto(`${workplace.server.url}/language/mk?back=${encodeURIComponent(address)}`);
      const clipped = await page.evaluate<number[]>(
        `[...document.querySelectorAll('.hub-table-scroll')].map(box => box.scrollWidth - box.clientWidth)`,
      );
      expect({ address, clipped }).toEqual({ address, clipped: clipped.map(() => 0) });
    }
  });

  it.each(languages.map(({ code }) => code))('stands in %s without a fault, also at 320 px', async code => {
    for (const address of addresses) {
      await page.goto(`${workplace.server.url}/language/${code}?back=${encodeURIComponent(address)}`);
      expect(await page.getAttribute('html', 'lang')).toBe(code);
      expect(await inspect(page, address)).toEqual([]);
    }
    expect(workplace.complaints).toEqual([]);
  });
});
