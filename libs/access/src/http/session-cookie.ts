import type { FastifyReply } from 'fastify';
import type { HubRequest } from './route-access';

const NAME = /^[a-z]{1,20}$/;

/** The cookie of a session: `__Host-` and Secure behind TLS, a plain name on the sandbox's http. */
export class SessionCookie {
  readonly name: string;

  /** @param name short and different per context: cookies are not apart by port */
  constructor(
    name: string,
    readonly secure: boolean,
  ) {
    if (!NAME.test(name)) throw new Error(`Not a name for a cookie: ${name}`);
    this.name = secure ? `__Host-${name}` : name;
  }

  /** The token, or undefined without one and with two: then somebody planted one, and neither is believed. */
  read(request: Pick<HubRequest, 'headers'>): string | undefined {
    const values = (request.headers.cookie ?? '')
      .split(';')
      .map(pair => pair.trim())
      .filter(pair => pair.startsWith(`${this.name}=`))
      .map(pair => pair.slice(this.name.length + 1));
    return values.length === 1 && /^[\w-]{43}$/.test(values[0] ?? '') ? values[0] : undefined;
  }

  issue(reply: FastifyReply, token: string): void {
    this.set(reply, token, []);
  }

  /** Ends the cookie and what the browser kept of the pages. */
  clear(reply: FastifyReply): void {
    this.set(reply, '', ['Max-Age=0']);
    reply.header('clear-site-data', '"cache", "storage"');
  }

  private set(reply: FastifyReply, value: string, more: readonly string[]): void {
    const attributes = ['Path=/', 'HttpOnly', ...(this.secure ? ['Secure'] : []), 'SameSite=Strict', ...more];
    reply.header('set-cookie', [`${this.name}=${value}`, ...attributes].join('; '));
  }
}
