import net from 'node:net';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { readConfig } from '../config/hub-config';
import { HealthRegistry } from '../health/health-registry';
import { Log } from '../log/log';
import { Refusal } from '../refusal';
import { createHttpApp } from './http-app';

class Address {
  @IsString()
  @MaxLength(5)
  town: string;
}

class Registration {
  @IsString()
  @Length(2, 10)
  name: string;

  @IsInt()
  @Min(0)
  @Max(120)
  age: number;

  @IsIn(['a', 'b'])
  form: string;

  @ValidateNested()
  @Type(() => Address)
  address: Address;
}

class VersionConflict extends Error {
  override name = 'VersionConflict';
  expected = 3;
  actual = 4;
}

const errors: Record<string, () => Error> = {
  refusal: () => new Refusal('platform.too-deep', { limit: 7 }, { status: 422, extra: { field: 'x' } }),
  conflict: () => new VersionConflict(),
  coded: () => Object.assign(new Error('secret'), { code: 'platform.forbidden', status: 403 }),
  full: () =>
    Object.assign(new Error('x'), { driverError: Object.assign(new Error('secret'), { code: '53100' }) }),
  gone: () => Object.assign(new Error('secret 127.0.0.1:5432'), { code: 'ECONNREFUSED', syscall: 'connect' }),
  throttled: () =>
    Object.assign(new Error('x'), { code: 'platform.too-many-requests', status: 429, retryAfter: 12.2 }),
  unknown: () => new Error('Failing row contains (2, Blerta Kola)'),
};

@Controller()
class Cases {
  @Post('cases')
  register(@Body() body: Registration): object {
    return { body, plain: Object.getPrototypeOf(body) === Registration.prototype };
  }

  @Post('free')
  free(@Body() body: unknown): object {
    return { body };
  }

  @Get('cases/:id')
  read(@Param('id') id: string): object {
    return { id };
  }

  @Get('errors/:kind')
  fail(@Param('kind') kind: string): never {
    throw errors[kind]?.() ?? new Error('?');
  }
}

@Module({ controllers: [Cases] })
class Fixture {}

const host = 'north.localhost';
const logged: string[] = [];
const health = new HealthRegistry();
let app: NestFastifyApplication;

