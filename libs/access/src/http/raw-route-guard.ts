import type { FastifyInstance } from 'fastify';
import { AccessRefused } from '../access-refused';
import type { RequestAccess } from './request-access';
import type { Routes } from './routes';

/**
 * Nest's guards do not see raw Fastify routes: this hook is theirs. It also closes a route registered before
 * the walk could see it.
 */
export function guardRawRoutes(instance: FastifyInstance, routes: Routes, access: RequestAccess): void {
  instance.addHook('preHandler', async (request, reply) => {
    if (request.is404) return;
    const wanted = routes.accessOf(request.routeOptions);
    if (wanted === 'public' || wanted?.byNest) return;
    try {
      request.granted = await access.check(request);
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const { code, status } = error;
      await reply.code(status).type('application/problem+json').send({ type: code, status });
    }
  });
}
