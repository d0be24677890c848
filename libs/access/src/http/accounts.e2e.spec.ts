import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, HealthRegistry, Log, readConfig } from '@hub/platform';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import fc from 'fast-check';
import { Client } from 'pg';
import { Accounts } from '../accounts';
import type { AccessPolicy } from '../policy';
import { migrateAccess } from '../schema/migrate';
import { AccessModule } from './access.module';
import { Routes } from './routes';

const policy: AccessPolicy = {
  roles: ['officer'],
  actions: ['case.read'],
  purposes: ['assistance'],
  rules: [{ action: 'case.read', role: 'officer', scope: 'office', purposes: ['assistance'] }],
};
const PASSWORD = 'olive kettle river 7';
const host = 'victims.localhost';

let temporary: TemporaryDatabase;
let root: Client;
let app: NestFastifyApplication;
const logged: string[] = [];
let now = new Date('2026-03-01T08:00:00Z');

beforeAll(async () => {
  temporary = await temporaryDatabase('accounts_http');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context: 'victims' });
  @Module({
    imports: [
      AccessModule.register({
        context: 'victims',
        mode: 'sandbox',
        policy,
        url: temporary.url,
        cookieName: 'vdb',
        secure: false,
        clock: () => now,
        publicRoutes: ['GET /health/live', 'GET /health/ready'],
      }),
    ],
  })
  class Fixture {}
  const log = Log.open('victims', { write: line => void logged.push(line) });
  app = await createHttpApp(Fixture, readConfig('victims', {}), { log, health: new HealthRegistry() });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const account = (signInName: string, role: string) => ({
    signInName,
    name: signInName,
    password: PASSWORD,
    grants: [{ role }],
  });
  await app
    .get(Accounts)
    .seed([
      account('admin.one', 'administrator'),
      account('admin.two', 'administrator'),
      account('auditor', 'auditor'),
      account('officer', 'officer'),
    ]);
});