beforeAll(async () => {
  const log = Log.open('north', { write: line => void logged.push(line) });
  app = await createHttpApp(Fixture, readConfig('north', {}), { log, health });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

type Options = { headers?: Record<string, string>; payload?: string; host?: string };
async function send(method: string, url: string, options: Options = {}) {
  const headers = { host: options.host ?? host, ...options.headers };
  const response = await app.inject({ method: method as 'GET', url, headers, payload: options.payload });
  return { status: response.statusCode, headers: response.headers, text: response.body };
}
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  send('POST', url, {
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

const good = { name: 'Ana', age: 17, form: 'a', address: { town: 'Vlora' } };

describe('a strict body', () => {
  it('reaches the handler as its class', async () => {
    const { status, text } = await post('/cases', good);
    expect(status).toBe(201);
    expect(json(text)).toEqual({ body: good, plain: true });
  });

  it('says of what is missing that it is, and not what kind of text was expected', async () => {
    const { status, text } = await post('/cases', {
      age: null,
      form: '',
      address: { town: 'Vlora' },
      role: null,
    });
    expect(status).toBe(422);
    const codes = (json(text).errors as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code.replace('problems.validation.', '')}`,
    );
    expect(codes.sort()).toEqual([
      '/age is-defined',
      '/form is-defined',
      '/name is-defined',
      '/role whitelist-validation',
    ]);
  });

  it('is refused with codes, pointers and words in the reader’s language', async () => {
    const bad = { ...good, name: 'A', age: 130, form: 'c', address: { town: 'Gjirokastër' }, role: 'admin' };
    const { status, text, headers } = await post('/cases', bad, { 'accept-language': 'sq' });
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['content-language']).toBe('sq');
    const problem = json(text);
    expect(problem).toMatchObject({
      type: 'platform.invalid-request',
      status: 422,
      title: 'Kërkesa u refuzua',
    });
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        {
          pointer: '/name',
          code: 'problems.validation.is-length',
          message: 'Numri i shenjave duhet të jetë nga 2 deri në 10.',
        },
        { pointer: '/age', code: 'problems.validation.max', message: expect.stringContaining('120') },
        { pointer: '/form', code: 'problems.validation.is-in', message: 'Kjo vlerë nuk është në listë.' },
        {
          pointer: '/address/town',
          code: 'problems.validation.max-length',
          message: expect.stringContaining('5'),
        },
        {
          pointer: '/role',
          code: 'problems.validation.whitelist-validation',
          message: 'Kjo fushë nuk njihet këtu.',
        },
      ]),
    );
    expect(problem.errors).toHaveLength(5);
    expect(text).not.toContain('Gjirokastër');
  });

  it.each([
    ['{"name":"Ana","__proto__":{"admin":true}}', 400],
    ['{"name":"Ana","constructor":{"prototype":{"admin":true}}}', 400],
    ['{"a":{"prototype":1}}', 400],
    ['{"name":', 400],
    ['', 400],
    ['["\\u0000"]', 400],
    ['["\\ud800"]', 400],
    [`${'['.repeat(13)}${']'.repeat(13)}`, 400],
    [`${'['.repeat(400_000)}${']'.repeat(400_000)}`, 400],
    [`[${'1,'.repeat(5_000)}1]`, 400],
    [`["${'x'.repeat(100_001)}"]`, 400],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, 1]))), 400],
    [`["${'x'.repeat(1_000_001)}"]`, 413],
  ])('is never %.40s', async (body, status) => {
    const answer = await post('/free', body);
    expect(answer.status).toBe(status);
    expect(json(answer.text).type).toMatch(/^platform\./);
  });

  it('is JSON or a form, and nothing else', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-yaml',
    ]) {
      const { status, text } = await send('POST', '/free', {
        payload: 'a=1',
        headers: { 'content-type': type },
      });
      expect([status, json(text).type]).toEqual([415, 'platform.unsupported-media-type']);
    }
    const form = await send('POST', '/free', {
      payload: 'a=1&b=%C3%A7',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(json(form.text).body).toEqual({ a: '1', b: 'ç' });
    const polluted = await send('POST', '/free', {
      payload: '__proto__=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(polluted.status).toBe(400);
  });

  it('is stored in one normal form', async () => {
    const { text } = await post('/free', { name: 'C\u030cela', list: ['e\u0308'] });
    expect(json(text).body).toEqual({ name: '\u010cela', list: ['\u00eb'] });
  });

  it('never makes the server fail, whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 14 }), async body => {
        const answers = [await post('/cases', body), await post('/free', body)];
        for (const { status } of answers) expect(status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an error', () => {
  it.each([
    ['refusal', 422, 'platform.too-deep', { field: 'x' }],
    ['conflict', 409, 'platform.version-conflict', { expected: 3, actual: 4 }],
    ['coded', 403, 'platform.forbidden', {}],
    ['full', 503, 'platform.storage-full', {}],
    ['gone', 503, 'platform.database-unavailable', {}],
    ['throttled', 429, 'platform.too-many-requests', {}],
  ])('%s becomes a problem document', async (kind, status, type, extra) => {
    const answer = await send('GET', `/errors/${kind}`, { headers: { 'accept-language': 'mk' } });
    expect(answer.status).toBe(status);
    expect(json(answer.text)).toMatchObject({ type, status, ...extra });
    expect(json(answer.text).detail).toMatch(/\p{Script=Cyrillic}/u);
    expect(answer.text).not.toContain('secret');
  });

  it('says when to come back', async () => {
    expect((await send('GET', '/errors/throttled')).headers['retry-after']).toBe('13');
    expect((await send('GET', '/errors/full')).headers['retry-after']).toBe('10');
  });

  it('that nobody expected tells an incident number and nothing else, in answer and log', async () => {
    logged.length = 0;
    const { status, text } = await send('GET', '/errors/unknown');
    expect(status).toBe(500);
    const { instance, detail, type } = json(text);
    expect(type).toBe('platform.unexpected');
    expect(text + logged.join('')).not.toMatch(/Blerta|Failing row/);
    expect(text).not.toMatch(/\.ts|node_modules|at /);
    const incident = String(instance).replace('urn:uuid:', '');
    expect(detail).toContain(incident);
    expect(logged.map(json).find(line => line.event === 'http.failed')).toMatchObject({
      incident,
      error: 'Error',
    });
  });

  it('follows the language cookie before the browser', async () => {
    const headers = { cookie: 'lang=ro', 'accept-language': 'bg' };
    expect((await send('GET', '/nowhere', { headers })).headers['content-language']).toBe('ro');
  });
});

describe('a hostile request', () => {
  it.each([
    ['evil.example', 421],
    ['south.localhost:4102', 421],
    ['', 421],
    ['north.localhost.evil.example', 421],
    ['NORTH.localhost:4101', 200],
    [host, 200],
  ])('to host "%s" gets %i', async (name, status) => {
    expect((await send('GET', '/cases/1', { host: name })).status).toBe(status);
  });

  it('cannot choose its host by a forwarded header', async () => {
    const headers = { 'x-forwarded-host': host };
    expect((await send('GET', '/cases/1', { host: 'evil.example', headers })).status).toBe(421);
  });

  it.each(['TRACE', 'OPTIONS', 'PROPFIND', 'SEARCH', 'QUERY'])('by %s is refused', async method => {
    const { status } = await send(method, '/cases/1');
    expect([404, 405]).toContain(status);
  });

  it.each([
    '/%',
    '/cases/%ff',
    '/cases/%00',
    '/cases/..%2f..%2fetc%2fpasswd',
    '//evil.example/',
    '/\\evil',
    '/cases/ ',
  ])('for %s neither fails nor leaks', async url => {
    const { status, text } = await send('GET', url);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/\.ts:|node_modules|root:/);
  });

  it('with an over-long part of its path is refused as malformed, with every security header', async () => {
    const { status, headers, text } = await send('GET', `/cases/${'x'.repeat(300)}`);
    expect(status).toBe(414);
    expect(json(text).type).toBe('platform.malformed-request');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['/cases/1', '/nowhere', '/errors/unknown', '/health/live'])(
    'to %s meets the headers',
    async url => {
      const { headers } = await send('GET', url);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
          "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );

  it('leaves ids and searches out of the log', async () => {
    logged.length = 0;
    await send('GET', '/cases/secret-id?name=Blerta');
    expect(logged.join('')).not.toMatch(/secret-id|Blerta/);
    expect(json(logged[0])).toMatchObject({ event: 'http.request', route: '/cases/:id', status: 200 });
  });
});

describe('health', () => {
  it('answers on every host name', async () => {
    for (const name of ['127.0.0.1:4101', 'localhost', host, 'anything']) {
      expect((await send('GET', '/health/live', { host: name })).status).toBe(200);
      expect((await send('GET', '/health/ready', { host: name })).status).toBe(200);
    }
    expect((await send('GET', '/health/other', { host: 'anything' })).status).toBe(421);
  });

  it('names the check that failed, why, and what to do', async () => {
    health.add('log', () => ({ ok: true, facts: { head: 3 } }));
    health.add('projections', () => ({
      ok: false,
      reason: 'case-file stuck at 17',
      next: 'ops rebuild case-file',
    }));
    health.add('database', () =>
      Promise.reject(Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })),
    );
    const { status, text } = await send('GET', '/health/ready');
    for (const name of ['log', 'projections', 'database']) health.remove(name);
    expect(status).toBe(503);
    expect(json(text)).toMatchObject({
      status: 'not-ready',
      checks: {
        log: { ok: true },
        projections: { ok: false, reason: 'case-file stuck at 17', next: 'ops rebuild case-file' },
        database: { ok: false, reason: 'Error ECONNREFUSED' },
      },
    });
    expect(text).not.toContain('secret');
  });
});

describe('on the wire', () => {
  let port: number;
  beforeAll(async () => {
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as net.AddressInfo).port;
  });

  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
      socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
      socket.on('data', data => (answer += data.toString()));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });

  it.each([
    [
      'a forged second request',
      `GET /cases/1 HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['no host', 'GET /cases/1 HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['garbage', '\u0000\u0001\u0002\r\n\r\n'],
    ['a huge header', `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['TRACE', `TRACE /cases/1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['a bad version', 'GET / HTTP/9.9\r\n\r\n'],
  ])('%s is refused with a 4xx, and the server lives', async (_what, text) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });

  it('has time limits for slow senders and a cap on connections', () => {
    const server = app.getHttpServer() as unknown as Record<string, number>;
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBe(30_000);
    expect(server.maxConnections).toBe(1_000);
  });
});
