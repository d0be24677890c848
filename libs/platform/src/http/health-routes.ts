import type { FastifyInstance } from 'fastify';
import type { HealthRegistry } from '../health/health-registry';

/**
 * `/health/live` says that the process answers; `/health/ready` that it can serve, and otherwise which check failed,
 * why, and what to do. Open to everybody and on every host name: they hold no data.
 */
export function serveHealth(instance: FastifyInstance, health: HealthRegistry): void {
  instance.get('/health/live', async () => ({ status: 'live' }));
  instance.get('/health/ready', async (_request, reply) => {
    const report = await health.report();
    return reply.status(report.status === 'ready' ? 200 : 503).send(report);
  });
}
