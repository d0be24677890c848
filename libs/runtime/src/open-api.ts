import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Assembly } from './assemble';
import type { ContextDefinition } from './context-definition';

/**
 * `GET /api/v1/openapi.json`: the interface as the running code has it, made when it is first asked for. For everybody
 * who may read the criteria; it holds nothing about anybody.
 */
export function serveOpenApi(
  { describeApi }: ContextDefinition,
  { book }: Assembly,
  app: NestFastifyApplication,
): void {
  if (!describeApi) return;
  let described: string | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/v1/openapi.json', { config: { access: { policy: 'criteria.read' } } }, async (_, reply) =>
      reply
        .type('application/vnd.oai.openapi+json;version=3.1')
        .send((described ??= JSON.stringify(describeApi(app, book)))),
    );
}
