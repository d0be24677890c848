import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubConfig } from '../config/hub-config';
import type { DiskGuard } from '../databases/disk-guard';
import { Refusal } from '../refusal';
import { admitStructure } from './request-limits';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? '';
const isHealth = (request: FastifyRequest) => /^\/health\/(live|ready)\/?$/.test(pathOf(request));

/** Host without its port, lower case. */
const hostOf = (request: FastifyRequest) =>
  (request.raw.headers.host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');

function checkHead(request: FastifyRequest, reply: FastifyReply, config: HubConfig): void {
  reply.header('cache-control', 'no-store');
  reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (!methods.includes(request.method)) {
    reply.header('allow', methods.join(', '));
    throw new Refusal('platform.method-not-allowed', {}, { status: 405 });
  }
  // A name that is not ours: DNS rebinding, a wrong proxy, or the other database's cookies.
  if (!isHealth(request) && hostOf(request) !== config.hostName) {
    throw new Refusal('platform.unknown-host', {}, { status: 421 });
  }
}

/** Signing in and out use the reserve: somebody has to see what is wrong. */
const mayUseReserve = /^\/(api\/v1\/session|sign-in|sign-out)(\/|$)/;

const writes = (request: FastifyRequest) => request.method !== 'GET' && request.method !== 'HEAD';

/** Refuses what no handler should ever see: other methods, other hosts, hostile structures. */
export function guardRequests(instance: FastifyInstance, config: HubConfig, disk?: DiskGuard): void {
  instance.addHook('onRequest', async (request, reply) => {
    checkHead(request, reply, config);
    if (writes(request) && !mayUseReserve.test(pathOf(request))) disk?.assertRoom();
  });
  instance.addHook('preValidation', async request => {
    if (request.body !== undefined && !Buffer.isBuffer(request.body)) admitStructure(request.body);
    if (request.query) admitStructure(request.query);
    if (request.params) admitStructure(request.params);
  });
}
