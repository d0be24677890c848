import {
  Body,
  Catch,
  Controller,
  Get,
  Injectable,
  Module,
  Post,
  type ArgumentsHost,
  type ExceptionFilter,
  type INestApplication,
  type Type,
} from '@nestjs/common';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import type { FastifyReply } from 'fastify';
import { Client } from 'pg';
import { AccessDatabase } from '../access-database';
import { AccessRefused } from '../access-refused';
import { Accounts } from '../accounts';
import type { Reach } from '../decide';
import type { AccessPolicy, Actor, Obligation, Resource } from '../policy';
import { migrateAccess } from '../schema/migrate';
import { formToken } from '../sessions';
import { AccessModule, type AccessOptions } from './access.module';
import {
  CurrentActor,
  CurrentObligations,
  CurrentPurpose,
  CurrentReach,
  CurrentResource,
  Policy,
  Public,
} from './policy.decorator';
import { Resources } from './route-access';
import { Routes } from './routes';

const policy: AccessPolicy = {
  roles: ['officer', 'administrator', 'auditor'],
  actions: ['case.read', 'case.list', 'case.register', 'case.close', 'case.erase', 'page.open'],
  purposes: ['assistance', 'protection'],
  rules: [
    {
      action: 'case.read',
      role: 'officer',
      scope: 'office',
      purposes: ['assistance'],
      obligations: ['mask-identity', 'log-access'],
    },
    { action: 'case.list', role: 'officer', scope: 'office' },
    { action: 'case.register', role: 'officer', scope: 'own' },
    { action: 'case.close', role: 'officer', scope: 'all', obligations: ['log-access'] },
    { action: 'case.erase', role: 'officer', scope: 'all', obligations: ['step-up'] },
    { action: 'page.open', role: 'officer', scope: 'all' },
  ],
};

const cases: Record<string, Resource> = {
  near: { kind: 'case', id: 'near', office: 'tirana' },
  far: { kind: 'case', id: 'far', office: 'vlora' },
  sealed: { kind: 'case', id: 'sealed', office: 'tirana', sealed: true },
};

@Injectable()
class CaseResources extends Resources {
  async find(kind: string, id: string): Promise<Resource | undefined> {
    return kind === 'case' ? cases[id] : undefined;
  }
}

@Controller()
class Cases {
  @Get('api/v1/cases/:id')
  @Policy('case.read', { resource: { kind: 'case', param: 'id' } })
  read(
    @CurrentPurpose() purpose: string,
    @CurrentObligations() obligations: Obligation[],
    @CurrentResource() resource: Resource,
  ) {
    return { purpose, obligations, resource };
  }
  @Get('api/v1/cases')
  @Policy('case.list', { resource: 'some' })
  list(@CurrentReach() reach: Reach[]) {
    return { reach };
  }
  @Post('api/v1/cases')
  @Policy('case.register', { resource: 'new' })
  register(@CurrentActor() actor: Actor, @CurrentResource() resource: Resource, @Body() body: object) {
    return { actor: actor.id, resource, body };
  }
  @Post('api/v1/close')
  @Policy('case.close')
  close() {
    return { closed: true };
  }
  @Post('api/v1/erase')
  @Policy('case.erase')
  erase() {
    return { erased: true };
  }
  @Post('pages/save')
  @Policy('page.open')
  save() {
    return { saved: true };
  }
  @Post('pages/open')
  @Public()
  open() {
    return { open: true };
  }
}

@Controller()
class Forgotten {
  @Get('api/v1/forgotten/:id')
  read() {
    return 'secret';
  }
}

@Controller()
class Misspelt {
  @Get('api/v1/misspelt')
  @Policy('case.reed')
  read() {
    return 'secret';
  }
}

@Catch(AccessRefused)
class Problems implements ExceptionFilter<AccessRefused> {
  catch({ code, status, params }: AccessRefused, host: ArgumentsHost) {
    void host.switchToHttp().getResponse<FastifyReply>().code(status).send({ type: code, params });
  }
}

let now = new Date('2026-03-01T08:00:00Z');
let temporary: TemporaryDatabase;
let root: Client;

