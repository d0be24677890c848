import { judicial } from '@hub/judicial';
import { languages } from '@hub/web';
import type { Page } from 'playwright-core';
import { describeInChromium, inspect, keptIn, signOut, Workplace } from './chromium.fixture';
import { PageUser } from './page-user.fixture';

const sheets = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

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

const COURT = 'Gjykata e Posaçme e Shkallës së Parë';
const APPEAL_COURT = 'Gjykata e Posaçme e Apelit';

type Visited = (screen: string) => Promise<void>;

/** A prosecutor, whose work is one case with two accused. */
class Prosecutor extends PageUser {
  private file = '';
  readonly persons: string[] = [];

  async openCase(visited: Visited): Promise<void> {
    await this.follow('/proceedings/new');
    await visited('new case');
    await this.fill({ openedOn: { day: '2' }, origin: 'police_own', legalBasis: ['AL-110a'] });
    this.file = this.place;
  }

  async addAccused(given: string, visited: Visited): Promise<void> {
    await this.follow('/persons/new');
    await visited('new suspect');
    await this.fill({ given, family: `Prova${Date.now()}`, on: { day: '3' } });
    this.persons.push(this.place.split('/').at(-1) ?? '');
    await visited('suspect');
    await this.back();
  }

  async back(): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.click('.govuk-back-link')]);
    expect(this.place).toBe(this.file);
  }

  async toPage(name: string): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation(),
      this.page.click(
        name === '' ? 'main nav.hub-navigation a' : `main nav.hub-navigation a[href$="/${name}"]`,
      ),
    ]);
  }

  /** The standing of each person as the case shows it. */
  standings(): Promise<string[]> {
    return this.page.locator('main table tbody tr td:nth-child(2)').allInnerTexts();
  }
}

