import { spawn, type ChildProcess } from 'node:child_process';
import readline from 'node:readline';
import { launchedBy } from '../process/stop-when-told';
import type { PlannedApp } from './plan';

/** What an app prints, as one line of JSON on standard output, when it serves. */
export interface ReadyLine {
  readonly ready: true;
  readonly url: string;
  readonly signIns?: readonly Readonly<Record<string, string>>[];
}

export interface Child {
  readonly context: string;
  readonly process: ChildProcess;
  /** Resolves when the app says it is ready; rejects when it ends before. */
  readonly ready: Promise<ReadyLine>;
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

const patience = 25_000;

function readyLine(line: string): ReadyLine | undefined {
  try {
    const said = JSON.parse(line) as Partial<ReadyLine> | null;
    return said?.ready === true && typeof said.url === 'string' ? (said as ReadyLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Starts one app with its own settings only; the pipe on its input tells it when we are gone, however we go. */
export function startChild(app: PlannedApp, say: (text: string) => void): Child {
  const { context } = app.config;
  const child = spawn(process.execPath, ['--enable-source-maps', app.main], {
    env: { ...app.env, [launchedBy]: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {}); // it ended first
  const ended = new Promise<number>(resolve => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
  const ready = new Promise<ReadyLine>((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).on('line', line => {
      const said = readyLine(line);
      if (said) resolve(said);
      else say(`${context}: ${line}\n`);
    });
    void ended.then(code => reject(new Error(`${context} ended before it was ready (exit code ${code})`)));
  });
  ready.catch(() => {}); // also looked at by whoever waits for it
  const stop = async () => {
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(late);
  };
  return { context, process: child, ready, ended, stop };
}
