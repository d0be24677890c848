import { fastifyCookie } from '@fastify/cookie';
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

  read(request: Pick<HubRequest, 'headers'>): string | undefined {
    const header = request.headers.cookie;
    // Two cookies of one name: somebody planted one. Neither is believed.
    if (!header || header.split(`${this.name}=`).length !== 2) return undefined;
    return fastifyCookie.parse(header)[this.name];
  }

  issue(reply: FastifyReply, token: string): void {
    this.set(reply, token, {});
  }

  /** Ends the cookie and what the browser kept of the pages. */
  clear(reply: FastifyReply): void {
    this.set(reply, '', { maxAge: 0 });
    reply.header('clear-site-data', '"cache", "storage"');
  }

  private set(reply: FastifyReply, value: string, more: { maxAge?: number }): void {
    const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: this.secure, ...more } as const;
    reply.header('set-cookie', fastifyCookie.serialize(this.name, value, options));
  }
}
