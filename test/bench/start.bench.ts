import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Line } from './run';

const root = path.resolve(__dirname, '../..');
/** Seconds a warm start may take, and megabytes an idle app may hold together with its PostgreSQL. */
const SECONDS = 10;
const MEGABYTES = 400;
/** What a start leaves to be done is done after that. */
const IDLE_AFTER = 30_000;

interface Running {
  readonly child: ChildProcess;
  readonly seconds: number;
}

/** The program of an app from the moment it is called to its line "ready". */
async function start(context: string, data: string): Promise<Running> {
  const main = path.join(root, 'dist/apps', context, 'src/main.js');
  const port = context === 'victims' ? '14101' : '14102';
  const env = { ...process.env, HUB_DATA: data, HUB_LOG_FILE: '', [`${context.toUpperCase()}_PORT`]: port };
  const started = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{"ready":true')) continue;
    child.stdout.resume();
    return { child, seconds: (performance.now() - started) / 1_000 };
  }
  throw new Error(`${context} ended before it was ready`);
}

async function stop({ child }: Running): Promise<void> {
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Processes and their parents, as the kernel knows them. */
function parents(): Map<number, number> {
  const ids = fs.readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return new Map(
    ids.flatMap(id => {
      try {
        const status = fs.readFileSync(`/proc/${id}/status`, 'utf8');
        return [[Number(id), Number(/^PPid:\t(\d+)$/m.exec(status)?.[1])] as const];
      } catch {
        return []; // it ended meanwhile
      }
    }),
  );
}

function postmasterOf(data: string): number[] {
  const files = fs.readdirSync(data, { recursive: true, encoding: 'utf8' });
  return files
    .filter(file => path.basename(file) === 'postmaster.pid')
    .map(file => Number(fs.readFileSync(path.join(data, file), 'utf8').split('\n')[0]));
}

/** Memory of processes and all their descendants, shared pages divided among those who share them. */
function megabytesOf(roots: readonly number[]): number {
  const family = new Set(roots);
  const all = parents();
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const [id, parent] of all) if (family.has(parent)) family.add(id);
  }
  const kilobytes = [...family].map(id => {
    const rollup = fs.readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

async function benchApp(context: string, report: (line: Line) => void): Promise<void> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-bench-start-'));
  fs.chmodSync(data, 0o755);
  let running: Running | undefined;
  try {
    running = await start(context, data); // fills the sandbox
    await stop(running);
    running = await start(context, data);
    const { child, seconds } = running;
    const of = (part: string) => `start-${context}/${part}`;
    report({ name: of('warm'), value: seconds, reference: SECONDS, ratio: seconds / SECONDS, unit: 's' });
    await pause(IDLE_AFTER);
    const value = megabytesOf([child.pid ?? 0, ...postmasterOf(data)]);
    report({ name: of('idle-memory'), value, reference: MEGABYTES, ratio: value / MEGABYTES, unit: 'MB' });
  } finally {
    if (running?.child.exitCode === null) await stop(running);
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** Each app as it is started from what was built, with its sandbox in a directory of its own. */
export async function bench(report: (line: Line) => void): Promise<void> {
  for (const context of ['victims', 'judicial']) {
    if (fs.existsSync(path.join(root, 'dist/apps', context, 'src/main.js'))) await benchApp(context, report);
    else process.stderr.write(`! start-${context}: not measured, the app is not built (npm run build)\n`);
  }
}
