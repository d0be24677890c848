/** A process that keeps the read models of the tests until it is killed: `keep.ts <url>`. */
import { PostgresEventStore } from '@hub/event-store';
import { ReadModels } from '../read-models';
import { caseCount, entries, tally } from './case-count';

async function main(url: string): Promise<void> {
  const store = await PostgresEventStore.open({ url });
  await new ReadModels({ store, url, projections: [caseCount(), entries, tally] }).start();
  process.stdout.write('keeping\n');
}

void main(process.argv[2] ?? '');
