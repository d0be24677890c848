import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What it needs of a running server. */
interface Server {
  readonly url: string;
  readonly app: Pick<NestFastifyApplication, 'inject'>;
}

const unescape = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without JavaScript: cookies, forms with their hidden fields, redirects. */
export class PaperBrowser {
  private readonly cookies = new Map<string, string>();
  page = '';
  status = 0;
  address = '';

  constructor(private readonly server: Server) {}

  async get(url: string): Promise<this> {
    return this.send('GET', url);
  }

  /** Fills in the form with this action (or the main one) and sends it. */
  async submit(action: string, fields: Fields): Promise<this> {
    return this.send('POST', action, new URLSearchParams(pairs({ ...this.hidden(action), ...fields })));
  }

  async signIn(role: string, lang: string): Promise<this> {
    this.cookies.set('lang', lang);
    await this.get('/sign-in');
    return this.submit('/sign-in', { name: role, password: `training-${role}` });
  }

  /** Text of the main part, one space between words. */
  get text(): string {
    const main = this.page.slice(this.page.indexOf('<main'), this.page.indexOf('</main'));
    return unescape(main.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
  }

  links(pattern: RegExp): string[] {
    return [...this.page.matchAll(/href="([^"]+)"/g)]
      .map(([, href = '']) => unescape(href))
      .filter(href => pattern.test(href));
  }

  private hidden(action: string): Record<string, string | string[]> {
    const from = this.page.indexOf(`action="${action}"`);
    const form = from < 0 ? '' : this.page.slice(from, this.page.indexOf('</form>', from));
    const found: Record<string, string | string[]> = {};
    for (const [, name = '', value = ''] of form.matchAll(
      /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
    )) {
      const before = found[name];
      found[name] = before === undefined ? unescape(value) : [before, unescape(value)].flat();
    }
    return found;
  }

  private async send(method: 'GET' | 'POST', url: string, form?: URLSearchParams): Promise<this> {
    if (url === '') throw new Error(`No such link on ${this.address}: ${this.text.slice(0, 500)}`);
    const reply = await this.server.app.inject({
      method,
      url,
      headers: this.headers(form !== undefined),
      ...(form && { payload: form.toString() }),
    });
    this.keep([reply.headers['set-cookie'] ?? []].flat());
    const { location } = reply.headers;
    if (reply.statusCode === 303 && typeof location === 'string') return this.send('GET', location);
    if (reply.statusCode >= 500) throw new Error(`${method} ${url} answers ${reply.statusCode}`);
    this.page = reply.body;
    this.status = reply.statusCode;
    this.address = url;
    return this;
  }

  private headers(sends: boolean): Record<string, string> {
    const { host, origin } = new URL(this.server.url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const common = { host, cookie, accept: 'text/html' };
    return sends
      ? {
          ...common,
          origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        }
      : common;
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
  }
}

const pairs = (fields: Fields): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
