import { execFile, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { liveServer, type ApiServer } from '@hub/testing';

const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

/** A program of an app, up to its end. */
export interface Running {
  readonly child: ChildProcess;
  /** From the call to its line "ready". */
  readonly seconds: number;
  readonly server: ApiServer;
}

const upper = (context: string) => context.toUpperCase();

/**
 * One database of the sandbox as it is started from what was built, in a directory of its own; every process of it that
 * was started is stopped by {@link Installation.end}.
 */
export class Installation {
  readonly data: string;
  private readonly running: Running[] = [];

  constructor(
    readonly context: string,
    private readonly settings: NodeJS.ProcessEnv = {},
  ) {
    this.data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-bench-${context}-`));
    fs.chmodSync(this.data, 0o755);
  }

  private get env(): NodeJS.ProcessEnv {
    return { ...process.env, HUB_DATA: this.data, HUB_LOG_FILE: '', ...this.settings };
  }

  /** @throws {Error} when the program ends before it is ready */
  async start(port: string): Promise<Running> {
    await run('npm', ['run', 'build'], { cwd: root });
    const main = path.join(root, 'dist/apps', this.context, 'src/main.js');
    const started = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      env: { ...this.env, [`${upper(this.context)}_PORT`]: port },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"ready":true')) continue;
      child.stdout.resume();
      const seconds = (performance.now() - started) / 1_000;
      const server = liveServer(port, `${this.context}.localhost`);
      const running = { child, seconds, server };
      this.running.push(running);
      return running;
    }
    throw new Error(`${this.context} ended before it was ready`);
  }

  async stop({ child }: Running): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** What an operator's command says in its last line. */
  async ops(...command: string[]): Promise<Record<string, unknown>> {
    const said = await run('npm', ['run', '-s', 'ops', '--', this.context, ...command, '--json'], {
      cwd: root,
      env: this.env,
    });
    return JSON.parse(said.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
  }

  /** Stops whatever runs, the last started first, since the first may keep the PostgreSQL of all. */
  async end(): Promise<void> {
    for (const one of this.running.reverse()) await this.stop(one);
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}
