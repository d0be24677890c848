import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { bells } from './bells.fixture';
import { sandboxPassword } from './sandbox';
import { startServer, type RunningServer } from './server';

describe('the server of a context', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-runtime-'));
  fs.chmodSync(data, 0o755);
  const config = readConfig('bells', { HUB_DATA: data, BELLS_PORT: '0' });
  let server: RunningServer;

  const call = (url: string, request: { payload?: object; cookie?: string } = {}) =>
    server.app.inject({
      url,
      method: request.payload ? 'POST' : 'GET',
      headers: {
        host: config.hostName,
        'x-hub-request': '1',
        ...(request.cookie && { cookie: request.cookie }),
      },
      ...(request.payload && { payload: request.payload }),
    });

  const signIn = async (role: string) => {
    const credentials = { name: role, password: sandboxPassword(role) };
    const reply = await call('/api/v1/session', { payload: credentials });
    return String(reply.headers['set-cookie']).split(';')[0] ?? '';
  };

  beforeAll(async () => {
    server = await startServer(bells, config);
  });

  afterAll(async () => {
    await server.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('is ready, with log, read models and keys', async () => {
    const reply = await call('/health/ready');
    expect(reply.statusCode).toBe(200);
    expect(Object.keys(reply.json<{ checks: object }>().checks)).toEqual(
      expect.arrayContaining(['log', 'read-models', 'keys', 'proof', 'accounts']),
    );
  });

  it('has one ready account for each role, and lets it do what the table of rights says', async () => {
    expect(server.signIns.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['listener', 'deaf', 'administrator']),
    );
    const heard = await call('/api/v1/bells', { cookie: await signIn('listener') });
    expect(heard.json()).toEqual({ rings: true });
    const refused = await call('/api/v1/bells', { cookie: await signIn('deaf') });
    expect(refused.statusCode).toBe(403);
    expect((await call('/api/v1/bells')).statusCode).toBe(401);
  });

  it('asks for synthetic cases while the log is empty', () => {
    expect(bells.seeded).toBe(1);
  });
});
