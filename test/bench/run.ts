/**
 * `npm run bench [-- --json] [name …]`: every figure of the hub with its reference, measured in the same run on a durable
 * PostgreSQL cluster (fsync on). A name runs only the benches whose file name begins with it.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '@hub/platform';
import { goals } from './goals';

export interface Line {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  /** value / reference; for a limit (`reference` = the limit) how much of it is used. */
  readonly ratio: number;
  readonly unit: string;
}
type Bench = (report: (line: Line) => void, options: { url: string }) => Promise<void>;

const root = path.resolve(__dirname, '../..');
const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter(arg => !arg.startsWith('-'));

function benches(): string[] {
  const rooms = [
    ...fs.readdirSync(path.join(root, 'libs')).map(lib => path.join(root, 'libs', lib, 'bench')),
    __dirname,
  ];
  return rooms
    .filter(room => fs.existsSync(room))
    .flatMap(room => fs.readdirSync(room).map(file => path.join(room, file)))
    .filter(file => file.endsWith('.bench.ts'))
    .filter(file => wanted.length === 0 || wanted.some(name => path.basename(file).startsWith(name)));
}

const round = (value: number) => Number(value.toPrecision(4));

function print(line: Line): boolean {
  const goal = goals[line.name];
  const met =
    !goal ||
    (goal.atLeast !== undefined ? line.ratio >= goal.atLeast : line.value <= (goal.atMost ?? Infinity));
  if (json) {
    const { name, unit } = line;
    process.stdout.write(
      `${JSON.stringify({ name, value: round(line.value), reference: round(line.reference), ratio: round(line.ratio), unit })}\n`,
    );
  } else {
    const asked =
      goal?.atLeast !== undefined
        ? `≥ ${goal.atLeast} ×`
        : goal?.atMost !== undefined
          ? `≤ ${goal.atMost}`
          : '';
    const figures = `${round(line.value)} ${line.unit} against ${round(line.reference)}: ${round(line.ratio)} ×`;
    process.stdout.write(`${met ? '  ' : '! '}${line.name.padEnd(34)} ${figures.padEnd(58)} ${asked}\n`);
  }
  return met;
}

async function main(): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-bench-'));
  fs.chmodSync(directory, 0o755);
  const cluster = await startEmbedded({
    dataDirectory: path.join(directory, 'postgres'),
    user: 'bench',
    password: 'bench',
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', max_connections: 200 },
  });
  let met = true;
  try {
    for (const file of benches()) {
      const { bench } = (await import(file)) as { bench: Bench };
      await bench(line => (met = print(line) && met), { url: cluster.url('postgres') });
    }
  } finally {
    cluster.stop('immediate');
    fs.rmSync(directory, { recursive: true, force: true });
  }
  if (!met) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
