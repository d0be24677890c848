import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { victims } from '@hub/victims';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = process.env.CHROMIUM_PATH ?? programs.find(file => fs.existsSync(file));
if (!program) process.stderr.write('\n  SKIPPED: no Chromium; set CHROMIUM_PATH to run test/browser\n\n');

const root = path.resolve(__dirname, '../..');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const judge = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`;

/** Everything a page is held against, wherever the journey comes by. */
async function inspect(page: Page): Promise<{ faults: string[]; width: number }> {
  await page.evaluate(axe);
  const faults = await page.evaluate<string[]>(judge);
  await page.setViewportSize({ width: 320, height: 800 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.setViewportSize({ width: 1280, height: 900 });
  return { faults, width };
}

(program ? describe : describe.skip)('an officer of the victim database in a real browser', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-browser-victims-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let browser: Browser;
  const broken: string[] = [];

  beforeAll(async () => {
    if (!fs.existsSync(path.join(root, 'dist/public/assets.json')))
      execFileSync('npm', ['run', 'build:assets'], { cwd: root, stdio: 'ignore' });
    const env = { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' };
    server = await startServer(victims, readConfig('victims', env));
    browser = await chromium.launch({
      executablePath: program ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  async function open(javaScriptEnabled: boolean): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('console', message => {
      if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
        broken.push(message.text());
    });
    page.on('pageerror', error => broken.push(error.message));
    return { context, page };
  }

  async function signIn(page: Page, lang: string): Promise<void> {
    await page.goto(`${server.url}/language/${lang}?back=/sign-in`);
    await page.fill('#name', 'officer');
    await page.fill('#password', 'training-officer');
    await page.click('main button[type=submit]');
    await page.waitForURL(`${server.url}/`);
  }

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
      const answer = await page.goto(server.url + address);
      const { faults, width } = await inspect(page);
      found.push(
        ...faults.map(fault => `${address}: ${fault}`),
        ...(width > 320 ? [`${address}: ${width} px`] : []),
        ...(answer?.status() === 200 ? [] : [`${address}: ${answer?.status()}`]),
      );
    }
    return found;
  }

  /** Sign in → register → describe → decide → assist → correct → print. */
  async function journey(page: Page, visited: (screen: string) => Promise<void>): Promise<string> {
    await visited('home');
    await page.goto(`${server.url}/cases/new`);
    await visited('new case');
    await page.fill('#given', 'Arta');
    await page.fill('#family', `Prova${Date.now()}`);
    await date(page, 'on', '5');
    await send(page);
    const file = page.url().split('?')[0] ?? '';
    await visited('case');
    await page.goto(`${file}/sections/profile`);
    await page.fill('#age_at_identification', 'xx');
    await send(page);
    expect(await page.title()).toMatch(/^(Error|Gabim|Грешка):/);
    await visited('section with a problem');
    await page.fill('#age_at_identification', '27');
    await choose(page, 'sex', 'female');
    await choose(page, 'age_basis', 'document');
    await send(page);
    await page.goto(`${file}/record/status-decision`);
    await choose(page, 'status', 'presumed');
    await date(page, 'on', '6');
    await visited('decision');
    await send(page);
    await page.goto(`${file}/record/guardian`);
    await date(page, 'on', '7');
    await send(page);
    await page.goto(`${file}/timeline`);
    await visited('timeline');
    await Promise.all([page.waitForNavigation(), page.click('.hub-timeline a[href*="/correct/"]')]);
    await visited('correction');
    await date(page, 'on', '8');
    await choose(page, 'correctionReason', 'typing_error');
    await page.fill('#correctionNote', 'x');
    await send(page);
    await visited('check of a correction');
    await Promise.all([page.waitForNavigation(), page.click('main form button[type=submit]')]);
    expect(page.url()).toContain('/timeline');
    await page.goto(`${file}/print`);
    await visited('print');
    return file;
  }

  it.each(['sq', 'mk'])(
    'does the day’s work in %s: no fault of accessibility, no scrolling at 320 px, no broken policy, nothing kept',
    async lang => {
      const { context, page } = await open(true);
      await signIn(page, lang);
      const found: string[] = [];
      const file = await journey(page, async screen => {
        const { faults, width } = await inspect(page);
        found.push(...faults.map(fault => `${screen}: ${fault}`));
        if (width > 320) found.push(`${screen}: ${width} px wide`);
      });
      const here = new URL(file).pathname;
      const pages = ['/answers', '/identity', '/erasure', '/record/referral', '/sections/exploitation'];
      const others = ['/cases?stage=presumed&sex=female', '/tasks', '/quality', '/search', '/paper'];
      found.push(...(await inspectAll(page, [...others, ...pages.map(name => here + name)])));
      expect(found).toEqual([]);

      await page.goto(`${file}/sections/background`);
      await page.fill('#children_count', '3');
      await page.locator('#hub-save-status').filter({ hasText: /\d:\d/ }).waitFor();
      await page.reload();
      expect(await page.inputValue('#children_count')).toBe('3');

      await Promise.all([page.waitForNavigation(), page.click('form[action="/sign-out"] button')]);
      const kept = await page.evaluate<number>('localStorage.length + sessionStorage.length');
      expect([kept, broken]).toEqual([0, []]);
      expect((await context.cookies()).map(({ name }) => name).filter(name => name !== 'lang')).toEqual([]);
      await context.close();
    },
    300_000,
  );

  it('finds a country by the letters it begins with, and the help on the line of the label', async () => {
    const { context, page } = await open(true);
    await signIn(page, 'mk');
    const file = await journey(page, async () => undefined);
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
    const { context, page } = await open(false);
    await signIn(page, 'sq');
    const file = await journey(page, async () => undefined);
    await page.goto(file);
    expect(await page.textContent('h1')).toMatch(/V-2026-/);
    await context.close();
  }, 300_000);
});
