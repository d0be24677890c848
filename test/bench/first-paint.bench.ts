import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { victims } from '@hub/victims';
import type { Browser, Page } from 'playwright-core';
import { program, startChromium } from '../browser/chromium-program';
import { Officer } from '../browser/officer.fixture';
import type { Line } from './run';

/** Milliseconds until something is seen on an old PC; the same limit as in `goals.ts`. */
const LIMIT = 1_500;
const TIMES = 5;
/** An old PC on a county's line: a sixth of this processor, 2 Mbit/s both ways, 60 ms to the server. */
const cpu = { rate: 6 };
const line = { offline: false, latency: 60, downloadThroughput: 250_000, uploadThroughput: 250_000 };

const painted = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`;

/** With nothing kept from the page before, as in the morning. @returns milliseconds */
async function firstPaint(page: Page, address: string): Promise<number> {
  const seen: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await page.goto(address, { waitUntil: 'load' });
    await page.waitForFunction(painted);
    seen.push((await page.evaluate<number | undefined>(painted)) ?? Infinity);
  }
  return seen.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Infinity;
}

async function slowly(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', cpu);
}

async function measure(
  report: (line: Line) => void,
  { url, signIns }: RunningServer,
  browser: Browser,
): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const told = (name: string, value: number) =>
    report({ name: `first-paint/${name}`, value, reference: LIMIT, ratio: value / LIMIT, unit: 'ms' });
  await page.goto(`${url}/language/mk?back=/sign-in`);
  await page.fill('#name', 'officer');
  await page.fill('#password', signIns.find(({ role }) => role === 'officer')?.password ?? '');
  await Promise.all([page.waitForURL(`${url}/`), page.click('main button[type=submit]')]);
  const officer = new Officer(page);
  const file = await officer.register('Arta', 'Prova');
  await slowly(page);
  told('list', await firstPaint(page, `${url}/cases`));
  told('case', await firstPaint(page, file));
  // The section with the most controls.
  told('section', await firstPaint(page, `${file}/sections/exploitation`));
  await page.context().clearCookies();
  told('sign-in', await firstPaint(page, `${url}/sign-in`));
}

/** The first contentful paint of pages of the victim database in Macedonian, median of five, nothing cached. */
export async function bench(report: (line: Line) => void): Promise<void> {
  if (!program) {
    process.stdout.write('  first-paint: no Chromium; set CHROMIUM_PATH\n');
    return;
  }
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-paint-'));
  fs.chmodSync(data, 0o755);
  const config = readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' });
  const server = await startServer(victims, config);
  const browser = await startChromium();
  try {
    await measure(report, server, browser);
  } finally {
    await browser.close();
    await server.close();
    fs.rmSync(data, { recursive: true, force: true });
  }
}
