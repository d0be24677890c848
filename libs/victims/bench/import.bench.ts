import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { victimsHub } from '../src/contract/victims-hub';
import { ctdc } from '../src/imports/ctdc';

/** Rows a second. */
const REQUIRED = 2_000;
/** Rows of the file that are imported; fewer only while developing. */
const ROWS = Number(process.env.HUB_BENCH_ROWS ?? Infinity);

interface Line {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  readonly ratio: number;
  readonly unit: string;
}

/** The heading and the first rows of a file, in a file of its own; the file itself where all are wanted. */
async function firstRows(file: string, directory: string): Promise<string> {
  if (ROWS === Infinity) return file;
  const lines: string[] = [];
  for await (const line of createInterface({ input: fs.createReadStream(file) })) {
    lines.push(line);
    if (lines.length > ROWS) break;
  }
  const part = path.join(directory, path.basename(file));
  fs.writeFileSync(part, `${lines.join('\n')}\n`);
  return part;
}

/** The CTDC data set of the file in HUB_BENCH_CTDC, as the operator imports it: validated, sealed, recorded. */
export async function bench(report: (line: Line) => void, { url }: { url: string }): Promise<void> {
  const file = process.env.HUB_BENCH_CTDC;
  if (file === undefined || !fs.existsSync(file)) {
    process.stderr.write('! import-ctdc: not measured, HUB_BENCH_CTDC names no file\n');
    return;
  }
  process.env.HUB_TEST_POSTGRES_URL = url;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-bench-import-'));
  const hub = await victimsHub({ live: false });
  try {
    const request = { file: await firstRows(file, directory), lang: 'en', actor: 'ops:bench' };
    const started = performance.now();
    const { read, recorded, rejected } = await ctdc({ ...request, progress: () => undefined }, hub);
    const value = (read * 1_000) / (performance.now() - started);
    if (recorded + rejected !== read || recorded === 0)
      throw new Error(`${recorded} rows recorded and ${rejected} rejected of ${read}`);
    const ratio = value / REQUIRED;
    report({ name: 'import-ctdc/required', value, reference: REQUIRED, ratio, unit: 'rows/s' });
  } finally {
    await hub.close();
    fs.rmSync(directory, { recursive: true });
  }
}