afterAll(async () => {
  await app.close();
  await root.end();
  await temporary.drop();
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

async function call(
  cookie: string,
  method: 'GET' | 'POST',
  path: string,
  { body, purpose }: { body?: object; purpose?: string } = {},
) {
  const headers = { host, cookie, 'x-hub-request': '1', ...(purpose && { 'x-hub-purpose': purpose }) };
  const response = await app.inject({
    method,
    url: `/api/v1/${path}`,
    headers,
    ...(body && { payload: body }),
  });
  const answer = parse(response.body) as Record<string, never>;
  return {
    status: response.statusCode,
    body: answer,
    text: response.body,
    type: (answer as { type?: string }).type,
  };
}

async function signIn(name: string, password = PASSWORD): Promise<string> {
  const { headers, statusCode } = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { host, 'x-hub-request': '1' },
    payload: { name, password },
  });
  expect(statusCode).toBe(201);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

describe('accounts over the API', () => {
  it('a person comes in: created, invited, given a role by two administrators, signed in', async () => {
    const [one, two] = [await signIn('admin.one'), await signIn('admin.two')];
    const created = await call(one, 'POST', 'accounts', {
      body: { signInName: 'new.officer', name: 'Çelik Ğ', office: 'tirana' },
    });
    expect(created.status).toBe(201);
    const { id, invitation } = created.body as unknown as { id: string; invitation: string };
    const asked = await call(one, 'POST', `accounts/${id}/requests`, {
      body: { kind: 'role-grant', grant: { role: 'officer', office: 'tirana' } },
    });
    const request = asked.body as unknown as { id: string; contentHash: string };
    const approve = (cookie: string, contentHash = request.contentHash) =>
      call(cookie, 'POST', `approvals/${request.id}/approve`, { body: { contentHash } });
    expect((await approve(one)).type).toBe('access.own-request');
    expect((await approve(two, 'f'.repeat(64))).type).toBe('access.approval-changed');
    expect(JSON.stringify((await call(two, 'GET', 'approvals')).body)).toContain(request.id);
    expect((await approve(two)).status).toBe(200);
    expect((await approve(two)).type).toBe('access.approval-used');
    const accept = (password: string) =>
      call('', 'POST', 'invitations/accept', { body: { invitation, password } });
    expect((await accept('short')).type).toBe('access.password-too-short');
    expect((await accept('tall mountain grey cup')).status).toBe(204);
    const cookie = await signIn('new.officer', 'tall mountain grey cup');
    expect((await call(cookie, 'GET', 'session')).body).toMatchObject({
      account: id,
      grants: [{ role: 'officer', office: 'tirana' }],
    });
    expect(
      (await call(one, 'POST', `accounts/${id}/revocations`, { body: { role: 'officer', office: 'tirana' } }))
        .status,
    ).toBe(204);
    expect((await call(cookie, 'GET', 'session')).type).toBe('access.session-rights-changed');
    expect((await call(one, 'POST', `accounts/${id}/disable`)).status).toBe(204);
    const { accounts } = (await call(one, 'GET', 'accounts')).body as unknown as {
      accounts: { id: string; disabled: boolean; grants: unknown[] }[];
    };
    expect(accounts.find(account => account.id === id)).toMatchObject({ disabled: true, grants: [] });
    expect(JSON.stringify(accounts)).not.toContain('argon2');
  });

  it('a request can be withdrawn, asks for a grant where it is one, and takes no extra fields (R16)', async () => {
    const one = await signIn('admin.one');
    const { accounts } = (await call(one, 'GET', 'accounts')).body as unknown as {
      accounts: { id: string; signInName: string }[];
    };
    const id = accounts.find(({ signInName }) => signInName === 'officer')?.id ?? '';
    const ask = (body: object) => call(one, 'POST', `accounts/${id}/requests`, { body });
    expect((await ask({ kind: 'role-grant' })).type).toBe('access.role-unknown');
    expect((await ask({ kind: 'account-enable', approved: true })).status).toBe(422);
    expect((await ask({ kind: 'role-grant', grant: { role: 'officer', scope: 'all' } })).status).toBe(422);
    const asked = (await ask({ kind: 'credential-reset' })).body as unknown as { id: string };
    expect((await call(one, 'POST', `approvals/${asked.id}/refuse`)).status).toBe(204);
    expect(
      (await call(one, 'POST', 'approvals/nonsense/approve', { body: { contentHash: 'f'.repeat(64) } }))
        .status,
    ).toBe(404);
  });

  it('role grants want a password of the last five minutes (R11)', async () => {
    const one = await signIn('admin.one');
    now = new Date(now.getTime() + 6 * 60_000);
    expect((await call(one, 'POST', 'accounts/x/requests', { body: { kind: 'account-enable' } })).type).toBe(
      'access.step-up-required',
    );
  });

  it('one’s own password is changed by knowing it', async () => {
    const cookie = await signIn('officer');
    const change = (current: string) =>
      call(cookie, 'POST', 'session/password', { body: { current, next: 'tall mountain grey cup' } });
    expect((await change('wrong')).type).toBe('access.password-wrong');
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await call(cookie, 'GET', 'session')).status).toBe(401);
    await signIn('officer', 'tall mountain grey cup');
  });
});

describe('whatever is sent', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\u0000', '\ud800', 'null', '__proto__', '1e400', 'a'.repeat(5_000)),
  );
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'name',
        'signInName',
        'password',
        'kind',
        'grant',
        'role',
        'contentHash',
        'invitation',
        'current',
        'next',
        'resource',
        'purpose',
        '__proto__',
      ),
      fc.oneof(text, fc.jsonValue()),
    ),
  );

  it('is answered with less than 500, from outside and from within', async () => {
    const cookies = ['', await signIn('admin.two'), await signIn('auditor')];
    // Signing out would leave nothing to ask.
    const routes = app
      .get(Routes)
      .all()
      .map(({ route }) => route.split(' ') as ['GET' | 'POST', string])
      .filter(([method]) => method === 'GET' || method === 'POST');
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.constantFrom(...cookies),
        body,
        text,
        async ([method, url], cookie, payload, word) => {
          const parameter = encodeURIComponent(Buffer.from(word).toString());
          const target = `${url.replace(/:\w+/g, parameter)}?actor=${parameter}&from=${parameter}&before=${parameter}`;
          const { statusCode } = await app.inject({
            method,
            url: target,
            headers: {
              host,
              cookie,
              'x-hub-request': '1',
              'content-type': 'application/json',
              'x-hub-purpose': 'lawfulness-check',
            },
            ...(method !== 'GET' && { payload: JSON.stringify(payload) }),
          });
          statuses.add(statusCode);
          expect([method, url, statusCode, statusCode < 500]).toEqual([method, url, statusCode, true]);
        },
      ),
      { numRuns: 400 },
    );
    expect([200, 400, 401, 403, 422].filter(status => !statuses.has(status))).toEqual([]);
  });
});

