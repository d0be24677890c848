import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import readline from 'node:readline';
import type { HubConfig } from '@hub/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
}

/** One request over the network, answered as an injected one is. */
const inject = (port: string, { method, url, headers, payload }: Sent) =>
  new Promise<object>((resolve, reject) => {
    const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
    const options = { host: '127.0.0.1', port, path: url, method, headers: { ...headers, ...length } };
    const request = http.request(options, answer => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        resolve({ statusCode: answer.statusCode, headers: answer.headers, body });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });

/** An app in a process of its own, as it is started in an installation, whose output goes to a file. */
export interface LiveApp {
  readonly url: string;
  /** So that the clients for tests take it for a server. */
  readonly app: Pick<NestFastifyApplication, 'inject'>;
  readonly assembly: { readonly config: { readonly hostName: string } };
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
    app: { inject: ((sent: Sent) => inject(port, sent)) as unknown as NestFastifyApplication['inject'] },
    assembly: { config },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await new Promise<void>(resolve => log.end(resolve));
    },
  };
}
