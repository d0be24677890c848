import { judicial } from '@hub/judicial';
import { benchRebuild } from './rebuild-context';
import type { Line } from './run';
import { seededLog } from './seeded-log';

/** All read models of the judicial database. */
export async function bench(report: (line: Line) => void, { url }: { url: string }): Promise<void> {
  const template = await seededLog(judicial, parts => judicial.seed('bench', parts, {}));
  await benchRebuild('judicial', report, { url, template });
}
