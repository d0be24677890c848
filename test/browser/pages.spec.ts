import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicial } from '@hub/judicial';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { victims } from '@hub/victims';
import { languages } from '@hub/web';
import { chromium, type Browser, type Page } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = process.env.CHROMIUM_PATH ?? programs.find(file => fs.existsSync(file));
if (!program) process.stderr.write('\n  SKIPPED: no Chromium; set CHROMIUM_PATH to run test/browser\n\n');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Fault {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** WCAG 2.2 AA as far as a program can judge it, each fault with the first place it stands. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const faults = await page.evaluate<Fault[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(run => run.violations)`,
  );
  return faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** WCAG 1.4.10: at 320 px nothing makes the page scroll sideways. */
async function widthAt320(page: Page): Promise<number> {
  await page.setViewportSize({ width: 320, height: 800 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.setViewportSize({ width: 1280, height: 900 });
  return width;
}

// Where no Chromium is found these tests are counted as skipped, never as passed.
(program ? describe : describe.skip).each([
  { definition: victims, role: 'officer', addresses: ['/', '/cases', '/help'] },
  { definition: judicial, role: 'prosecutor', addresses: ['/', '/proceedings', '/help'] },
])('$definition.name in a real browser', ({ definition, role, addresses }) => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-browser-${definition.name}-`));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    const port = { [`${definition.name.toUpperCase()}_PORT`]: '0' };
    server = await startServer(definition, readConfig(definition.name, { HUB_DATA: data, ...port }));
    browser = await chromium.launch({
      executablePath: program ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    // The content security policy stays on for the page; only the judge is let past it.
    page = await (await browser.newContext({ bypassCSP: true })).newPage();
    page.setDefaultTimeout(120_000);
    page.on('pageerror', error => errors.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('the judge sees a fault where there is one', async () => {
    await page.setContent('<html><body><img src="x.png"></body></html>');
    expect((await faultsOf(page)).join()).toContain('image-alt');
  });

  it('signs in, and a wrong password is told at its field', async () => {
    await page.goto(`${server.url}/sign-in`);
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('#name', role);
    await page.fill('#password', 'not the password');
    await page.click('main button[type=submit]');
    await page.waitForSelector('.govuk-error-summary');
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('#name', role);
    await page.fill('#password', server.signIns.find(hint => hint.role === role)?.password ?? '');
    await page.click('main button[type=submit]');
    await page.waitForURL(`${server.url}/`);
  });

  it('shows the columns of its lists whole at 1280 px in Macedonian, the widest language', async () => {
    for (const address of addresses) {
      await page.goto(`${server.url}/language/mk?back=${encodeURIComponent(address)}`);
      const clipped = await page.evaluate<number[]>(
        `[...document.querySelectorAll('.hub-table-scroll')].map(box => box.scrollWidth - box.clientWidth)`,
      );
      expect({ address, clipped }).toEqual({ address, clipped: clipped.map(() => 0) });
    }
  });

  it.each(languages.map(({ code }) => code))('stands in %s without a fault, also at 320 px', async code => {
    for (const address of addresses) {
      await page.goto(`${server.url}/language/${code}?back=${encodeURIComponent(address)}`);
      expect(await page.getAttribute('html', 'lang')).toBe(code);
      expect({ address, faults: await faultsOf(page) }).toEqual({ address, faults: [] });
      expect({ address, width: await widthAt320(page) }).toEqual({ address, width: 320 });
    }
    expect(errors).toEqual([]);
  });
});
