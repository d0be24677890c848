import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { victims } from '@hub/victims';

describe('the register of organisations as a page', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-organisations-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  beforeAll(async () => {
    const env = { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' };
    server = await startServer(victims, readConfig('victims', env));
  });

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('is read by the administrator in Macedonian, whole and by a word', async () => {
    const administrator = await new PaperBrowser(server).signIn('administrator', 'mk');
    await administrator.get('/organisations');
    const rows = () => administrator.page.split('<tr').length - 2;
    expect(rows()).toBe(server.assembly.book.institutions.length);
    await administrator.get('/organisations?q=berat');
    expect(rows()).toBeGreaterThan(0);
    expect(rows()).toBeLessThan(server.assembly.book.institutions.length);
    await administrator.get('/organisations?q=nothing-has-this-name');
    expect(administrator.text).toContain('Ниту една организација не одговара');
  });
});
