/**
 * `npm run docs:screens`: pictures of ten main screens of a freshly seeded sandbox, in Albanian and Macedonian, into
 * docs/screens. Needs a Chromium (`CHROMIUM_PATH`).
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicial } from '@hub/judicial';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { victims } from '@hub/victims';
import { chromium, type Browser } from 'playwright-core';

const target = path.resolve(__dirname, '../../docs/screens');

interface Screen {
  readonly name: string;
  readonly role: string;
  readonly lang: 'sq' | 'mk';
  readonly address: string;
}

/** The case on which most has happened and which still goes on. */
async function busiest(server: RunningServer, sql: string): Promise<string> {
  const { rows } = await server.assembly.readModels.query<{ id: string }>(sql);
  return rows[0]?.id ?? '';
}

async function victimScreens(server: RunningServer): Promise<Screen[]> {
  const id = await busiest(
    server,
    `select f.case_id as id from case_file f join case_fact t using (case_id)
      where f.office = 'al-police-01' and f.closed_on is null and not f.sealed
      group by 1 order by count(*) desc, 1 limit 1`,
  );
  const screen = (name: string, address: string, role = 'officer'): Screen => ({
    ...{ name: `victims-${name}`, address, role, lang: 'sq' },
  });
  return [
    screen('home', '/'),
    screen('list', '/cases'),
    screen('case', `/cases/${id}`),
    screen('section', `/cases/${id}/sections/exploitation`),
    screen('timeline', `/cases/${id}/timeline`),
    screen('statistics', '/statistics/VI03?by=year', 'analyst'),
  ];
}

async function judicialScreens(server: RunningServer): Promise<Screen[]> {
  const { office } = judicial.sandboxDesk(server.assembly.book);
  const id = await busiest(
    server,
    `select f.id from case_file f join case_fact t on t.case_id = f.id
      where f.office = '${office}' and not f.closed and not f.sealed and f.accused > 1
      group by 1 order by count(*) desc, 1 limit 1`,
  );
  const screen = (name: string, address: string): Screen => ({
    ...{ name: `judicial-${name}`, address, role: 'prosecutor', lang: 'mk' },
  });
  return [
    screen('home', '/'),
    screen('list', '/proceedings'),
    screen('case', `/proceedings/${id}`),
    screen('timeline', `/proceedings/${id}/timeline`),
  ];
}

async function take(browser: Browser, server: RunningServer, screen: Screen): Promise<void> {
  const { role, lang, address, name } = screen;
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${server.url}/language/${lang}?back=/sign-in`);
  await page.fill('#name', role);
  await page.fill('#password', `training-${role}`);
  await page.click('main button[type=submit]');
  const answer = await page.goto(`${server.url}${address}`);
  if (answer?.status() !== 200) throw new Error(`${address}: ${answer?.status()}`);
  // Figures are shown once their purpose was chosen.
  if (role === 'analyst') await page.click('main form button');
  await page.screenshot({ path: path.join(target, `${name}.png`) });
  await page.close();
}

async function takeAll(
  browser: Browser,
  server: RunningServer,
  screensOf: (server: RunningServer) => Promise<Screen[]>,
): Promise<void> {
  const { readModels, store } = server.assembly;
  await readModels.waitFor(await store.head(), 60_000);
  for (const screen of await screensOf(server)) await take(browser, server, screen);
}

async function main(): Promise<void> {
  fs.mkdirSync(target, { recursive: true });
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-screens-'));
  fs.chmodSync(data, 0o755);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP *.localhost 127.0.0.1'],
  });
  try {
    for (const [definition, screensOf] of [
      [victims, victimScreens],
      [judicial, judicialScreens],
    ] as const) {
      const env = { HUB_DATA: data, [`${definition.name.toUpperCase()}_PORT`]: '0' };
      const server = await startServer(definition, readConfig(definition.name, env));
      await takeAll(browser, server, screensOf).finally(() => server.close());
    }
  } finally {
    await browser.close();
    fs.rmSync(data, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
