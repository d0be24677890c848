import { victims } from '@hub/victims';
import { languages } from '@hub/web';
import { describeInChromium, inspect, keptIn, signOut, Workplace } from './chromium.fixture';
import { begin, care, close, correct, describeAll, print } from './officer-day.fixture';
import { Officer } from './officer.fixture';

describeInChromium('the day of an officer of the victim database, through the pages alone', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  it.each(['sq', 'mk'])(
    'from registration to closing in %s, every screen without fault',
    async lang => {
      const { context, page } = await workplace.signedIn('officer', lang);
      const officer = new Officer(page);
      const found: string[] = [];
      const visited = async (screen: string) => {
        expect([screen, await page.getAttribute('html', 'lang')]).toEqual([screen, lang]);
        found.push(...(await inspect(page, screen)));
      };
      await visited('home');
      await begin(officer, visited);
      await describeAll(officer, visited);
      await Promise.all([page.waitForNavigation(), page.click('nav.hub-navigation a[href^="/cases/"]')]);
      await care(officer, visited);
      await correct(officer, visited);
      await print(officer);
      await Promise.all([page.waitForNavigation(), page.click('main nav.hub-navigation a')]);
      await close(officer, visited);
      expect(found).toEqual([]);
      await signOut(page);
      expect(await keptIn(context, page)).toEqual([]);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    },
    300_000,
  );

  describe('in short', () => {
    let reference = '';

    beforeAll(async () => {
      const { context, page } = await workplace.signedIn('officer', 'en');
      await new Officer(page).register('Besa', `Prova${Date.now()}`);
      reference = /V-\d{4}-\w+/.exec(await page.innerText('h1'))?.[0] ?? '';
      await context.close();
    }, 60_000);

    it.each(languages.map(({ code }) => code))('in %s: signs in, finds, opens, records', async lang => {
      const { context, page } = await workplace.signedIn('officer', lang);
      const officer = new Officer(page);
      await page.fill('#hub-search', reference.toLowerCase());
      await Promise.all([page.waitForNavigation(), page.click('.hub-search button')]);
      expect(await page.innerText('h1')).toContain(reference);
      const cards = await page.locator('.govuk-summary-card').count();
      await officer.record('protection', { kind: 'relocation', on: { day: '12' }, until: { day: '20' } });
      expect(await page.locator('.govuk-notification-banner--success').count()).toBe(1);
      expect(await page.locator('.govuk-summary-card').count()).toBe(cards + 1);
      expect(await page.getAttribute('html', 'lang')).toBe(lang);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    });
  });
});
