import { AccessDatabase, IDLE_MINUTES, IDLE_WARNING_MINUTES } from '@hub/access';
import { Drafts } from '@hub/vault';
import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, faultsOf, keptIn, Workplace } from './chromium.fixture';
import { mortal } from './chromium-program';
import { Officer } from './officer.fixture';

describeInChromium('what is typed is not lost', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });
  let file = '';

  beforeAll(async () => {
    const { context, page } = await workplace.signedIn('officer', 'en');
    file = await new Officer(page).register('Drita', `Prova${Date.now()}`);
    await context.close();
  }, 60_000);

  const section = (name: string) => `${file}/sections/${name}`;
  const database = () => workplace.server.app.get(AccessDatabase, { strict: false }).pool;

  /** The drafts of the officer, as the server keeps them. */
  async function drafts(): Promise<string[]> {
    const { rows } = await database().query<{ id: string }>(
      `select id from access.account where sign_in_name = 'officer'`,
    );
    const all = await workplace.server.app.get(Drafts, { strict: false }).of(rows[0]?.id ?? '');
    return all.map(({ form }) => form).filter(form => form.startsWith('cases/'));
  }

  const saved = (page: Page) =>
    page.locator('#hub-save-status').filter({ hasText: /\d:\d/ }).waitFor({ timeout: 3_000 });

  const focused = (page: Page) => page.evaluate<string>('document.activeElement.id');

  /** Every session ends as if nobody had done anything for longer than it lasts. */
  const letSessionEnd = () => letPass(IDLE_MINUTES + 1);

  const letPass = (minutes: number) =>
    database().query(`update access.session set last_active_at = last_active_at - $1 * interval '1 minute'`, [
      minutes,
    ]);

  /** For how long the server heard of nobody, in minutes. */
  async function idle(): Promise<number> {
    const { rows } = await database().query<{ minutes: number }>(
      'select extract(epoch from now() - max(last_active_at))::float / 60 as minutes from access.session',
    );
    return rows[0]?.minutes ?? NaN;
  }

  const signInHere = async (page: Page, role = 'officer') => {
    await page.fill('#name', role);
    await page.fill('#password', workplace.passwordOf(role));
    await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  };

  it('saves itself within three seconds of the last key, as one draft, and goes on at another PC', async () => {
    const { context, page } = await workplace.signedIn('officer', 'en');
    await page.goto(section('background'));
    await page.locator('#children_count').pressSequentially('12');
    await saved(page);
    await page.locator('#children_count').press('Backspace');
    await page.check('[name=previously_trafficked][value=yes]', { force: true });
    await page.waitForResponse(answer => answer.url().includes('/drafts'), { timeout: 3_000 });
    expect(await drafts()).toEqual([new URL(section('background')).pathname.slice(1)]);
    const elsewhere = await workplace.signedIn('officer', 'mk');
    await new Officer(elsewhere.page).followTo('/sections/background');
    expect(await elsewhere.page.inputValue('#children_count')).toBe('1');
    expect(await elsewhere.page.isChecked('[name=previously_trafficked][value=yes]')).toBe(true);
    expect((await keptIn(context, page)).filter(kept => !kept.startsWith('cookie'))).toEqual([]);
    await context.close();
    await elsewhere.context.close();
  });

  it('keeps every answer and the place through all six languages in the middle of a form', async () => {
    const { context, page } = await workplace.signedIn('officer', 'en');
    await page.goto(section('profile'));
    const officer = new Officer(page);
    await officer.answer({
      sex: 'female',
      age_at_identification: 'about 20',
      citizenship: 2,
      country_of_birth: 3,
    });
    for (const lang of ['sq', 'bs', 'bg', 'mk', 'ro', 'en']) {
      // Typed at the last moment, before anything could save it.
      await page.fill('#age_at_identification', `about ${lang}`);
      await page.focus('#country_of_birth');
      await Promise.all([page.waitForNavigation(), page.click(`.hub-languages button[value=${lang}]`)]);
      const answers = {
        lang: await page.getAttribute('html', 'lang'),
        sex: await page.isChecked('[name=sex][value=female]'),
        age: await page.inputValue('#age_at_identification'),
        countries: [await page.inputValue('#citizenship'), await page.inputValue('#country_of_birth')],
        focus: await focused(page),
      };
      const number = (code: number) => expect.stringMatching(new RegExp(`^${code} `));
      const expected = { lang, sex: true, age: `about ${lang}`, countries: [number(2), number(3)] };
      expect(answers).toEqual({ ...expected, focus: 'country_of_birth' });
    }
    await context.close();
  }, 120_000);

  it('comes back to the field after a session that ended while nobody typed', async () => {
    const { context, page } = await workplace.signedIn('officer', 'sq');
    await page.clock.install();
    await page.goto(section('recruitment'));
    await page.fill('#age_at_recruitment', '17');
    await Promise.all([page.waitForResponse(/\/drafts/), page.clock.runFor(2_000)]);
    await page.waitForLoadState('networkidle');
    await letSessionEnd();
    await page.clock.runFor(14 * 60_000);
    expect(await page.isVisible('#hub-session')).toBe(true);
    await Promise.all([page.waitForURL(/\/sign-in\?expired/), page.clock.runFor(2 * 60_000)]);
    await signInHere(page);
    expect(await page.inputValue('#age_at_recruitment')).toBe('17');
    expect(await focused(page)).toBe('age_at_recruitment');
    await context.close();
  });

  it('warns two minutes before the session ends, and lets who says so stay, with everything typed', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk');
    await page.clock.install();
    await page.goto(section('recruitment'));
    await page.fill('#age_at_recruitment', '16');
    await Promise.all([page.waitForResponse(/\/drafts/), page.clock.runFor(2_000)]);
    await page.waitForLoadState('networkidle');
    const warned = () => page.isVisible('#hub-session');
    for (const round of ['typed', 'stayed']) {
      await page.clock.runFor((IDLE_WARNING_MINUTES - 1) * 60_000);
      expect([round, await warned()]).toEqual([round, false]);
      await page.clock.runFor(61_000);
      expect([round, await warned()]).toEqual([round, true]);
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate('document.activeElement.closest("dialog")?.id')).toBe('hub-session');
      await letPass(IDLE_WARNING_MINUTES);
      await Promise.all([page.waitForResponse(/\/session\/stay/), page.click('#hub-session button')]);
      await page.locator('#hub-session').waitFor({ state: 'hidden' });
      expect(await idle()).toBeLessThan(1);
    }
    expect(IDLE_MINUTES - IDLE_WARNING_MINUTES).toBe(2);
    expect(await page.inputValue('#age_at_recruitment')).toBe('16');
    expect(new URL(page.url()).pathname).toBe(new URL(section('recruitment')).pathname);
    await context.close();
  });

  it('keeps a form that is sent after the session ended, for the same person alone', async () => {
    for (const role of ['trainer', 'officer']) {
      const { context, page } = await workplace.signedIn('officer', 'mk');
      await page.goto(section('transport'));
      await letSessionEnd();
      await page.check('[name=trafficking_scope][value=internal]', { force: true });
      await page.locator('.hub-status--warning').waitFor();
      expect(await page.innerText('#hub-save-status')).toContain('сесија');
      await Promise.all([page.waitForNavigation(), page.click('.hub-form .hub-actions button')]);
      expect(await page.locator('#password').count()).toBe(1);
      await signInHere(page, role);
      const waiting = page.locator('main input[type=hidden][name=trafficking_scope][value=internal]');
      expect(await waiting.count()).toBe(role === 'officer' ? 1 : 0);
      if (role === 'officer') {
        await Promise.all([page.waitForNavigation(), page.click('main form .hub-actions button')]);
        expect(new URL(page.url()).pathname).toMatch(/\/sections\/exploitation$/);
      }
      await context.close();
    }
  }, 120_000);

  it('is there after the browser was killed', async () => {
    const { browser, kill } = await mortal();
    const { page } = await workplace.signedIn('officer', 'en', { browser });
    await page.goto(section('exploitation'));
    await page.fill('[name=exploitation_start-year]', '2024');
    await saved(page);
    await kill();
    expect(browser.isConnected()).toBe(false);
    const { context, page: next } = await workplace.signedIn('officer', 'en');
    await next.goto(section('exploitation'));
    expect(await next.inputValue('[name=exploitation_start-year]')).toBe('2024');
    await context.close();
  });
});
