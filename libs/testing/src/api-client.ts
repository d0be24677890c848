import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What it needs of a running server. */
export interface ApiServer {
  readonly app: Pick<NestFastifyApplication, 'inject'>;
  readonly assembly: { readonly config: { readonly hostName: string } };
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The JSON of the answer, as tests look into it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

type Headers = Readonly<Record<string, string>>;

/** The JSON of an answer that must have this status: with what the server said where it has not. */
export function answered({ status, text, body }: ApiAnswer, expected = 201): ApiAnswer['body'] {
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${text}`);
  return body;
}

/** Up to where the log of a server is known to its clients. */
const latest = new WeakMap<ApiServer, bigint>();

/** Questions answered from the read models, which follow the log by a moment. */
const READ = /^\/api\/v1\/(cases|persons|indicators)\b(?!.*[?&]after=)/;

/**
 * A client of the REST interface, for tests: signed in under a ready account of the sandbox. As any client that reads
 * what was just recorded it says up to where the log is known to it: `?after=` of the last answer to any of them.
 */
export class ApiClient {
  private constructor(
    private readonly server: ApiServer,
    private readonly session: { cookie: string },
    private readonly headers: Headers = {},
  ) {}

  static async signIn(server: ApiServer, role: string, lang = 'en'): Promise<ApiClient> {
    const client = new ApiClient(server, { cookie: '' }, { 'accept-language': lang });
    await client.keepSession(
      await client.post('/api/v1/session', { name: role, password: `training-${role}` }),
    );
    return client;
  }

  private async keepSession({ status, headers, text }: ApiAnswer): Promise<void> {
    const cookie = headers['set-cookie'];
    if (cookie === undefined) throw new Error(`no session: ${status} ${text}`);
    this.session.cookie = String(Array.isArray(cookie) ? cookie[0] : cookie).split(';')[0] ?? '';
  }

  /** The password again, for what wants it fresh. */
  async stepUp(role: string): Promise<void> {
    await this.keepSession(await this.post('/api/v1/session/step-up', { password: `training-${role}` }));
  }

  /** The same session, with a purpose. */
  for(purpose: string): ApiClient {
    return this.with({ 'x-hub-purpose': purpose });
  }

  with(headers: Headers): ApiClient {
    return new ApiClient(this.server, this.session, { ...this.headers, ...headers });
  }

  get = (url: string) => this.send('GET', this.afterLatest(url));
  post = (url: string, body: unknown = {}) => this.send('POST', url, body);
  put = (url: string, body: unknown = {}) => this.send('PUT', url, body);

  private afterLatest(url: string): string {
    const known = latest.get(this.server);
    if (known === undefined || !READ.test(url)) return url;
    return `${url}${url.includes('?') ? '&' : '?'}after=${known}`;
  }

  private remember(json: unknown): void {
    const { position } = (json ?? {}) as { readonly position?: unknown };
    if (typeof position !== 'string' || !/^\d+$/.test(position)) return;
    const known = latest.get(this.server) ?? 0n;
    if (BigInt(position) > known) latest.set(this.server, BigInt(position));
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<ApiAnswer> {
    const { config } = this.server.assembly;
    const answer = await this.server.app.inject({
      method,
      url,
      headers: {
        host: config.hostName,
        'x-hub-request': '1',
        ...(this.session.cookie && { cookie: this.session.cookie }),
        ...this.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json') && answer.body !== '';
    const json = isJson ? (JSON.parse(answer.body) as unknown) : undefined;
    if (method !== 'GET') this.remember(json);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: json,
    };
  }
}
