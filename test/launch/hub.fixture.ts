import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const repository = path.resolve(__dirname, '../..');

/** A directory of data for one installation, which an ordinary user may enter. */
export function scratchDirectory(name: string): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `hub-${name}-`));
  fs.chmodSync(directory, 0o755);
  return directory;
}

export async function freePort(): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return String(port);
}

/** What the processes that have to do with a directory are called: they name it in their settings or as an argument. */
export function processesOf(directory: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const pid of fs.readdirSync('/proc').map(Number).filter(Boolean)) {
    try {
      const read = (file: string) => fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
      const command = read('cmdline').replaceAll('\0', ' ').trim();
      if (command && (command.includes(directory) || read('environ').includes(directory)))
        found.set(pid, command);
    } catch {
      // it ended while we looked
    }
  }
  return found;
}

/** Ends, without asking, whatever a failed test left. */
export function killAll(directory: string): void {
  for (const pid of processesOf(directory).keys()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended first
    }
  }
}

export interface Run {
  readonly pid: number;
  output(): string;
  errors(): string;
  /** Exit code, or the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>;
  /** Resolves when it has printed the text; rejects when it ends before. */
  says(text: string): Promise<void>;
  /** As the terminal does it: the signal reaches every process of the foreground. */
  ctrlC(): void;
}

/** `npm <args>` in this checkout, with these settings and nothing else of ours. */
export function npm(args: readonly string[], settings: Readonly<Record<string, string>>): Run {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('npm', args, {
    cwd: repository,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  let ended = false;
  const exit = once(child, 'close').then(([code, signal]) => {
    ended = true;
    return (code ?? signal) as number | NodeJS.Signals;
  });
  const says = async (text: string) => {
    while (!output.includes(text)) {
      if (ended) throw new Error(`it ended: ${output}${errors}`);
      await Promise.race([once(child.stdout, 'data'), exit]);
    }
  };
  const pid = child.pid ?? 0;
  return {
    pid,
    output: () => output,
    errors: () => errors,
    exit,
    says,
    ctrlC: () => process.kill(-pid, 'SIGINT'),
  };
}

/** Waits until nothing is left of an installation. @throws naming what is still there after so many ms */
export async function untilGone(directory: string, patience = 30_000): Promise<void> {
  const deadline = Date.now() + patience;
  for (let left = processesOf(directory); left.size > 0; left = processesOf(directory)) {
    if (Date.now() > deadline) throw new Error(`still there: ${[...left.values()].join('\n')}`);
    await sleep(50);
  }
}
