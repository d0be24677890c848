import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyReply } from 'fastify';
import type { HubConfig } from '../config/hub-config';

/** Nothing but our own files, no inline script or style, nobody frames us; helmet's defaults allow more. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

const twoYears = 63_072_000;

export function securityHeaders(config: HubConfig): FastifyHelmetOptions {
  return {
    global: true,
    contentSecurityPolicy,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // The sandbox speaks plain HTTP on a loopback name, which must not be pinned to TLS.
    strictTransportSecurity:
      config.mode === 'production' ? { maxAge: twoYears, includeSubDomains: true } : false,
  };
}

/** For addresses so malformed that the router answers before any plugin runs. */
export function bareHeaders(reply: FastifyReply): void {
  reply.headers({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
}
