/** What the tests in a real Chromium share: finding and starting it, an application, and what every screen is held against. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type ContextDefinition, type RunningServer } from '@hub/runtime';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { program, startChromium } from './chromium-program';

if (!program) process.stderr.write('\n  SKIPPED: no Chromium; set CHROMIUM_PATH to run test/browser\n\n');

/** Where no Chromium is found these tests are counted as skipped, never as passed. */
export const describeInChromium = program ? describe : describe.skip;

const desk = { width: 1280, height: 900 };

/** WCAG 1.4.10 is judged at this width, in CSS pixels. */
const narrow = 320;

interface Opening {
  readonly javaScript?: boolean;
  /** Another browser than the one of the workplace. */
  readonly browser?: Browser;
  /** Another window than the one on the desk. */
  readonly window?: Pick<BrowserContextOptions, 'viewport' | 'deviceScaleFactor'>;
}

/**
 * What the console calls an error and is none: a form sent back with its problems is answered 422, and a page that is
 * left gives up the draft it is just saving. A draft that could not be saved is `htmx:sendError` or a status as well.
 */
const told = /^(Failed to load resource|htmx:(sendAbort|afterRequest)\b)/;

/** An application with its own data and a Chromium beside it, for one file of tests. */
export class Workplace {
  /** What the console said that a reader should never cause: faults of scripts, refused policies, missing files. */
  readonly complaints: string[] = [];
  private running: { server: RunningServer; browser: Browser; data: string } | undefined;

  /** Starts before the first test of the `describe` it stands in, and clears away after the last. */
  static around(definition: ContextDefinition, env: Readonly<Record<string, string>> = {}): Workplace {
    const workplace = new Workplace();
    beforeAll(() => workplace.start(definition, env), 300_000);
    afterAll(() => workplace.close());
    return workplace;
  }

  get server(): RunningServer {
    if (!this.running) throw new Error('the application runs within its tests only');
    return this.running.server;
  }

  /** A page of somebody who was never here: no cookies, nothing kept. */
  async open({ javaScript = true, browser, window = {} }: Opening = {}): Promise<{
    context: BrowserContext;
    page: Page;
  }> {
    if (!this.running) throw new Error('Chromium runs within its tests only');
    const desktop = { javaScriptEnabled: javaScript, viewport: desk, ...window };
    const context = await (browser ?? this.running.browser).newContext(desktop);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    this.listenTo(page);
    return { context, page };
  }

  async signIn(page: Page, role: string, lang: string): Promise<void> {
    await page.goto(`${this.server.url}/language/${lang}?back=/sign-in`);
    await page.fill('#name', role);
    await page.fill('#password', this.passwordOf(role));
    await page.click('main button[type=submit]');
    await page.waitForURL(`${this.server.url}/`);
  }

  async signedIn(
    role: string,
    lang: string,
    opening?: Opening,
  ): Promise<{ context: BrowserContext; page: Page }> {
    const opened = await this.open(opening);
    await this.signIn(opened.page, role, lang);
    return opened;
  }

  passwordOf(role: string): string {
    const hint = this.server.signIns.find(known => known.role === role);
    if (!hint) throw new Error(`the sandbox knows no ${role}`);
    return hint.password;
  }

  private async start(definition: ContextDefinition, env: Readonly<Record<string, string>>): Promise<void> {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-browser-${definition.name}-`));
    fs.chmodSync(data, 0o755); // the embedded PostgreSQL may run as a user of its own
    const port = { [`${definition.name.toUpperCase()}_PORT`]: '0' };
    const config = readConfig(definition.name, { HUB_DATA: data, ...port, ...env });
    this.running = { server: await startServer(definition, config), browser: await startChromium(), data };
  }

  private async close(): Promise<void> {
    if (!this.running) return;
    const { server, browser, data } = this.running;
    await browser.close();
    await server.close();
    fs.rmSync(data, { recursive: true, force: true });
  }

  private listenTo(page: Page): void {
    page.on('pageerror', error => this.complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error' && !told.test(message.text())) this.complaints.push(message.text());
    });
    page.on('response', answer => {
      if (answer.status() >= 400 && !answer.request().isNavigationRequest())
        this.complaints.push(`${answer.status()} ${answer.url()}`);
    });
  }
}

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const judge = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`;

/** WCAG 2.2 AA as far as a program can judge it: each fault with the first place it stands. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(judge);
}

/** WCAG 1.4.10: how wide the page is where only 320 px are there; the size of the window is given back. */
export async function narrowWidth(page: Page): Promise<number> {
  await page.setViewportSize({ width: narrow, height: 800 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.setViewportSize(desk);
  return width;
}

/** Everything a screen is held against, each fault with the name of the screen; empty when it stands. */
export async function inspect(page: Page, screen: string): Promise<string[]> {
  const faults = await faultsOf(page);
  const width = await narrowWidth(page);
  return [...faults, ...(width > narrow ? [`${width} px wide`] : [])].map(fault => `${screen}: ${fault}`);
}

const keepers = `Promise.all([
  localStorage.length, sessionStorage.length,
  indexedDB.databases().then(all => all.length),
  'caches' in window ? caches.keys().then(all => all.length) : 0,
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistrations().then(all => all.length) : 0,
])`;

/** What this browser still keeps of who sat here, by kind; the language of the page may stay. */
export async function keptIn(context: BrowserContext, page: Page): Promise<string[]> {
  const kinds = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'service worker'];
  const counts = await page.evaluate<number[]>(keepers);
  const cookies = (await context.cookies()).map(({ name }) => name).filter(name => name !== 'lang');
  return [...kinds.filter((_, index) => counts[index] !== 0), ...cookies.map(name => `cookie ${name}`)];
}

export async function signOut(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click('form[action="/sign-out"] button')]);
}