describeInChromium('the work of a prosecutor, through the pages alone', () => {
  const workplace = Workplace.around(judicial, { HUB_SEED: '0' });

  /** Only what the law allows now is a link; everything else stands there with the reason in words. */
  async function expectLegalSteps(page: Page, possible: string, impossible: string): Promise<void> {
    expect(await page.locator(`main a[href*="/record/${possible}"]`).count()).toBeGreaterThan(0);
    expect(await page.locator(`main a[href*="/record/${impossible}"]`).count()).toBe(0);
    const reasons = await page.locator('main .hub-reason').allTextContents();
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter(reason => !/\p{L}{3}.*\.$/u.test(reason) || /judicial\./.test(reason))).toEqual([]);
  }

  async function investigate(me: Prosecutor, visited: Visited): Promise<void> {
    await expectLegalSteps(me.page, 'open-investigation', 'conclude-investigation');
    const [first = ''] = me.persons;
    await me.record('open-investigation', { on: { day: '4' } });
    await me.follow(`/record/order-measure?person=${first}`);
    await visited('measure');
    await me.fill({ kind: 'detention', on: { day: '5' }, until: { day: '6-5' } });
    await me.record('conclude-investigation', { on: { day: '4-1' } });
    for (const person of me.persons) {
      await me.follow(`/record/decide-prosecution?person=${person}`);
      await me.fill({ decision: 'charged_thb', legalBasis: ['AL-110a'], on: { day: '4-2' } });
    }
    await expectLegalSteps(me.page, 'file-indictment', 'open-trial');
  }

  /** Indictment, main hearing, a judgment on each charge of each accused, the sentence of the one convicted. */
  async function tryCase(me: Prosecutor, visited: Visited): Promise<void> {
    const [first = '', second = ''] = me.persons;
    const all = (one: string, name: string) => `p-${one}-${name}`;
    await me.followTo('/record/file-indictment');
    await visited('indictment');
    await me.fill({ on: { day: '4-3' }, court: COURT, [all(second, 'include')]: ['yes'] });
    // Opened for one person it asks about all, the others not yet chosen.
    expect(await me.page.locator('main a[href*="/record/file-indictment"]').count()).toBe(0);
    await expectLegalSteps(me.page, 'open-trial', 'file-appeal');
    await me.followTo('/record/open-trial');
    await me.fill({ on: { day: '4-20' }, court: COURT });
    await expectLegalSteps(me.page, 'deliver-judgment', 'open-trial');
    await me.followTo('/record/deliver-judgment');
    await me.answer({
      [all(first, 'v0-verdict')]: 'convicted_thb',
      [all(second, 'v0-verdict')]: 'acquitted',
    });
    await visited('judgment');
    await me.fill({ on: { day: '5-4' }, court: COURT, [all(second, 'include')]: ['yes'] });
    await me.follow(`/record/set-sentence?person=${first}`);
    await visited('sentence');
    await me.fill({ kind: 'imprisonment', months: '96', on: { day: '5-4' } });
  }

  async function appeal(me: Prosecutor, visited: Visited): Promise<void> {
    const [first = ''] = me.persons;
    await me.follow(`/record/file-appeal?person=${first}`);
    await visited('appeal');
    await me.fill({ by: 'defence', on: { day: '5-11' } });
    await expectLegalSteps(me.page, 'decide-appeal', 'open-enforcement');
    await me.followTo('/record/decide-appeal');
    await visited('decision on the appeal');
    await me.fill({ on: { day: '6-1' }, court: APPEAL_COURT, [`p-${first}-outcome`]: 'upheld' });
  }

  async function finish(me: Prosecutor): Promise<void> {
    for (const person of me.persons) {
      await me.follow(`/record/make-final?person=${person}`);
      await me.fill({ on: { day: '6-2' } });
    }
  }

  async function money(me: Prosecutor, visited: Visited): Promise<void> {
    const [first = ''] = me.persons;
    await me.follow('/record/seize-assets');
    await me.fill({ person: first, on: { day: '5' }, 'value-amount': '1500000' });
    await me.follow('/record/order-confiscation');
    await visited('confiscation');
    await me.fill({ person: first, kind: 'ordinary', on: { day: '5-4' }, 'value-amount': '1 200 000' });
    await me.record('enforce-confiscation', { on: { day: '6-3' }, 'value-amount': '900000' });
    await me.follow('/record/award-compensation');
    await me.fill({ person: first, on: { day: '5-4' }, 'value-amount': '500000' });
    await me.record('pay-compensation', { on: { day: '6-4' }, 'value-amount': '250000' });
    const told = (await me.page.innerText('main')).replace(/[\s.,]/gu, '');
    for (const sum of ['1500000', '1200000', '900000', '500000', '250000']) expect(told).toContain(sum);
  }

  /** Everything the criteria ask before a case is closed. */
  async function describeAll(me: Prosecutor, visited: Visited): Promise<void> {
    const { page } = me;
    await me.follow('/sections/offence');
    await visited('offence');
    await me.answer({ exploitation_forms: ['sexual'], acts: ['recruitment'], means: ['deception'] });
    await me.fill({ main_exploitation: 1, scope: 'internal' });
    await me.fill({ victims_female_adult: 'many' });
    expect(await page.title()).toMatch(/^(Gabim|Грешка):/);
    await visited('section with a problem');
    await me.fill({ victims_female_adult: '2' });
    await me.back();
    for (const person of me.persons) {
      await me.follow(`/persons/${person}`);
      await me.follow('/sections/person_profile');
      await visited('profile');
      await me.answer({ sex: 'male', age_at_offence: '34' });
      await me.fill({ citizenship: 2 });
      await page.goto(page.url().replace(/\/persons\/.*$/, ''));
    }
  }

  /** A date is corrected: the reason is asked, before and after are shown, both stay in the timeline. */
  async function correct(me: Prosecutor, visited: Visited): Promise<void> {
    const { page } = me;
    await me.toPage('timeline');
    await visited('timeline');
    const paid = page.locator('.hub-timeline > li', { hasText: /250[\s.]?000/u }).first();
    await Promise.all([page.waitForNavigation(), paid.locator('a[href*="/correct/"]').click()]);
    await me.fill({ on: { day: '6-5' } });
    expect(await page.title()).toMatch(/^(Gabim|Грешка):/);
    await visited('correction without a reason');
    await me.fill({ correctionReason: 'typing_error', correctionNote: 'x' });
    const [, before = '?', after = '?'] = await page
      .locator('main tbody tr')
      .first()
      .locator('th, td')
      .allInnerTexts();
    expect([before, after]).toEqual([expect.stringMatching(/^4 /), expect.stringMatching(/^5 /)]);
    await visited('before and after');
    await me.send();
    const told = (await page.textContent('.hub-timeline')) ?? '';
    expect([told.includes(before), told.includes(after)]).toEqual([true, true]);
    await visited('timeline after a correction');
  }

  async function printAndClose(me: Prosecutor, visited: Visited): Promise<void> {
    const { page } = me;
    await me.toPage('print');
    await visited('print');
    const paper = sheets(await page.pdf({ format: 'A4' }));
    expect(paper).toBeGreaterThan(0);
    expect(paper).toBeLessThanOrEqual(4);
    await me.toPage('answers');
    await visited('answers');
    await me.toPage('');
    await me.record('close', { reason: 'all_finally_decided', on: { day: '6-10' } });
    await visited('closed case');
    expect(await page.locator('main a[href*="/record/close"]').count()).toBe(0);
  }

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
