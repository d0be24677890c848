import { victims } from '@hub/victims';
import { benchRebuild } from './rebuild-context';
import type { Line } from './run';
import { seededLog } from './seeded-log';

/** All read models of the victim database. */
export async function bench(report: (line: Line) => void, { url }: { url: string }): Promise<void> {
  const template = await seededLog(victims, parts => victims.seed('bench', parts, {}));
  await benchRebuild('victims', report, { url, template });
}
