import { PostgresEventStore, type LoggedEvent } from '@hub/event-store';
import { ReadModels, type Projection } from '@hub/read-model';
import { asClient, benchDatabase } from './bench-database';
import { fillLog } from './copied-log';
import { percentile } from './percentile';
import type { Line } from './run';

/** Cases of the larger and the smaller register, and milliseconds a table over them may take. */
const LARGE = Number(process.env.HUB_BENCH_CASES ?? 1_000_000);
const SMALL = Math.min(20_000, LARGE);
const CLASSES = 20;
const DIMENSIONS = 4;
const ROUNDS = 40;

export interface TableBench {
  readonly context: 'victims' | 'judicial';
  readonly template: readonly LoggedEvent[];
  readonly projections: readonly Projection[];
  /** The table figures are counted from, and its key, whose copies get values of their own. */
  readonly counted: { readonly table: string; readonly key: string; readonly copied: string };
  /** Columns that are filled anew in the large register, as SQL; the small one has the classes of the sandbox. */
  readonly columns: Readonly<Record<string, string>>;
  /** Breakdowns of up to twenty classes. */
  readonly dimensions: readonly string[];
  /** Asks for one table, and gives the number of its rows. */
  readonly ask: (models: ReadModels, by: readonly string[]) => Promise<number>;
}

/** One of the first twenty classes of a list, the early ones more often, as in life. */
export const someClass = (share = 1.5) => `(1 + floor(${CLASSES} * power(random(), ${share})))::smallint`;

/** Copies of the rows of the sandbox, in random classes, until there are `count`. */
async function multiply(
  url: string,
  counted: TableBench['counted'],
  columns: TableBench['columns'],
  count: number,
): Promise<void> {
  const { table, key, copied } = counted;
  await asClient(url, async client => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
        where table_schema = 'read' and table_name = $1 order by ordinal_position`,
      [table],
    );
    const filled: Readonly<Record<string, string>> = { ...columns, [key]: copied };
    const names = rows.map(({ name }) => name);
    const values = names.map(name => filled[name.replaceAll('"', '')] ?? `t.${name}`);
    await client.query('select setseed(0.25)');
    await client.query(`create table sandbox as select * from read.${table}`);
    await client.query(`truncate read.${table}`);
    await client.query(
      `insert into read.${table} (${names.join(', ')})
       select ${values.join(', ')} from generate_series(1, ceil(${count}.0 / (select count(*) from sandbox))::int) copy
        cross join sandbox t limit ${count}`,
    );
    await client.query('drop table sandbox');
    await client.query(`vacuum analyze read.${table}`);
  });
}

/** Tables of one to four dimensions, each combination of sizes equally often. */
function* asks(dimensions: readonly string[]): Generator<readonly string[]> {
  for (let round = 0; round < ROUNDS; round++) {
    const from = round % dimensions.length;
    const turned = [...dimensions.slice(from), ...dimensions.slice(0, from)];
    yield turned.slice(0, 1 + (Math.floor(round / dimensions.length) % DIMENSIONS));
  }
}

async function measure(models: ReadModels, { ask, counted, dimensions }: TableBench) {
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const times: number[] = [];
  const scans: number[] = [];
  await ask(models, dimensions); // the first statement of a connection is not what readers wait for
  for (const by of asks(dimensions)) {
    const rows = { count: 0 };
    times.push(await timed(async () => (rows.count = await ask(models, by))));
    if (rows.count === 0) throw new Error(`a table by ${by.join(', ')} has no rows`);
    scans.push(await timed(() => models.query(`select count(*) from ${counted.table}`)));
  }
  return { value: percentile(times, 0.95), reference: percentile(scans, 0.95) };
}

/** Tables of indicators as an analyst asks for them, against PostgreSQL only counting the rows. */
export async function benchTables(
  report: (line: Line) => void,
  { url }: { readonly url: string },
  bench: TableBench,
): Promise<void> {
  const { context, template, projections } = bench;
  const { person = '' } = bench.columns;
  for (const [name, count, columns] of [
    ['20k', SMALL, { person }],
    ['1m', LARGE, bench.columns],
  ] as const) {
    const database = await benchDatabase(url, context, `table_${name}`);
    try {
      await fillLog(database.url, template, template.length);
      const store = await PostgresEventStore.open({ url: database.url, context });
      const models = new ReadModels({ store, url: database.projectorUrl, projections });
      try {
        await models.rebuild();
        await multiply(database.url, bench.counted, columns, count);
        // As superuser: the owner of the tables is under row-level security, analysts have a function of its own.
        const readers = new ReadModels({ store, url: database.url, projections });
        const { value, reference } = await measure(readers, bench);
        await readers.stop();
        report({
          name: `table-${name}-${context}/p95`,
          value,
          reference,
          ratio: value / reference,
          unit: 'ms',
        });
      } finally {
        await models.stop();
        await store.close();
      }
    } finally {
      await database.drop();
    }
  }
}
