import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyHelmet from '@fastify/helmet';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubConfig } from '../config/hub-config';
import { DiskGuard } from '../databases/disk-guard';
import { HealthRegistry } from '../health/health-registry';
import { Translator } from '../language/translator';
import { Log } from '../log/log';
import { FrameworkLog } from '../log/framework-log';
import { guardRequests } from './request-guard';
import { serveHealth } from './health-routes';
import { PlatformModule, type Platform } from './platform.module';
import { ProblemFilter, ProblemPage } from './problem.filter';
import { requestLimits } from './request-limits';
import { bareHeaders, securityHeaders } from './security-headers';
import { strictValidation } from './validation';

/** Slow senders are cut off: 10 s for the headers, 30 s for the whole request, looked at every 2 s. */
const server = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 15_000,
  maxHeaderSize: 16_384,
};
const connectionCap = 1_000;

@Module({})
class Root {}

function adapterFor(
  config: HubConfig,
  malformed: (error: unknown, reply: FastifyReply) => void,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    http: server,
    bodyLimit: requestLimits.bytes,
    requestTimeout: server.requestTimeout,
    keepAliveTimeout: server.keepAliveTimeout,
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    exposeHeadRoutes: true,
    multipart: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => malformed(error, reply),
  });
  return adapter;
}

function logRequests(app: NestFastifyApplication, log: Log): void {
  const instance = app.getHttpAdapter().getInstance();
  instance.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // The pattern of the route, never the address: ids and searches stay out of the log.
    log.info('http.request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions?.url,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
    done();
  });
}

function findPage(app: NestFastifyApplication): ProblemPage | undefined {
  try {
    return app.get(ProblemPage, { strict: false });
  } catch {
    return undefined; // an API without pages
  }
}

/**
 * The HTTP server of one context around its module: limits, host check, security headers, strict bodies, problem
 * documents, health. The caller lets it listen, and closes it.
 * @param parts shared instances, where the process has made them before
 */
export async function createHttpApp(
  module: Type<unknown> | DynamicModule,
  config: HubConfig,
  parts: Partial<Omit<Platform, 'config'>> = {},
): Promise<NestFastifyApplication> {
  const platform: Platform = {
    config,
    translator: parts.translator ?? Translator.load(),
    health: parts.health ?? new HealthRegistry(),
    log: parts.log ?? Log.open(config.context),
  };
  const { health, log, translator } = platform;
  const filter = new ProblemFilter(translator, log, () => findPage(app));
  const adapter = adapterFor(config, (error, reply) => {
    bareHeaders(reply);
    void filter.answer(error, reply.request, reply);
  });
  const instance = adapter.getInstance();
  instance.removeContentTypeParser('text/plain');
  await instance.register(fastifyHelmet, securityHeaders(config));
  await instance.register(fastifyCookie);
  await instance.register(fastifyFormbody, { bodyLimit: requestLimits.bytes });
  const { databaseUrl, dataDirectory, walDirectory = dataDirectory, diskReserve } = config;
  const disk = databaseUrl ? undefined : new DiskGuard([dataDirectory, walDirectory], diskReserve);
  if (disk) health.add('disk', () => disk.health());
  guardRequests(instance, config, disk);
  serveHealth(instance, health);
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    { module: Root, imports: [PlatformModule.of(platform), module] },
    adapter,
    { bodyParser: false, abortOnError: false, logger: new FrameworkLog(log), return503OnClosing: true },
  );
  logRequests(app, log);
  app.useGlobalPipes(strictValidation());
  app.useGlobalFilters(filter);
  app.getHttpServer().maxConnections = connectionCap;
  return app;
}