describe('a character no text has', () => {
  it.each<[string, 'GET' | 'POST', string, object | undefined]>([
    ['in a path', 'POST', 'accounts/%00/disable', {}],
    [
      'in the path of a request for approval',
      'POST',
      'approvals/%00/approve',
      { contentHash: 'f'.repeat(64) },
    ],
    ['in a query', 'GET', 'access-log?actor=%00', undefined],
    ['in a body', 'POST', 'session', { name: '\u0000', password: '\u0000' }],
    ['in a new account', 'POST', 'accounts', { signInName: 'some.body', name: 'a\u0000b' }],
    ['in a purpose', 'POST', 'session/purposes', { resource: 'case/\u0000', purpose: 'assistance' }],
  ])('is refused %s', async (_, method, path, body) => {
    const cookie = await signIn(path.startsWith('access-log') ? 'auditor' : 'admin.two');
    const { status } = await call(cookie, method, path, { body, purpose: 'lawfulness-check' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('the technical log', () => {
  it('has no name, password or link of anybody in it', () => {
    const text = logged.join('\n');
    expect(logged.length).toBeGreaterThan(100);
    for (const secret of [PASSWORD, 'Çelik', 'new.officer', 'tall mountain', 'invitation='])
      expect(text).not.toContain(secret);
  });
});

describe('the auditor over the API', () => {
  it('reads the log for a purpose of the law only, and administrators never (R38)', async () => {
    const [auditor, admin] = [await signIn('auditor'), await signIn('admin.one')];
    expect((await call(admin, 'GET', 'access-log', { purpose: 'self-monitoring' })).type).toBe(
      'access.not-allowed',
    );
    expect((await call(auditor, 'GET', 'access-log')).type).toBe('access.purpose-required');
    expect((await call(auditor, 'GET', 'access-log', { purpose: 'assistance' })).type).toBe(
      'access.purpose-not-allowed',
    );
    const first = await call(auditor, 'GET', 'access-log?limit=1&kind=consultation', {
      purpose: 'lawfulness-check',
    });
    expect(first.body).toMatchObject({
      entries: [{ resource: { kind: 'access-log' }, purpose: 'lawfulness-check' }],
    });
    expect((await call(auditor, 'GET', 'access-log?order=1', { purpose: 'lawfulness-check' })).status).toBe(
      422,
    );
    const chosen = await app.inject({
      method: 'POST',
      url: '/api/v1/session/purposes',
      headers: { host, cookie: auditor, 'x-hub-request': '1' },
      payload: { resource: 'access-log', purpose: 'self-monitoring' },
    });
    expect(chosen.statusCode).toBe(204);
    expect((await call(auditor, 'GET', 'access-log')).status).toBe(200);
  });

  it('exports it for the authority', async () => {
    const auditor = await signIn('auditor');
    const path = 'access-log/export?from=2026-01-01&until=2027-01-01&recipient=Commissioner';
    const { status, text } = await call(auditor, 'GET', path, { purpose: 'lawfulness-check' });
    expect(status).toBe(200);
    const lines = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { position: string; data: string });
    expect(lines.map(({ position }) => Number(position))).toEqual(lines.map((_, index) => index + 1));
    expect(lines.at(-1)?.data).toContain('Commissioner');
    expect(
      (
        await call(auditor, 'GET', 'access-log/export?from=2026-01-01&until=2027-01-01', {
          purpose: 'lawfulness-check',
        })
      ).status,
    ).toBe(422);
  });

  it('reads the matrix of rights and who held which role when', async () => {
    const auditor = await signIn('auditor');
    const matrix = (await call(auditor, 'GET', 'matrix')).body as unknown as {
      actions: { action: string }[];
    };
    expect(matrix.actions).toContainEqual({
      action: 'case.read',
      rights: [{ role: 'officer', reach: 'office?', purposes: ['assistance'] }],
    });
    const rights = (at: string) => call(auditor, 'GET', `rights?at=${at}`);
    expect((await rights('2020-01-01')).body).toEqual({ accounts: [] });
    expect(JSON.stringify((await rights(now.toISOString())).body)).toContain('"role":"auditor"');
  });
});
