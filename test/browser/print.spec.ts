import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicial } from '@hub/judicial';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { chromium, type Browser } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = process.env.CHROMIUM_PATH ?? programs.find(file => fs.existsSync(file));
if (!program) process.stderr.write('\n  SKIPPED: no Chromium; set CHROMIUM_PATH to run test/browser\n\n');

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

(program ? describe : describe.skip)('the summary of a case on paper', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-browser-print-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startServer(judicial, readConfig('judicial', { HUB_DATA: data, JUDICIAL_PORT: '0' }));
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

  it('is four A4 pages at the most, also with the most persons of the sandbox, with and without the reference', async () => {
    const { readModels, store } = server.assembly;
    await readModels.waitFor(await store.head(), 60_000);
    const { office } = judicial.sandboxDesk(server.assembly.book);
    const { rows } = await readModels.query<{ id: string; suspects: number }>(
      `select f.id, f.suspects from case_file f join case_fact t on t.case_id = f.id
        where f.office = '${office}' and not f.sealed
        group by f.id, f.suspects order by f.suspects desc, count(*) desc limit 3`,
    );
    expect(rows[0]?.suspects).toBeGreaterThanOrEqual(5);
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${server.url}/language/mk?back=/sign-in`);
    await page.fill('#name', 'prosecutor');
    await page.fill('#password', 'training-prosecutor');
    await page.click('main button[type=submit]');
    for (const { id } of rows) {
      for (const query of ['', '?anonymous=1']) {
        await page.goto(`${server.url}/proceedings/${id}/print${query}`);
        expect(await page.locator('main h3').count()).toBeGreaterThan(4);
        const names = server.assembly.book.institutions.map(({ name }) => name);
        const text = await page.locator('main').innerText();
        expect(names.some(name => text.includes(name))).toBe(query === '');
        const pages = pagesOf(await page.pdf({ format: 'A4' }));
        expect(pages).toBeGreaterThan(0);
        expect([id, query, pages <= 4 ? 'four at the most' : pages]).toEqual([id, query, 'four at the most']);
      }
    }
  }, 120_000);
});
