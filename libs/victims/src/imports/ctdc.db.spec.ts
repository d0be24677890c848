import fs from 'node:fs';
import { publicData, victimsHub, type VictimsHub } from '../contract/victims-hub';
import { Indicators } from '../indicators/table';
import { ctdc } from './ctdc';

const file = publicData('ctdc_kanon_2020-04-14_reduced.csv');

/** A count of the file by its own means: split at commas (the file quotes nothing) and counted cell by cell. */
function directCount(path: string): Map<string, number> {
  const [headings = '', ...lines] = fs.readFileSync(path, 'utf8').trimEnd().split('\n');
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
  const counts = new Map<string, number>();
  for (const line of lines) {
    const cells = line.trim().split(',');
    if (cells.length !== names.length)
      throw new Error(`The file quotes something after all: ${cells.length} cells`);
    const key = [parseInt(cells[year], 10), cells[sex].toLowerCase(), words[cells[form]]].join(',');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

(file ? describe : describe.skip)('the file of the Counter-Trafficking Data Collaborative', () => {
  const path = file!;
  let hub: VictimsHub;
  let seconds: number;
  let report: Awaited<ReturnType<typeof ctdc>>;
  const request = { file: path, lang: 'en', actor: 'ops:test', progress: () => undefined };
  beforeAll(async () => {
    hub = await victimsHub({ live: false });
    const begun = performance.now();
    report = await ctdc(request, hub);
    seconds = (performance.now() - begun) / 1_000;
    await hub.caughtUp();
  }, 900_000);
  afterAll(() => hub.close());

  it('is recorded row by row, nothing dropped', () => {
    process.stdout.write(`${Math.round(report.read / seconds)} rows/s\n`);
    expect(report).toMatchObject({ read: 48_801, recorded: 48_801, rejected: 0 });
  });

  it('and table VI03 by year, sex and main form equals a direct count of the file, cell by cell', async () => {
    const table = await new Indicators(hub.book, hub.readModels).table('VI03', {
      by: ['year', 'sex', 'main_exploitation'],
    });
    expect(table.columns).toEqual(['year', 'sex', 'main_exploitation', 'value']);
    const counted = new Map(table.rows.map(row => [row.slice(0, -1).join(','), row.at(-1)]));
    const expected = directCount(path);
    expect(counted.size).toBe(table.rows.length);
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(expected));
  });
});
