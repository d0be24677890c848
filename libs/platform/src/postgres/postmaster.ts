import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const canConnect = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve((socket.destroy(), true))).once('error', () => resolve(false));
  });

const workingDirectory = (pid: string | number) => {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

function processState(pid: number): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
  } catch {
    return undefined;
  }
}

type Occupancy = 'free' | 'taken' | 'leaving';

/** Whether the process named in postmaster.pid is the server of this directory, gone, or leaving. */
function occupancy(dataDirectory: string, pid: number): Occupancy {
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0);
      return 'taken';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'free' : 'taken';
    }
  }
  const state = processState(pid);
  if (state === undefined) return 'free';
  const real = fs.realpathSync(dataDirectory);
  const cwd = workingDirectory(pid);
  if (state !== 'Z' && (!cwd || cwd === real)) return 'taken';
  // A zombie, or the pid now belongs to somebody else: a stale file must not block the start.
  const left = fs.readdirSync('/proc').some(entry => /^\d+$/.test(entry) && workingDirectory(entry) === real);
  if (left) return 'leaving';
  fs.rmSync(path.join(dataDirectory, 'postmaster.pid'), { force: true });
  return 'free';
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export function readPostmaster(
  dataDirectory: string,
): (Postmaster & { readonly ready: boolean }) | undefined {
  let lines: string[];
  try {
    lines = fs.readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** The running server of a data directory, or undefined when it is safe to start one. */
export async function runningPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const found = readPostmaster(dataDirectory);
    if (!found) return undefined;
    const state = occupancy(dataDirectory, found.pid);
    if (state === 'free') return undefined;
    if (state === 'taken' && found.ready && (await canConnect(found.port))) return found;
    await sleep(100);
  }
  throw new Error(
    `${dataDirectory}/postmaster.pid names a live process that does not answer: stop it, or set HUB_DATA to another directory`,
  );
}

/** A port that is free now, chosen by the kernel. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = net
      .createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address() as net.AddressInfo;
        server.close(() => resolve(port));
      });
  });
