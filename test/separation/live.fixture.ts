import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import type { HubConfig } from '@hub/platform';
import { liveServer, type ApiServer } from '@hub/testing';

/** An app in a process of its own, as it is started in an installation, whose output goes to a file. */
export interface LiveApp extends ApiServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the app of a context.
 * @param logFile everything the process writes, to standard output and to standard error
 * @param preload program that Node runs before the app, in the same process
 */
export async function startApp(
  config: HubConfig,
  { logFile, preload, env }: { logFile: string; preload: string; env: Record<string, string> },
): Promise<LiveApp> {
  const root = path.resolve(__dirname, '../..');
  const register = path.join(root, 'libs/testing/src/register.cjs');
  const prefix = config.context.toUpperCase();
  const args = ['-r', register, '-r', preload, path.join(root, 'apps', config.context, 'src/main.ts')];
  const { PATH = '', HOME = '' } = process.env;
  const own = { HUB_LOG_FILE: '', HUB_DATA: config.dataRoot, HUB_SEED: '0', [`${prefix}_PORT`]: '0' };
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH, HOME, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = fs.createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('{"ready":true')) resolve((JSON.parse(line) as { url: string }).url);
    });
    void ended.then(() => reject(new Error(`${config.context} ended: ${fs.readFileSync(logFile, 'utf8')}`)));
  });
  const { port } = new URL(url);
  return {
    url,
    ...liveServer(port, config.hostName),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await new Promise<void>(resolve => log.end(resolve));
    },
  };
}
