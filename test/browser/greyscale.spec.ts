import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { crawl, type Screen } from '../pages/screens.fixture';
import { describeInChromium, Workplace } from './chromium.fixture';
import { lettersOnEverySheet, sheetsOf } from './paper.fixture';
import { faultsOfLayout } from './reflow.fixture';

/** An A4 sheet without its margins, in CSS pixels. */
const sheet = { viewport: { width: 680, height: 990 } };

/** On paper a tag is its words, everything is open, and no address of this house follows a link. */
const onPaper = `(() => {
  const faults = [];
  for (const tag of document.querySelectorAll('main .govuk-tag')) {
    const { backgroundColor, color } = getComputedStyle(tag);
    if (!tag.checkVisibility()) continue;
    if (!/[\\p{L}\\p{N}]/u.test(tag.innerText)) faults.push('a tag without words: ' + tag.outerHTML);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)' || color !== 'rgb(0, 0, 0)') faults.push('a coloured tag: ' + tag.outerHTML);
  }
  for (const link of document.querySelectorAll('main a[href]')) {
    const { content } = getComputedStyle(link, '::after');
    if (link.checkVisibility() && !['none', 'normal'].includes(content)) faults.push('an address: ' + content);
  }
  for (const box of document.querySelectorAll('main details > :not(summary)'))
    if (box.parentElement.checkVisibility() && box.getBoundingClientRect().height === 0) faults.push('not opened: ' + box.outerHTML.slice(0, 80));
  return faults;
})()`;

describeInChromium.each([
  {
    definition: victims,
    roles: ['officer', 'supervisor', 'analyst', 'auditor'],
    ...{ line: 'solid', name: 'База на податоци за жртвите', list: '/cases' },
  },
  {
    definition: judicial,
    roles: ['prosecutor', 'chief_prosecutor', 'analyst', 'auditor'],
    ...{ line: 'double', name: 'Правосудна база на податоци', list: '/proceedings' },
  },
])('every screen of $definition.name on paper without colours', ({ definition, roles, line, name, list }) => {
  const workplace = Workplace.around(definition);
  let screens: readonly Screen[] = [];

  beforeAll(async () => {
    screens = (await crawl(workplace.server, roles)).screens;
  }, 300_000);

  /** Which database it is, told by its name and by the line below it; that it is a training, by words. */
  async function identity(page: Page): Promise<unknown> {
    return page.evaluate(`(() => {
      const header = document.querySelector('.hub-header');
      const training = document.querySelector('.hub-training');
      return {
        line: getComputedStyle(header).borderBottomStyle,
        name: header.innerText.includes(${JSON.stringify(name)}),
        training: training.innerText.length > 20,
      };
    })()`);
  }

  it('says in words and lines what the screen says in colours, and cuts nothing off', async () => {
    const found: string[] = [];
    for (const role of roles) {
      const { context, page } = await workplace.signedIn(role, 'mk', { window: sheet });
      await page.emulateMedia({ media: 'print' });
      for (const { route, address } of screens.filter(screen => screen.role === role)) {
        await page.goto(workplace.server.url + address);
        const faults = [...(await page.evaluate<string[]>(onPaper)), ...(await faultsOfLayout(page))];
        found.push(...faults.map(fault => `${route}: ${fault}`));
        expect([route, await identity(page)]).toEqual([route, { line, name: true, training: true }]);
      }
      await context.close();
    }
    expect(screens.length).toBeGreaterThan(40);
    expect(found).toEqual([]);
  }, 240_000);

  it('opens for print what is folded away, and folds it again', async () => {
    const { context, page } = await workplace.signedIn(roles[0] ?? '', 'mk');
    const timeline = screens.find(({ route }) => route.endsWith('/timeline'))?.address ?? '';
    await page.goto(workplace.server.url + timeline);
    const open = () =>
      page.evaluate<boolean[]>(`[...document.querySelectorAll('main details')].map(({ open }) => open)`);
    await page.locator('main details summary').nth(1).click();
    const before = await open();
    expect(before.filter(Boolean)).toHaveLength(1);
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    expect(await open()).toEqual(before.map(() => true));
    await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
    expect(await open()).toEqual(before);
    await context.close();
  });

  it('says on every sheet that it is a training, which database, who and when', async () => {
    const { context, page } = await workplace.signedIn(roles[0] ?? '', 'mk');
    await page.goto(workplace.server.url + list);
    const pdf = await page.pdf({ format: 'A4' });
    expect(sheetsOf(pdf)).toBeGreaterThan(1);
    const told = await page.locator('.hub-training, .hub-print-margin').allTextContents();
    for (const part of [name, `Training ${roles[0]}`, '2026']) expect(told[1]).toContain(part);
    const [top = 0, foot = 0] = told.map(text => text.replace(/\s/g, '').length);
    const { top: onTop, foot: atFoot } = lettersOnEverySheet(pdf);
    // Two or three letters may be drawn as one.
    expect(onTop).toBeGreaterThan(0.9 * top);
    expect(atFoot).toBeGreaterThan(0.9 * foot);
    // A page that says nothing on its later sheets is found out.
    await page.evaluate(
      `document.querySelectorAll('.hub-training, .hub-print-margin').forEach(one => one.remove())`,
    );
    const without = lettersOnEverySheet(await page.pdf({ format: 'A4' }));
    expect(Math.max(without.top, without.foot)).toBeLessThan(20);
    await context.close();
  });
});
