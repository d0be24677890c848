import type { RunningServer } from '@hub/runtime';

type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The JSON of the answer, for tests to look into. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** The JSON of an answer that must have this status: with what the server said where it has not. */
export function answered({ status, text, body }: Answer, expected = 201): Answer['body'] {
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${text}`);
  return body;
}

/** A client of the REST interface, signed in with a ready account of the sandbox. */
export class ApiClient {
  private constructor(
    private readonly server: RunningServer,
    private readonly session: { cookie: string },
    private readonly headers: Headers,
  ) {}

  static async signIn(server: RunningServer, role: string, lang = 'en'): Promise<ApiClient> {
    const client = new ApiClient(server, { cookie: '' }, { 'accept-language': lang });
    client.keep(await client.post('/api/v1/session', { name: role, password: `training-${role}` }));
    return client;
  }

  /** Types the password again, for what wants it fresh. */
  async stepUp(role: string): Promise<void> {
    this.keep(await this.post('/api/v1/session/step-up', { password: `training-${role}` }));
  }

  /** The same session with more headers. */
  with(headers: Headers): ApiClient {
    return new ApiClient(this.server, this.session, { ...this.headers, ...headers });
  }

  for(purpose: string): ApiClient {
    return this.with({ 'x-hub-purpose': purpose });
  }

  get = (url: string) => this.send('GET', url);
  post = (url: string, body: unknown = {}) => this.send('POST', url, body);
  put = (url: string, body: unknown = {}) => this.send('PUT', url, body);

  async send(method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<Answer> {
    const answer = await this.server.app.inject({
      method,
      url,
      headers: {
        host: this.server.assembly.config.hostName,
        'x-hub-request': '1',
        ...(this.session.cookie && { cookie: this.session.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    const { statusCode: status, headers, body: text } = answer;
    const isJson = text !== '' && String(headers['content-type']).includes('json');
    return { status, headers, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
  }

  private keep({ status, headers, text }: Answer): void {
    const [cookie] = [headers['set-cookie']].flat();
    if (typeof cookie !== 'string') throw new Error(`No session: ${status} ${text}`);
    this.session.cookie = cookie.split(';')[0] ?? '';
  }
}
