import { judicial } from '@hub/judicial';
import { languages } from '@hub/web';
import { describeInChromium, inspect, keptIn, signOut, Workplace } from './chromium.fixture';
import type { Visited } from './page-user.fixture';
import {
  appeal,
  correct,
  describeAll,
  finish,
  investigate,
  money,
  printAndClose,
  Prosecutor,
  tryCase,
} from './prosecutor-day.fixture';

const words = {
  sq: {
    suspect: 'i dyshuar',
    accused: 'i pandehur',
    convicted: 'i dënuar',
    acquitted: 'i shpallur i pafajshëm',
  },
  mk: { suspect: 'осомничен', accused: 'обвинет', convicted: 'осуден', acquitted: 'ослободен' },
} as const;
type Told = keyof (typeof words)['sq'];

/** What nobody may be called: not before a final conviction, and after it the word is "convicted". */
const TRAFFICKER = /trafficker|trafikant|krijgovc|трговец|трговци|трафикант/i;

describeInChromium('the work of a prosecutor, through the pages alone', () => {
  const workplace = Workplace.around(judicial, { HUB_SEED: '0' });

  it.each(['sq', 'mk'] as const)(
    'from the report to the closing in %s, every screen without fault',
    async lang => {
      const { context, page } = await workplace.signedIn('prosecutor', lang);
      const me = new Prosecutor(page);
      const found: string[] = [];
      const visited: Visited = async screen => {
        expect([screen, await page.getAttribute('html', 'lang')]).toEqual([screen, lang]);
        const said = TRAFFICKER.exec(await page.innerText('body'))?.[0];
        if (said) found.push(`${screen}: ${said}`);
        found.push(...(await inspect(page, screen)));
      };
      const stand = async (...expected: readonly Told[]) =>
        expect(await me.standings()).toEqual(expected.map(word => words[lang][word]));
      await visited('home');
      await me.openCase(visited);
      await visited('new case opened');
      await me.addAccused('Ilir', visited);
      await me.addAccused('Besa', visited);
      await stand('suspect', 'suspect');
      await investigate(me, visited);
      await stand('suspect', 'suspect');
      await tryCase(me, visited);
      await stand('accused', 'accused');
      await visited('case judged');
      await appeal(me, visited);
      await stand('accused', 'accused');
      await finish(me);
      await stand('convicted', 'acquitted');
      await money(me, visited);
      await describeAll(me, visited);
      await visited('case with everything');
      await correct(me, visited);
      await printAndClose(me, visited);
      expect(found).toEqual([]);
      await signOut(page);
      expect(await keptIn(context, page)).toEqual([]);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    },
    480_000,
  );

  describe('in short', () => {
    let reference = '';

    beforeAll(async () => {
      const { context, page } = await workplace.signedIn('prosecutor', 'en');
      await new Prosecutor(page).openCase(async () => undefined);
      reference = /J-\d{4}-\w+/.exec(await page.innerText('h1'))?.[0] ?? '';
      await context.close();
    }, 60_000);

    it.each(languages.map(({ code }) => code))('in %s: signs in, finds, opens, records', async lang => {
      const { context, page } = await workplace.signedIn('prosecutor', lang);
      const me = new Prosecutor(page);
      await page.fill('#hub-search', reference.toLowerCase());
      await Promise.all([page.waitForNavigation(), page.click('.hub-search button')]);
      expect(await page.innerText('h1')).toContain(reference);
      await me.record('request-cooperation', { kind: 'jit', countries: 2, on: { day: '12' } });
      expect(await page.locator('.govuk-notification-banner--success').count()).toBe(1);
      await me.toPage('timeline');
      expect(await page.locator('.hub-timeline > li').count()).toBeGreaterThan(1);
      expect(await page.getAttribute('html', 'lang')).toBe(lang);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    });
  });
});
