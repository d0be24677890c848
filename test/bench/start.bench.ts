import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Installation } from './installation';
import { megabytesOf } from './memory';
import type { Line } from './run';

/** Seconds a warm start may take, and megabytes an idle app may hold together with its PostgreSQL. */
const SECONDS = 10;
const MEGABYTES = 400;
/** What a start leaves to be done is done after that. */
const IDLE_AFTER = 30_000;

function postmasterOf(data: string): number[] {
  const files = fs.readdirSync(data, { recursive: true, encoding: 'utf8' });
  return files
    .filter(file => path.basename(file) === 'postmaster.pid')
    .map(file => Number(fs.readFileSync(path.join(data, file), 'utf8').split('\n')[0]));
}

async function benchApp(context: string, port: string, report: (line: Line) => void): Promise<void> {
  const hub = new Installation(context);
  try {
    await hub.stop(await hub.start(port)); // fills the sandbox
    const { child, seconds } = await hub.start(port);
    const of = (part: string) => `start-${context}/${part}`;
    report({ name: of('warm'), value: seconds, reference: SECONDS, ratio: seconds / SECONDS, unit: 's' });
    await pause(IDLE_AFTER);
    const value = megabytesOf([child.pid ?? 0, ...postmasterOf(hub.data)]);
    report({ name: of('idle-memory'), value, reference: MEGABYTES, ratio: value / MEGABYTES, unit: 'MB' });
  } finally {
    await hub.end();
  }
}

/** Each app as it is started from what was built, with its sandbox in a directory of its own. */
export async function bench(report: (line: Line) => void): Promise<void> {
  await benchApp('victims', '14101', report);
  await benchApp('judicial', '14102', report);
}
