import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, by its number and start time: numbers are used again, pairs are not. */
export function processStamp(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0);
      return String(pid);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM' ? String(pid) : undefined;
    }
  }
  try {
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : `${pid}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

const isAlive = (stamp: string) => processStamp(Number(stamp.split('-', 1)[0])) === stamp;

function tryTake(file: string, stamp: string): boolean {
  try {
    fs.writeFileSync(file, stamp, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  let owner: string;
  try {
    owner = fs.readFileSync(file, 'utf8');
  } catch {
    return false; // just released
  }
  if (owner === '' || isAlive(owner)) return false;
  // Its owner was killed. Renaming first makes sure that only one of several waiters removes it.
  const stale = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, stale);
    fs.rmSync(stale);
  } catch {
    // somebody else did
  }
  return false;
}

/** Runs `act` while no other process of this machine holds the same lock file; a killed holder is passed over. */
export async function exclusively<Result>(
  file: string,
  act: () => Result | Promise<Result>,
  patience = 120_000,
): Promise<Result> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const stamp = processStamp(process.pid) ?? String(process.pid);
  const deadline = Date.now() + patience;
  while (!tryTake(file, stamp)) {
    if (Date.now() > deadline) throw new Error(`${file} is held by a process that does not end: stop it`);
    await sleep(50);
  }
  try {
    return await act();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Processes that use something together; whoever leaves last turns off the light. */
export class Holders {
  constructor(private readonly directory: string) {}

  private readonly stamp = processStamp(process.pid) ?? String(process.pid);

  join(): void {
    fs.mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    fs.writeFileSync(path.join(this.directory, this.stamp), '', { mode: 0o600 });
  }

  /** @returns whether nobody else is left */
  leave(): boolean {
    fs.rmSync(path.join(this.directory, this.stamp), { force: true });
    return this.others().length === 0;
  }

  /** Other live processes; traces of killed ones are removed. */
  others(): string[] {
    let names: string[];
    try {
      names = fs.readdirSync(this.directory).filter(name => name !== this.stamp);
    } catch {
      return [];
    }
    for (const name of names.filter(name => !isAlive(name)))
      fs.rmSync(path.join(this.directory, name), { force: true });
    return names.filter(isAlive);
  }
}
