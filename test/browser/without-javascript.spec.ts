import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import type { BrowserContext, Page } from 'playwright-core';
import { describeInChromium, keptIn, narrowWidth, signOut, Workplace } from './chromium.fixture';
import * as officerDay from './officer-day.fixture';
import { Officer } from './officer.fixture';
import type { Visited } from './page-user.fixture';
import * as prosecutorDay from './prosecutor-day.fixture';

/** What each screen is held against here; axe is a script itself and judges the same screens with scripts on. */
function visits(page: Page, lang: string, found: string[]): Visited {
  return async screen => {
    expect([screen, await page.getAttribute('html', 'lang')]).toEqual([screen, lang]);
    expect(await page.getAttribute('html', 'class')).not.toContain('js-enabled');
    const width = await narrowWidth(page);
    if (width > 320) found.push(`${screen}: ${width} px wide`);
  };
}

async function leave(context: BrowserContext, page: Page): Promise<void> {
  await signOut(page);
  expect(await keptIn(context, page)).toEqual([]);
  await context.close();
}

describeInChromium('without JavaScript an officer', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  it('registers, describes, refers, decides, assists, corrects, prints and closes in Macedonian', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk', { javaScript: false });
    const officer = new Officer(page, false);
    const found: string[] = [];
    const visited = visits(page, 'mk', found);
    await officerDay.begin(officer, visited);
    await officerDay.describeAll(officer, visited);
    await Promise.all([page.waitForNavigation(), page.click('nav.hub-navigation a[href^="/cases/"]')]);
    await officerDay.care(officer, visited);
    await officerDay.correct(officer, visited);
    await officerDay.print(officer);
    await Promise.all([page.waitForNavigation(), page.click('main nav.hub-navigation a')]);
    await officerDay.close(officer, visited);
    expect(found).toEqual([]);
    expect(workplace.complaints).toEqual([]);
    await leave(context, page);
  }, 300_000);
});

describeInChromium('without JavaScript a prosecutor', () => {
  const workplace = Workplace.around(judicial, { HUB_SEED: '0' });

  it('opens a case against two, brings it to a final judgment, takes the money, corrects a date and prints, in Albanian', async () => {
    const { context, page } = await workplace.signedIn('prosecutor', 'sq', { javaScript: false });
    const me = new prosecutorDay.Prosecutor(page, false);
    const found: string[] = [];
    const visited = visits(page, 'sq', found);
    await me.openCase(visited);
    await me.addAccused('Ilir', visited);
    await me.addAccused('Besa', visited);
    await prosecutorDay.investigate(me, visited);
    await prosecutorDay.tryCase(me, visited);
    await prosecutorDay.appeal(me, visited);
    await prosecutorDay.finish(me);
    expect(await me.standings()).toEqual(['i dënuar', 'i shpallur i pafajshëm']);
    await prosecutorDay.money(me, visited);
    await prosecutorDay.describeAll(me, visited);
    await prosecutorDay.correct(me, visited);
    await prosecutorDay.printAndClose(me, visited);
    expect(found).toEqual([]);
    expect(workplace.complaints).toEqual([]);
    await leave(context, page);
  }, 300_000);
});
