import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { judicial } from '../judicial';
import { ApiClient, type Answer } from './api-client.fixture';

let data: string;
let server: RunningServer;
let prosecutor: ApiClient;

beforeAll(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-api-'));
  fs.chmodSync(data, 0o755);
  const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
  server = await startServer(judicial, readConfig('judicial', env));
  prosecutor = await ApiClient.signIn(server, 'prosecutor');
}, 240_000);

afterAll(async () => {
  await server?.close();
  fs.rmSync(data, { recursive: true, force: true });
});

/** The answer, which must be this: with what the server said where it is not. */
function answered({ status, text, body }: Answer, expected = 201) {
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${text}`);
  return body;
}

describe('the interface of the judicial database', () => {
  it('describes itself from its code and the criteria', async () => {
    const api = answered(await prosecutor.get('/api/v1/openapi.json'), 200);
    expect(api.openapi).toBe('3.1.0');
    const routes = Object.keys(api.paths);
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.every(route => route.startsWith('/api/v1/'))).toBe(true);
    const { sex } = api.components.schemas.Values_person_profile.properties;
    expect(sex).toBeDefined();
  });

  it('opens a case, and reads it back at once', async () => {
    const body = { openedOn: '2024-01-10', origin: 'police_own', legalBasis: ['AL-110a'] };
    const opened = answered(await prosecutor.post('/api/v1/cases', body));
    const after = `after=${opened.position}`;
    const read = answered(await prosecutor.get(`/api/v1/cases/${opened.id}?${after}`), 200);
    expect(read).toMatchObject({ reference: opened.reference, version: 1, stage: 's0_report' });
    const { cases } = answered(await prosecutor.get(`/api/v1/cases?reference=${opened.reference}`), 200);
    expect(cases).toMatchObject([{ id: opened.id, openedOn: '2024-01-10' }]);
  });
});
