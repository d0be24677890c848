import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, inspect, keptIn, signOut, Workplace } from './chromium.fixture';
import { Officer } from './officer.fixture';
import { PageUser } from './page-user.fixture';

const PASSWORD = 'кревет lampion 73 vjeshte oblak';

/** What says that a case is seen: its reference, its person, or a way to one. */
const ofCases = /\bV-\d{4}-\w+|Zamira|Prova\d/;

/** Somebody who keeps the accounts, or reads what was done with them. */
class Keeper extends PageUser {
  readonly seen: string[] = [];

  constructor(
    page: Page,
    private readonly lang: string,
  ) {
    super(page);
  }

  /** Holds the screen against everything, and against the rule that no case is seen here. */
  async look(screen: string): Promise<void> {
    expect([screen, await this.page.getAttribute('html', 'lang')]).toEqual([screen, this.lang]);
    const told = ofCases.exec(await this.page.innerText('body'))?.[0];
    if (told) this.seen.push(`${screen}: ${told}`);
    const ways = await this.page
      .locator('a[href^="/cases"], a[href^="/tasks"], form[action="/search"]')
      .count();
    if (ways > 0) this.seen.push(`${screen}: ${ways} ways to cases`);
    this.seen.push(...(await inspect(this.page, screen)));
  }

  async press(selector: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.click(selector)]);
  }
}

describeInChromium('who keeps accounts and who audits, through the pages alone', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });
  let file = '';

  /** There is something to see: a case with a name, read for a purpose. */
  beforeAll(async () => {
    const { context, page } = await workplace.signedIn('officer', 'en');
    const officer = new Officer(page);
    file = await officer.register('Zamira', `Prova${Date.now()}`);
    await officer.follow('/identity');
    await officer.fill({ purpose: 'case_work' });
    expect(await page.innerText('main')).toContain('Zamira');
    await context.close();
  }, 60_000);

  /** @returns the address that the owner of the link is sent to */
  async function setPassword(page: Page, link: string): Promise<string> {
    await page.goto(link);
    await page.fill('#password', PASSWORD);
    await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
    return page.url();
  }

  const refused = async (page: Page) => {
    const found = [];
    for (const address of [
      file,
      `${file}/timeline`,
      `${workplace.server.url}/cases`,
      `${workplace.server.url}/search`,
    ])
      found.push((await page.goto(address))?.status());
    return found;
  };

  it('an administrator makes an account, gives it a role with a second one, and takes both away, in Bulgarian and Romanian', async () => {
    const { context, page } = await workplace.signedIn('administrator', 'bg');
    const first = new Keeper(page, 'bg');
    await first.look('home');
    await first.navigate('/people');
    await first.look('people');
    await first.follow('/people/new');
    await first.fill({ name: 'Йорданка Пробна', signInName: '?' });
    await first.look('new person with a problem');
    await first.fill({ signInName: 'jordanka' });
    await first.look('one-time link');
    const link = /http:\/\/\S+\/first-password\/[\w-]{43}/.exec(await page.innerText('main'))?.[0] ?? '';

    const owner = await workplace.open();
    expect(await setPassword(owner.page, link)).toContain('/sign-in');
    const enter = async () => {
      await owner.page.goto(`${workplace.server.url}/sign-in`);
      await owner.page.fill('#name', 'jordanka');
      await owner.page.fill('#password', PASSWORD);
      await Promise.all([owner.page.waitForNavigation(), owner.page.click('main button[type=submit]')]);
      return (await owner.page.goto(`${workplace.server.url}/cases`))?.status();
    };
    expect(await enter()).toBe(403);
    // Used once, the link is of no more use.
    expect(await setPassword(owner.page, link)).toContain('/first-password/');
    expect(await owner.page.locator('.govuk-error-summary').count()).toBe(1);

    await first.followTo('/role');
    await first.look('role');
    await first.fill({ role: 'Обучител' });
    await first.look('account that waits');
    expect(await page.locator('.govuk-notification-banner--success').count()).toBe(1);
    await first.followTo('/people/requests/');
    await first.look('own request');
    expect(await page.locator('form[action$="/approve"]').count()).toBe(0);

    const other = await workplace.signedIn('administrator2', 'ro');
    const second = new Keeper(other.page, 'ro');
    await second.navigate('/people');
    await second.follow('/people/requests');
    await second.look('requests');
    await second.followTo('/people/requests/');
    await second.look('request of another');
    await second.press('form[action$="/approve"] button');
    await second.look('approved');
    expect(await enter()).not.toBe(403);

    await first.navigate('/people');
    await page.fill('#q', 'пробна');
    await first.press('main form[role=search] button');
    await first.press('main tbody a');
    await first.press('form[action$="/revoke"] button');
    await first.look('role taken away');
    await first.press('form[action$="/disable"] button');
    await first.look('disabled');
    expect(await page.locator('form[action$="/disable"]').count()).toBe(0);
    expect(await enter()).toBe(401);

    for (const [address, screen] of [
      ['/organisations', 'institutions'],
      ['/operations', 'health, jobs and backups'],
      ['/help', 'help'],
    ] as const) {
      await second.navigate(address);
      await second.look(screen);
    }
    await second.follow('/help/lists');
    await second.look('code lists');
    await second.followTo('/help/lists/');
    await second.look('code list');
    expect(await other.page.locator('main tbody tr').count()).toBeGreaterThan(1);
    expect([...first.seen, ...second.seen]).toEqual([]);
    expect(await refused(page)).toEqual([403, 403, 403, 403]);
    expect(await refused(other.page)).toEqual([403, 403, 403, 403]);
    await signOut(page);
    expect(await keptIn(context, page)).toEqual([]);
    expect(workplace.complaints).toEqual([]);
    for (const { context: one } of [owner, other]) await one.close();
    await context.close();
  }, 240_000);

  it.each(['bg', 'ro'])(
    'an auditor in %s finds who saw what, and why, and sees no case',
    async lang => {
      const { context, page } = await workplace.signedIn('auditor', lang);
      const auditor = new Keeper(page, lang);
      await auditor.look('home');
      await auditor.navigate('/audit');
      await auditor.look('purpose');
      await page.check('[name=purpose]', { force: true });
      await auditor.press('main form button');
      await auditor.look('audit');
      const id = file.split('/').at(-1) ?? '';
      await page.selectOption('#actor', { label: 'Training officer' });
      await page.fill('#resource', id);
      await page.fill('#resourceKind', 'case');
      await auditor.press('main form[role=search] button');
      await auditor.look('who saw the case');
      const rows = await page.locator('main tbody tr').allInnerTexts();
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.filter(row => !row.includes('Training officer') || !row.includes(id))).toEqual([]);
      // The person was looked at for a purpose, and the purpose stands there in words.
      const why = await page.locator('main tbody tr td:nth-child(5)').allInnerTexts();
      expect(why.filter(text => /\p{L}{3}/u.test(text) && !/[a-z]_[a-z]/.test(text)).length).toBeGreaterThan(
        0,
      );
      await page.selectOption('#kind', 'erasure');
      await auditor.press('main form[role=search] button');
      await auditor.look('erasures');
      await auditor.navigate('/audit');
      await auditor.follow('/audit/export');
      await auditor.look('export');
      await auditor.navigate('/audit');
      await auditor.follow('/people/matrix');
      await auditor.look('rights');
      expect(auditor.seen).toEqual([]);
      expect(await refused(page)).toEqual([403, 403, 403, 403]);
      await context.close();
    },
    120_000,
  );
});
