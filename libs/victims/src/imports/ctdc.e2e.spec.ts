import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { publicData } from '../contract/victims-hub';

const file = publicData('ctdc_kanon_2020-04-14_reduced.csv');
const repository = path.resolve(__dirname, '../../../..');
const PART = 2_000;

type Counts = Readonly<Record<string, number>>;

/** A count of the file by its own means: split at commas (the file quotes nothing) and counted cell by cell. */
function directCount(text: string): Counts {
  const [headings = '', ...lines] = text.trimEnd().split('\n');
  const names = headings.trim().split(',');
  const at = (name: string) => names.indexOf(name);
  const [year, sex, form] = [at('yearOfRegistration'), at('gender'), at('ExploitType')];
  const words: Record<string, string> = {
    Sexual: 'sexual',
    Labor: 'labour',
    Other: 'other',
    'Slavery/Similar': 'slavery_servitude_other',
    'Forced Marriage': 'forced_marriage',
    Multiple: 'multiple',
    '': 'unknown',
  };
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const cells = line.trim().split(',');
    if (cells.length !== names.length)
      throw new Error(`The file quotes something after all: ${cells.length} cells`);
    const key = [parseInt(cells[year], 10), cells[sex].toLowerCase(), words[cells[form]]].join(',');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function sumOf(one: Counts, other: Counts): Counts {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...keys].map(key => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}

/** Cells of a table as the command prints it. */
function cellsOf(csv: string): { header: string; cells: Counts } {
  const [header = '', ...lines] = csv.trimEnd().split(/\r?\n/);
  const pairs = lines.map(line => {
    const at = line.lastIndexOf(',');
    return [line.slice(0, at), Number(line.slice(at + 1))] as const;
  });
  expect(new Set(pairs.map(([key]) => key)).size).toBe(pairs.length);
  return { header, cells: Object.fromEntries(pairs) };
}

(file ? describe : describe.skip)(
  'the file of the Counter-Trafficking Data Collaborative, by command',
  () => {
    // Skipped tests are described too, without the file.
    const whole = file ? fs.readFileSync(file, 'utf8') : '';
    const data = fs.mkdtempSync(path.join(os.tmpdir(), 'ctdc-'));
    fs.chmodSync(data, 0o755);
    const part = path.join(data, 'part.csv');
    fs.writeFileSync(
      part,
      whole
        .split('\n')
        .slice(0, PART + 1)
        .join('\n'),
    );
    const first = directCount(fs.readFileSync(part, 'utf8'));
    const table = ['table', 'VI03', '--by', 'year,sex,main_exploitation', '--format', 'csv'];
    let position: string;

    /** The operator's program of this database, in a process of its own; the last line it prints. */
    const ops = async (...args: string[]): Promise<string> => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['-r', './libs/testing/src/register.cjs', 'apps/victims/src/ops.ts', ...args],
        { cwd: repository, env: { ...process.env, HUB_DATA: data, NODE_OPTIONS: '' }, maxBuffer: 1e8 },
      );
      return stdout;
    };
    const report = (stdout: string) =>
      JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;

    afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

    it('is recorded row by row, nothing dropped', async () => {
      const some = report(await ops('import', '--format', 'ctdc', part, '--json'));
      expect(some).toMatchObject({ read: PART, recorded: PART, rejected: 0 });
      position = String(some.position);
      const all = report(await ops('import', '--format', 'ctdc', file ?? '', '--json'));
      expect(all).toMatchObject({ read: 48_801, recorded: 48_801, rejected: 0 });
    }, 240_000);

    it('is recorded once, however often it is imported', async () => {
      const again = report(await ops('import', '--format', 'ctdc', part, '--json'));
      expect(again).toMatchObject({ read: PART, recorded: 0, rejected: 0, known: PART });
    }, 240_000);

    it('and table VI03 by year, sex and main form equals a direct count, cell by cell', async () => {
      const { header, cells } = cellsOf(await ops(...table));
      expect(header).toBe('year,sex,main_exploitation,value');
      expect(cells).toEqual(sumOf(first, directCount(whole)));
    }, 240_000);

    it('as it was known after the first part, it equals a direct count of the first part', async () => {
      const { cells } = cellsOf(await ops(...table, '--as-of', position));
      expect(cells).toEqual(first);
    }, 240_000);
  },
);
