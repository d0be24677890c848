/**
 * A process that appends to a log until its input ends: to new streams and to streams that others grow too. One append
 * in ten is done by hand and rolled back. Tells every acknowledged event on its output, one id a line.
 * Arguments: connection string, context, shared streams joined by commas.
 */
import { Client } from 'pg';
import { VersionConflict } from '../log-errors';
import { PostgresEventStore } from '../postgres/postgres-event-store';
import { newStream, sample } from './sample-events';

const WRITERS = 4;

async function rolledBack(client: Client, stream: string): Promise<void> {
  const [event] = sample(stream);
  if (!event) throw new Error('no event');
  await client.query('begin');
  await client.query(
    'select log.append(array[$1], array[0], array[1], array[1], array[$2::uuid], array[$3], array[$4::json], array[$5::json], array[$6::bytea])',
    [stream, event.id, event.type, event.data, event.meta, event.hash],
  );
  await client.query('rollback');
}

async function main([url = '', context = '', shared = '']: string[]): Promise<void> {
  const store = await PostgresEventStore.open({ url, context });
  const client = new Client({ connectionString: url });
  await client.connect();
  const streams = shared.split(',');
  let going = true;
  process.stdin.resume().on('end', () => (going = false));

  const write = async (number: number) => {
    for (let round = 0; going; round++) {
      const stream = round % 2 ? newStream() : (streams[round % streams.length] ?? newStream());
      const known = await store.load(stream);
      const events = sample(stream, { count: 1 + (round % 3), after: known });
      try {
        await store.append(stream, known.length, events);
        process.stdout.write(events.map(event => `${event.id}\n`).join(''));
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
      }
      if (number === 0 && round % 5 === 0) await rolledBack(client, newStream());
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => write(number)));
  await client.end();
  await store.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
