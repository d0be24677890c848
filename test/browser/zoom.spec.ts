import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { crawl, type Screen } from '../pages/screens.fixture';
import { describeInChromium, Workplace } from './chromium.fixture';
import { enlarged, faultsEnlarged } from './reflow.fixture';

describeInChromium.each([
  { definition: victims, roles: ['officer', 'supervisor', 'analyst', 'administrator', 'auditor'] },
  { definition: judicial, roles: ['prosecutor', 'chief_prosecutor', 'analyst', 'administrator', 'auditor'] },
])('every screen of $definition.name, enlarged', ({ definition, roles }) => {
  const workplace = Workplace.around(definition);
  let screens: readonly Screen[] = [];

  beforeAll(async () => {
    screens = (await crawl(workplace.server, roles)).screens;
  }, 300_000);

  /** Chart and table are there once their purpose was chosen. */
  async function faultsOfFigures(page: Page): Promise<string[]> {
    const address = screens.find(({ route }) => route === '/statistics/:indicator')?.address ?? '';
    await page.goto(workplace.server.url + address);
    await Promise.all([page.waitForNavigation(), page.click('main form[method=post] button')]);
    await page.goto(`${workplace.server.url}${address}?by=year`);
    expect(await page.locator('.hub-chart svg').count()).toBe(1);
    return faultsEnlarged(page, 'figures');
  }

  it.each(['sq', 'mk'])(
    'scrolls one way, hides no focus and cuts no text off at 400 % and with letters twice as large, in %s',
    async lang => {
      const found: string[] = [];
      for (const role of roles) {
        const { context, page } = await workplace.signedIn(role, lang, { window: enlarged });
        if (role === 'analyst') found.push(...(await faultsOfFigures(page)));
        for (const { route, address } of screens.filter(screen => screen.role === role)) {
          await page.goto(workplace.server.url + address);
          found.push(...(await faultsEnlarged(page, route)));
        }
        await context.close();
      }
      expect(screens.length).toBeGreaterThan(40);
      expect(found).toEqual([]);
    },
    240_000,
  );

  it('a box too wide, a line over another, a broken word and a bar over a field are told', async () => {
    const { context, page } = await workplace.open({ window: enlarged });
    const input = '<input aria-label="x">';
    const planted = [
      ['px wide in 320', '<div>wide</div>', 'width: 600px'],
      ['cut off: <p', '<p>cut off below</p>', 'overflow: hidden; height: 10px'],
      ['"over" under "under"', '<p>over</p><p>under</p>', 'margin-top: -25px'],
      ['breaks "Идентификувана"', '<p>Идентификувана</p>', 'width: 60px; overflow-wrap: break-word'],
      ['focus under the bar', input, 'position: fixed; top: 20px'],
    ] as const;
    for (const [fault, html, style] of planted) {
      await page.goto(`${workplace.server.url}/sign-in`);
      expect(await faultsEnlarged(page, 'sign-in')).toEqual([]);
      // A style attribute of the text itself would be refused by the policy of the page.
      await page.evaluate(`(() => {
        const main = document.querySelector('main');
        main.insertAdjacentHTML('beforeend', ${JSON.stringify(html)});
        main.lastElementChild.style.cssText = ${JSON.stringify(style)};
      })()`);
      expect((await faultsEnlarged(page, 'sign-in')).join('\n')).toContain(fault);
    }
    await context.close();
  });
});
