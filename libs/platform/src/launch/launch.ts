import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, type Environment } from '../config/settings';
import { ensureWritable } from '../databases/data-directory';
import { nativePostgres } from '../postgres/native';
import { buildIfStale } from './build';
import { startChild, type Child, type ReadyLine } from './child';
import { planLaunch, type PlannedApp } from './plan';

export interface LaunchOptions {
  readonly repository: string;
  readonly env: Environment;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const canListen = (port: number, host: string) =>
  new Promise<string | undefined>(resolve => {
    const server = net.createServer();
    server.once('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'error'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/** Finds before the start what would stop it, and says which variable changes it. */
async function checkGround({ config }: PlannedApp): Promise<void> {
  const prefix = config.context.toUpperCase().replaceAll('-', '_');
  const refused = await canListen(config.port, config.listen);
  if (refused === 'EADDRINUSE') {
    const advice = `stop what listens there, or set ${prefix}_PORT to another port`;
    throw new ConfigurationError(`port ${config.port} is taken: ${advice}`);
  }
  if (refused === 'EADDRNOTAVAIL')
    throw new ConfigurationError(`${prefix}_LISTEN: ${config.listen} is not an address of ours`);
  if (refused)
    throw new ConfigurationError(`port ${config.port} cannot be used (${refused}): set ${prefix}_PORT`);
  ensureWritable(config);
  if (config.databaseUrl) return;
  try {
    nativePostgres();
  } catch (error) {
    const advice = `or set ${prefix}_DATABASE_URL and ${prefix}_KEYS_DATABASE_URL to a PostgreSQL server`;
    throw new ConfigurationError(`${(error as Error).message}, ${advice}`);
  }
}

/** The app says it is ready; here it is asked as a stranger would, over HTTP. */
async function confirmed(child: Child, { config }: PlannedApp): Promise<ReadyLine> {
  const said = await child.ready;
  const { port } = new URL(said.url);
  const host = config.listen === '0.0.0.0' ? '127.0.0.1' : config.listen;
  let ended = false;
  void child.ended.then(() => (ended = true));
  for (;;) {
    const answer = await fetch(`http://${host}:${port}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return said;
    await answer?.arrayBuffer();
    if (ended) throw new Error(`${child.context} ended before it was ready`);
    await sleep(100);
  }
}

function signInLines(lines: readonly (readonly [string, ReadyLine])[]): string {
  const shown = lines.flatMap(([context, { signIns = [] }]) =>
    signIns.map(signIn =>
      `  ${context.padEnd(10)}${Object.values(signIn)
        .map(part => part.padEnd(28))
        .join('')}`.trimEnd(),
    ),
  );
  return shown.length > 0 ? `sandbox sign-ins:\n${shown.join('\n')}\n` : '';
}

/** The signer of an app: a process of its own beside it. */
const signerOf = (app: PlannedApp): PlannedApp => ({
  ...app,
  main: path.join(path.dirname(app.main), 'signer.js'),
});
const exists = ({ main }: PlannedApp) => fs.existsSync(main);

/**
 * Starts the apps of this checkout, says when they are ready, and ends when they do.
 * @param told resolves when the launcher is to stop everything
 * @returns exit code
 */
export async function launch(options: LaunchOptions, told: Promise<void>): Promise<number> {
  const { repository, stdout, stderr } = options;
  const apps = planLaunch(repository, options.env);
  for (const app of apps) await checkGround(app);
  await buildIfStale(repository, stderr);
  const children = apps.map(app => startChild(app, stderr));
  const signers: Child[] = [];
  const stopAll = () => Promise.all([...signers, ...children].map(child => child.stop()));
  const anyEnded = Promise.race(children.map(async child => ({ child, code: await child.ended })));
  try {
    const ready = Promise.all(
      apps.map(async (app, index) => {
        const said = await confirmed(children[index], app);
        stdout(`${app.config.context} ready at ${said.url}\n`);
        return [app.config.context, said] as const;
      }),
    );
    const started = await Promise.race([ready, told, anyEnded.then(() => undefined)]);
    if (started) {
      stdout(signInLines(started));
      signers.push(
        ...apps
          .map(signerOf)
          .filter(exists)
          .map(app => startChild(app, stderr)),
      );
    }
    ready.catch(() => {});
    const first = await Promise.race([told.then(() => undefined), anyEnded]);
    if (!first) return 0;
    stderr(`${first.child.context} ended (exit code ${first.code}); stopping the rest\n`);
    return first.code || 1;
  } finally {
    await stopAll();
  }
}