const options = (more: Partial<AccessOptions> = {}): AccessOptions => ({
  context: 'victims',
  mode: 'sandbox',
  policy,
  url: temporary.url,
  cookieName: 'vdb',
  secure: false,
  clock: () => now,
  connections: 4,
  ...more,
});

async function start(
  controllers: Type[],
  prepare: (app: NestFastifyApplication) => void = () => undefined,
  more: Partial<AccessOptions> = {},
): Promise<NestFastifyApplication> {
  @Module({
    imports: [AccessModule.register(options(more))],
    controllers,
    providers: [{ provide: Resources, useClass: CaseResources }],
  })
  class Fixture {}
  const app = await NestFactory.create<NestFastifyApplication>(Fixture, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new Problems());
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  prepare(app);
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

let app: NestFastifyApplication;
const PASSWORD = 'olive kettle river 7';

beforeAll(async () => {
  temporary = await temporaryDatabase('access_http');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context: 'victims' });
  const database = new AccessDatabase({ context: 'victims', url: temporary.url, clock: () => now });
  await new Accounts(database, 'sandbox').seed([
    {
      signInName: 'officer',
      name: 'Officer',
      office: 'tirana',
      county: 'AL-11',
      password: PASSWORD,
      grants: [{ role: 'officer' }],
    },
    { signInName: 'auditor', name: 'Auditor', password: PASSWORD, grants: [{ role: 'auditor' }] },
  ]);
  await database.close();
  app = await start(
    [Cases],
    raw => {
      raw
        .getHttpAdapter()
        .getInstance()
        .get('/raw/guarded', { config: { access: { policy: 'page.open' } } }, async () => 'raw');
      raw
        .getHttpAdapter()
        .getInstance()
        .get('/raw/public', { config: { access: 'public' } }, async () => 'raw');
      raw
        .getHttpAdapter()
        .getInstance()
        .get('/assets/*', async () => 'asset');
    },
    { publicRoutes: ['GET /assets/*'] },
  );
});

afterAll(async () => {
  await app.close();
  await root.end();
  await temporary.drop();
});

type Headers = Record<string, string>;
const API: Headers = { 'x-hub-request': '1' };

async function call(
  method: 'GET' | 'POST' | 'DELETE' | 'HEAD',
  url: string,
  headers: Headers = {},
  payload?: object | string,
  server: INestApplication = app,
) {
  const response = await (server as NestFastifyApplication).inject({
    method,
    url,
    headers: { host: 'victims.localhost', ...headers },
    ...(payload !== undefined && { payload }),
  });
  const json = response.body !== '' && String(response.headers['content-type']).includes('json');
  const body: unknown = json ? response.json() : response.body;
  return {
    status: response.statusCode,
    body,
    headers: response.headers,
    type: (body as { type?: string }).type,
  };
}

async function signIn(name = 'officer'): Promise<{ cookie: string; token: string }> {
  const { status, headers } = await call('POST', '/api/v1/session', API, { name, password: PASSWORD });
  expect(status).toBe(201);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, token: cookie.split('=')[1] ?? '' };
}

describe('the boot of a server', () => {
  it('fails on a handler without a policy (R13)', async () => {
    await expect(start([Forgotten])).rejects.toThrow('GET /api/v1/forgotten/:id has no policy');
  });

  it('fails on a raw route without a policy, which no guard of Nest would see', async () => {
    const raw = start([Cases], server => {
      server
        .getHttpAdapter()
        .getInstance()
        .get('/export/everything', async () => 'secret');
    });
    await expect(raw).rejects.toThrow('GET /export/everything has no policy');
  });

  it('fails on a policy that names an unknown action', async () => {
    await expect(start([Misspelt])).rejects.toThrow(
      'GET /api/v1/misspelt names the unknown action case.reed',
    );
  });

  it('fails on a faulty table of rights', async () => {
    const faulty = {
      ...policy,
      rules: [...policy.rules, { action: 'case.read', role: 'ghost', scope: 'all' as const }],
    };
    await expect(start([Cases], undefined, { policy: faulty })).rejects.toThrow('unknown role ghost');
  });

  it('fails in production without TLS', () => {
    expect(() => AccessModule.register(options({ mode: 'production' }))).toThrow('Production needs TLS');
  });

  it('succeeds with the same routes once each has its policy', () => {
    expect(
      app
        .get(Routes)
        .all()
        .filter(({ access }) => access === 'none'),
    ).toEqual([]);
  });
});

