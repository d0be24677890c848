import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Translator } from '@hub/platform';
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

/** Screens of who keeps accounts and of who audits. */
const screens = {
  administrator: [
    ...['/account', '/account/password', '/people', '/people/new', '/people/requests', '/people/matrix'],
    ...[
      '/people/rights',
      '/operations',
      '/organisations',
      '/help',
      '/help/lists',
      '/help/indicators',
      '/help/handbook',
    ],
    ...['/help/handbook/administrator', '/password-again?next=/people'],
  ],
  auditor: ['/audit/purpose', '/audit', '/audit?kind=erasure', '/audit/export', '/people'],
} as const;

/** What a text looks like once it came from a catalogue: in brackets, and two fifths longer. */
const pseudo = (text: string) => (text === '' ? '' : `⟦${text}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`);

function speakPseudo(translator: Translator): () => void {
  const t = translator.t.bind(translator);
  translator.t = (language, key, params) => pseudo(t(language, key, params));
  return () => {
    translator.t = t;
  };
}

/** Words of the page that came from no catalogue, and boxes that cut their text off. */
const unbracketed = `(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('[lang]:not(html), script, style, code')) texts.push(node.textContent);
  }
  // A text may quote another, and a step of the handbook is cut where it names a button.
  let rest = texts.join('\\n');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  return rest.split('\\n').map(line => line.trim()).filter(line => /\\p{L}{3,}/u.test(line));
})()`;
const clipped = `[...document.querySelectorAll('main *, nav *, header *')].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest('.hub-table-scroll, .govuk-visually-hidden') || element.matches('input, select, textarea')) return false;
  return style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))`;

(program ? describe : describe.skip)('administration and audit in a real browser', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-browser-administration-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let browser: Browser;
  const broken: string[] = [];

  beforeAll(async () => {
    if (!fs.existsSync(path.join(root, 'dist/public/assets.json')))
      execFileSync('npm', ['run', 'build:assets'], { cwd: root, stdio: 'ignore' });
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    browser = await chromium.launch({
      executablePath: program ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  async function signedIn(role: string, lang: string): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('console', message => {
      if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
        broken.push(message.text());
    });
    page.on('pageerror', error => broken.push(error.message));
    await page.goto(`${server.url}/language/${lang}?back=/sign-in`);
    await page.fill('#name', role);
    await page.fill('#password', `training-${role}`);
    await page.click('main button[type=submit]');
    await page.waitForURL(`${server.url}/`);
    return { context, page };
  }

  /** Goes to a screen; the audit asks for its purpose once. */
  async function visit(page: Page, address: string): Promise<void> {
    await page.goto(server.url + address);
    if (address !== '/audit/purpose' && page.url().includes('/audit/purpose')) {
      await page.check('[name=purpose]', { force: true });
      await page.click('main button[type=submit]');
    }
  }

  it.each([
    ['administrator', 'en'],
    ['administrator', 'mk'],
    ['auditor', 'en'],
    ['auditor', 'mk'],
  ] as const)(
    '%s in %s: no fault of accessibility, no scrolling at 320 px, no broken policy, nothing kept',
    async (role, lang) => {
      const { context, page } = await signedIn(role, lang);
      const found: string[] = [];
      for (const address of screens[role]) {
        await visit(page, address);
        expect([address, await page.getAttribute('html', 'lang')]).toEqual([address, lang]);
        await page.evaluate(axe);
        found.push(...(await page.evaluate<string[]>(judge)).map(fault => `${address}: ${fault}`));
        await page.setViewportSize({ width: 320, height: 800 });
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > 320) found.push(`${address}: ${width} px wide`);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      expect(found).toEqual([]);
      await Promise.all([page.waitForNavigation(), page.click('form[action="/sign-out"] button')]);
      expect(await page.evaluate<number>('localStorage.length + sessionStorage.length')).toBe(0);
      expect((await context.cookies()).map(({ name }) => name)).toEqual(['lang']);
      expect(broken).toEqual([]);
      await context.close();
    },
    240_000,
  );

  it('weighs on the wire what it should: 75 KB compressed without fonts, 140 KB with them', async () => {
    const { context, page } = await signedIn('administrator', 'mk');
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let fonts = 0;
    let others = 0;
    const kinds = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, response }) =>
      kinds.set(requestId, response.mimeType),
    );
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (kinds.get(requestId)?.includes('font')) fonts += encodedDataLength;
      else others += encodedDataLength;
    });
    await page.goto(`${server.url}/people/new`, { waitUntil: 'networkidle' });
    process.stdout.write(`form page on the wire: ${others} bytes, fonts ${fonts} bytes\n`);
    expect(others).toBeGreaterThan(40_000);
    expect(others).toBeLessThanOrEqual(75 * 1024);
    expect(others + fonts).toBeLessThanOrEqual(140 * 1024);
    await context.close();
  });

  it('holds no text of its own and cuts none off, spoken in brackets and two fifths longer', async () => {
    const readers = {
      administrator: await signedIn('administrator', 'en'),
      auditor: await signedIn('auditor', 'en'),
    };
    const silent = speakPseudo(server.assembly.translator);
    const found: string[] = [];
    try {
      for (const role of ['administrator', 'auditor'] as const) {
        const { page } = readers[role];
        for (const address of screens[role]) {
          await visit(page, address);
          const own = await page.evaluate<string[]>(unbracketed);
          found.push(...own.filter(text => !isData(text)).map(text => `${address}: "${text}"`));
          found.push(...(await page.evaluate<string[]>(clipped)).map(html => `${address} clips ${html}`));
        }
      }
    } finally {
      silent();
    }
    expect([...new Set(found)]).toEqual([]);
    const { page } = readers.auditor;
    await page.evaluate(`document.querySelector('main').append('written by hand')`);
    expect(await page.evaluate<string[]>(unbracketed)).toContain('written by hand');
  }, 240_000);

  /** Names of people and places, dates and codes are data: no catalogue has them. */
  function isData(text: string): boolean {
    const { book } = server.assembly;
    const known = [
      ...book.institutions.map(({ name }) => name),
      ...book.jurisdiction.units.map(({ name }) => name),
      ...['Albania', 'PostgreSQL', 'Training', 'access-log', 'account', 'Supervisory'],
      ...victims.policy.roles.flatMap(role => [role, role.replaceAll('_', ' ')]),
      ...'January February March April May June July August September October November December'.split(' '),
    ];
    const rest = known
      .sort((one, other) => other.length - one.length)
      .reduce((left, name) => left.replaceAll(name, ' '), text)
      // Between the last two of a list stands the language's own word, by CLDR.
      .replace(/\band\b/g, ' ');
    return !/\p{L}{3,}/u.test(rest);
  }
});
