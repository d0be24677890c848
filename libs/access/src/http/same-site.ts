import { timingSafeEqual } from 'node:crypto';
import { AccessRefused } from '../access-refused';
import { formToken } from '../sessions';
import type { HubRequest } from './route-access';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const isApi = (url: string) => /^\/api(\/|$)/.test(url);
const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join() : header);

const refused = () => new AccessRefused('access.cross-site', 403);

/** The browser's own word; a browser that sends none says by Origin where the request comes from. */
function fromOwnPages(request: HubRequest, origin: string | undefined): boolean | undefined {
  const site = one(request.headers['sec-fetch-site']);
  if (site !== undefined) return site === 'same-origin';
  const from = one(request.headers.origin);
  if (from === undefined) return undefined;
  return from === (origin ?? `${request.protocol}://${request.host}`);
}

function sameToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function givenFormToken(request: HubRequest): unknown {
  const header = one(request.headers['x-csrf-token']);
  if (header !== undefined) return header;
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
}

function assertApiCall(request: HubRequest, origin: string | undefined): void {
  if (request.headers['x-hub-request'] === undefined) throw refused();
  if (fromOwnPages(request, origin) === false) throw refused();
  const type = one(request.headers['content-type']);
  if (type !== undefined && !/^application\/(?:[a-z.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new AccessRefused('access.json-only', 415);
  }
}

/**
 * Refuses changes that another site makes a browser send. `/api`: JSON and a header no form can set. Pages: the
 * request must come from our own origin and carry the form's token.
 *
 * @param token the session's token, if there is one; a sign-in form has none and is judged by its origin
 * @param origin the server's own, where a proxy hides it
 * @throws {AccessRefused}
 */
export function assertSameSite(
  request: HubRequest,
  token: string | undefined,
  origin: string | undefined,
): void {
  if (SAFE.has(request.method)) return;
  if (isApi(request.url)) return assertApiCall(request, origin);
  if (fromOwnPages(request, origin) !== true) throw refused();
  if (token !== undefined && !sameToken(givenFormToken(request), formToken(token))) {
    throw new AccessRefused('access.form-expired', 403);
  }
}