describe('a route', () => {
  it('is open without a session only if it stands on the public list (R01)', async () => {
    const routes = app.get(Routes).all();
    const open = routes.filter(({ access }) => access === 'public').map(({ route }) => route);
    expect(open.sort()).toEqual([
      'GET /assets/*',
      'GET /raw/public',
      'HEAD /assets/*',
      'HEAD /raw/public',
      'POST /api/v1/invitations/accept',
      'POST /api/v1/session',
      'POST /pages/open',
    ]);
    for (const { route, access } of routes.filter(({ access }) => access !== 'public')) {
      const [method, url = ''] = route.split(' ');
      const { status } = await call(method as 'GET', url.replace(/:\w+/g, 'near'), API);
      expect([route, access, status]).toEqual([route, access, 401]);
    }
  });

  it('of the raw kind is guarded like any other', async () => {
    expect((await call('GET', '/raw/guarded')).type).toBe('access.sign-in-required');
    const { cookie } = await signIn();
    expect((await call('GET', '/raw/guarded', { cookie })).body).toBe('raw');
    expect((await call('GET', '/assets/x.css')).body).toBe('asset');
  });
});

describe('a session', () => {
  it('comes as a cookie no script and no other site can use', async () => {
    const { headers } = await call('POST', '/api/v1/session', API, { name: 'officer', password: PASSWORD });
    expect(headers['set-cookie']).toMatch(/^vdb=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const secure = await start([Cases], undefined, { secure: true });
    const sealed = await call(
      'POST',
      '/api/v1/session',
      API,
      { name: 'officer', password: PASSWORD },
      secure,
    );
    expect(sealed.headers['set-cookie']).toMatch(
      /^__Host-vdb=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    await secure.close();
  });

  it('is new at every sign-in: a planted token is not taken over', async () => {
    const planted = `vdb=${'A'.repeat(43)}`;
    const { headers } = await call(
      'POST',
      '/api/v1/session',
      { ...API, cookie: planted },
      { name: 'officer', password: PASSWORD },
    );
    expect(headers['set-cookie']).not.toContain('A'.repeat(43));
    const { cookie } = await signIn();
    expect((await call('GET', '/api/v1/session', { cookie: `${cookie}; ${planted}` })).status).toBe(401);
  });

  it('tells when it warns and ends, and asking does not prolong it', async () => {
    const { cookie, token } = await signIn();
    now = new Date(now.getTime() + 10 * 60_000);
    const { body } = await call('GET', '/api/v1/session', { cookie });
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
    expect(body).toMatchObject({
      name: 'Officer',
      idleWarningAt: at(3),
      idleEndsAt: at(5),
      formToken: formToken(token),
    });
    now = new Date(now.getTime() + 5 * 60_000);
    expect((await call('GET', '/api/v1/session', { cookie })).body).toMatchObject({
      type: 'access.session-idle',
    });
  });

  it('ends with signing out, in the database and in the browser', async () => {
    const { cookie } = await signIn();
    const { status, headers } = await call('DELETE', '/api/v1/session', { ...API, cookie });
    expect(status).toBe(204);
    expect(headers['set-cookie']).toContain('Max-Age=0');
    expect(headers['clear-site-data']).toContain('storage');
    expect((await call('GET', '/api/v1/session', { cookie })).status).toBe(401);
  });

  it('refuses a wrong password and extra fields', async () => {
    expect((await call('POST', '/api/v1/session', API, { name: 'officer', password: 'wrong' })).type).toBe(
      'access.sign-in-failed',
    );
    expect(
      (
        await call('POST', '/api/v1/session', API, {
          name: 'officer',
          password: PASSWORD,
          role: 'administrator',
        })
      ).status,
    ).toBe(400);
  });

  it('cannot be throttled around with a forged address', async () => {
    const strict = await start([Cases], undefined, {
      limits: { account: 100, address: 2, everybody: 1_000 },
    });
    await root.query('delete from access.throttle');
    const attempt = (n: number) =>
      call(
        'POST',
        '/api/v1/session',
        { ...API, 'x-forwarded-for': `203.0.113.${n}` },
        { name: `ghost${n}`, password: 'x' },
        strict,
      );
    expect([(await attempt(1)).status, (await attempt(2)).status, (await attempt(3)).status]).toEqual([
      401, 401, 429,
    ]);
    await strict.close();
    await root.query('delete from access.throttle');
  });
});

describe('a request across sites', () => {
  it.each<[string, Headers, number]>([
    ['the header of the hub', {}, 201],
    ['no header', { 'x-hub-request': '' }, 403],
    ['the browser saying same-origin', { 'sec-fetch-site': 'same-origin' }, 201],
    ['the browser saying cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['the browser saying same-site (the other database’s host)', { 'sec-fetch-site': 'same-site' }, 403],
    ['a foreign origin', { origin: 'http://judicial.localhost' }, 403],
    ['a body that a form can send', { 'content-type': 'text/plain' }, 415],
  ])('to the API with %s is answered %s', async (_, headers, expected) => {
    const { cookie } = await signIn();
    const sent: Headers = { ...API, 'content-type': 'application/json', cookie, ...headers };
    if (sent['x-hub-request'] === '') delete sent['x-hub-request'];
    expect((await call('POST', '/api/v1/close', sent, '{}')).status).toBe(expected);
  });

  it.each<[string, (token: string) => Headers, number]>([
    ['origin and token', token => ({ origin: 'http://victims.localhost', 'x-csrf-token': token }), 201],
    [
      'same-origin and token',
      token => ({ 'sec-fetch-site': 'same-origin', origin: 'null', 'x-csrf-token': token }),
      201,
    ],
    ['no token', () => ({ 'sec-fetch-site': 'same-origin' }), 403],
    [
      'another session’s token',
      () => ({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': formToken('other') }),
      403,
    ],
    [
      'a token but a foreign origin',
      token => ({ origin: 'http://judicial.localhost', 'x-csrf-token': token }),
      403,
    ],
    ['a token but no word on where it comes from', token => ({ 'x-csrf-token': token }), 403],
  ])('to a page with %s', async (_, headers, expected) => {
    const { cookie, token } = await signIn();
    expect((await call('POST', '/pages/save', { cookie, ...headers(formToken(token)) })).status).toBe(
      expected,
    );
  });

  it('takes the form’s token from the body too, and needs none without a session', async () => {
    const { cookie, token } = await signIn();
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await call('POST', '/pages/save', headers, { _csrf: formToken(token) })).status).toBe(201);
    expect((await call('POST', '/pages/save', headers, { _csrf: 7 })).status).toBe(403);
    expect((await call('POST', '/pages/open', { 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await call('POST', '/pages/open', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a decision', () => {
  it('is made about the object of the route, for the purpose of the request', async () => {
    const { cookie } = await signIn();
    const read = (id: string, purpose?: string) =>
      call('GET', `/api/v1/cases/${id}`, { cookie, ...(purpose && { 'x-hub-purpose': purpose }) });
    expect((await read('near')).type).toBe('access.purpose-required');
    expect((await read('near', 'protection')).type).toBe('access.purpose-not-allowed');
    expect((await read('near', 'assistance')).body).toEqual({
      purpose: 'assistance',
      obligations: ['mask-identity', 'log-access'],
      resource: cases['near'],
    });
  });

  it('answers what is beyond reach or sealed exactly as what does not exist, with and without a purpose (R14)', async () => {
    const sessions = { officer: await signIn(), auditor: await signIn('auditor') };
    const ask = async (name: keyof typeof sessions, id: string, purpose?: string) => {
      const { cookie } = sessions[name];
      const headers = { cookie, ...(purpose && { 'x-hub-purpose': purpose }) };
      const { status, body } = await call('GET', `/api/v1/cases/${id}`, headers);
      return { status, body };
    };
    const unknown = { status: 404, body: { type: 'access.not-found', params: {} } };
    for (const purpose of [undefined, 'assistance', 'protection']) {
      for (const id of ['far', 'sealed', 'absent']) {
        expect([id, purpose, await ask('officer', id, purpose)]).toEqual([id, purpose, unknown]);
      }
    }
    // A purpose nobody knows, and a role without any right to such objects: told alike of each of them, too.
    const curious = { status: 422, body: { type: 'access.purpose-unknown', params: {} } };
    const never = { status: 403, body: { type: 'access.not-allowed', params: {} } };
    for (const id of ['near', 'far', 'sealed', 'absent']) {
      expect([id, await ask('officer', id, 'curiosity')]).toEqual([id, curious]);
      expect([id, await ask('auditor', id, 'assistance')]).toEqual([id, never]);
    }
    // The control: within reach the answers differ.
    expect((await ask('officer', 'near', 'assistance')).status).toBe(200);
    expect((await ask('officer', 'near')).body).toMatchObject({ type: 'access.purpose-required' });
  });

  it('remembers the purpose chosen for the object', async () => {
    const { cookie } = await signIn();
    const choose = (purpose: string) =>
      call('POST', '/api/v1/session/purposes', { ...API, cookie }, { resource: 'case/near', purpose });
    expect((await choose('curiosity')).type).toBe('access.purpose-unknown');
    expect((await choose('assistance')).status).toBe(204);
    expect((await call('GET', '/api/v1/cases/near', { cookie })).status).toBe(200);
  });

  it('tells a list what it reaches, and knows where a new object will belong', async () => {
    const { cookie } = await signIn();
    expect((await call('GET', '/api/v1/cases', { cookie })).body).toEqual({
      reach: [{ scope: 'office', office: 'tirana', sealed: false }],
    });
    const { body } = await call('POST', '/api/v1/cases', { ...API, cookie }, { a: 1 });
    expect(body).toMatchObject({
      resource: { kind: 'case', office: 'tirana', county: 'AL-11' },
      body: { a: 1 },
    });
  });

  it('wants the password again where the table says so, and then goes on under a new cookie', async () => {
    const { cookie } = await signIn();
    now = new Date(now.getTime() + 6 * 60_000);
    expect((await call('POST', '/api/v1/erase', { ...API, cookie })).type).toBe('access.step-up-required');
    const { status, headers } = await call(
      'POST',
      '/api/v1/session/step-up',
      { ...API, cookie },
      { password: PASSWORD },
    );
    expect(status).toBe(200);
    expect((await call('POST', '/api/v1/erase', { ...API, cookie })).status).toBe(401);
    const fresh = String(headers['set-cookie']).split(';')[0] ?? '';
    expect((await call('POST', '/api/v1/erase', { ...API, cookie: fresh })).status).toBe(201);
  });

  it('is entered in the log before the handler runs; if it cannot be, nothing is answered (R39)', async () => {
    const { cookie } = await signIn();
    const headers = { cookie, 'x-hub-purpose': 'assistance' };
    const entries = async () =>
      (
        await root.query(
          `select kind, purpose, resource_id, actor from access.log where type = 'AccessRecorded' order by position desc limit 1`,
        )
      ).rows[0];
    await call('GET', '/api/v1/cases/near', headers);
    expect(await entries()).toMatchObject({
      kind: 'consultation',
      purpose: 'assistance',
      resource_id: 'near',
    });
    await call('POST', '/api/v1/close', { ...API, cookie });
    expect(await entries()).toMatchObject({ kind: 'alteration', purpose: 'case.close' });
    await root.query('revoke execute on function access.append from victims_access');
    const answer = await call('GET', '/api/v1/cases/near', headers);
    await root.query('grant execute on function access.append to victims_access');
    expect([answer.status, answer.type]).toEqual([503, 'access.log-unavailable']);
    expect(JSON.stringify(answer.body)).not.toContain('tirana');
  });
});
