import {
  ConfigurationError,
  createHttpApp,
  describeError,
  HealthRegistry,
  Log,
  openDatabases,
  readConfig,
  stopWhenTold,
  type Databases,
  type HubConfig,
} from '@hub/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { assemble, type Assembly } from './assemble';
import type { ContextDefinition } from './context-definition';
import { addHealthChecks } from './health-checks';
import { migrate } from './migrate';
import { serveOpenApi } from './open-api';
import { RuntimeModule } from './runtime.module';
import { openSandbox, type SignInHint } from './sandbox';

export interface RunningServer {
  readonly url: string;
  readonly signIns: readonly SignInHint[];
  readonly assembly: Assembly;
  readonly app: NestFastifyApplication;
  close(): Promise<void>;
}

/** Embedded databases are kept up to date at each start; a production server is migrated by its administrator. */
async function prepare(config: HubConfig, databases: Databases): Promise<void> {
  if (databases.embedded || config.mode === 'sandbox') await migrate(config, databases);
}

async function listen(app: NestFastifyApplication, config: HubConfig): Promise<void> {
  try {
    await app.listen(config.port, config.listen);
  } catch (error) {
    const variable = `${config.context.toUpperCase()}_PORT`;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ConfigurationError(`port ${config.port} is taken: set ${variable} to another`);
    if (code === 'EACCES')
      throw new ConfigurationError(`port ${config.port} is not allowed: set ${variable} above 1023`);
    throw error;
  }
}

/** A re-wrap that a crash cut off leaves keys under two epochs: readable, and the older worth stealing. */
async function finishRewrap({ vault }: Assembly, log: Log): Promise<void> {
  try {
    await vault.finishRewrap();
  } catch (error) {
    log.error('keys.rewrap-unfinished', describeError(error)); // the next start or rotation tries again
  }
}

/** What was opened, closed in the opposite order; also when the start fails half-way. */
class Closing {
  private readonly steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }

  async all(): Promise<void> {
    for (const step of this.steps.splice(0)) await step();
  }
}

async function open(
  definition: ContextDefinition,
  config: HubConfig,
  closing: Closing,
): Promise<Omit<RunningServer, 'close'>> {
  const databases = await openDatabases(config);
  closing.add(() => databases.close());
  await prepare(config, databases);
  const assembly = await assemble(definition, config, databases);
  closing.add(() => assembly.close());
  const health = new HealthRegistry();
  const log = Log.open(config.context);
  databases.watch(health, log);
  addHealthChecks(health, assembly);
  await assembly.readModels.start();
  assembly.nameIndex?.start();
  void assembly.proof.check();
  await finishRewrap(assembly, log);
  const module = RuntimeModule.of(definition, assembly, databases.appUrl);
  const app = await createHttpApp(module, config, { translator: assembly.translator, health, log });
  closing.add(() => app.close());
  closing.add(async () => health.shutDown());
  serveOpenApi(definition, assembly, app);
  await listen(app, config);
  const signIns = config.mode === 'sandbox' ? await openSandbox(definition, assembly, app) : [];
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return { url: `http://${config.hostName}:${port}`, signIns, assembly, app };
}

/** Starts the server of one context and returns when it is ready to be used. */
export async function startServer(definition: ContextDefinition, config: HubConfig): Promise<RunningServer> {
  const closing = new Closing();
  try {
    return { ...(await open(definition, config, closing)), close: () => closing.all() };
  } catch (error) {
    await closing.all();
    throw error;
  }
}

/** The main program of an app: starts, says that it is ready, and stops cleanly when told to. */
export async function runServer(definition: ContextDefinition, defaults: { port: number }): Promise<void> {
  try {
    const server = await startServer(definition, readConfig(definition.name, process.env, defaults));
    stopWhenTold(() => server.close());
    const { url, signIns } = server;
    process.stdout.write(`${JSON.stringify({ ready: true, url, signIns })}\n`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
