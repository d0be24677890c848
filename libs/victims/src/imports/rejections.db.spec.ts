import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { victimsHub, type VictimsHub } from '../contract/victims-hub';
import { ctdc } from './ctdc';
import { ctdcHeadings } from './ctdc-mapping';

const good = ['2019.0', 'Hotline', 'Female', '18--20', 'AL', '0.0', 'Threats', 'Other', 'Sexual', ''];
const row = (changes: Partial<Record<(typeof ctdcHeadings)[number], string>> = {}) =>
  ctdcHeadings.map((heading, at) => changes[heading] ?? good[at]).join(',');

describe('a file with broken rows', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'rejections-'));
  let hub: VictimsHub;
  beforeAll(async () => {
    hub = await victimsHub({ live: false });
  }, 120_000);
  afterAll(async () => {
    await hub.close();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  const write = (name: string, ...lines: string[]) => {
    const file = path.join(directory, name);
    fs.writeFileSync(file, [ctdcHeadings.join(','), ...lines].join('\n'));
    return file;
  };
  const request = (file: string, lang = 'en') => ({
    ...{ file, lang, actor: 'ops:test' },
    progress: (): void => undefined,
  });
  const streams = async () => {
    const found = new Set<string>();
    for await (const batch of hub.store.log(0n)) batch.forEach(({ stream }) => found.add(stream));
    return found.size;
  };

  it('is recorded but for these, which come back with line, field and reason in the chosen language', async () => {
    const file = write(
      'broken.csv',
      row(),
      row({ ExploitType: 'Nonsense' }),
      row({ yearOfRegistration: 'soon' }),
      'a,b,c',
      row({ citizenship: 'Atlantis' }),
      row({ gender: 'Male' }),
    );
    const before = await streams();
    const report = await ctdc(request(file, 'mk'), hub);
    expect(report).toMatchObject({ read: 6, recorded: 2, rejected: 4, known: 0 });
    // A person and a case for each recorded row, nothing of the others.
    expect((await streams()) - before).toBe(4);
    const errors = fs.readFileSync(report.errorFile ?? '', 'utf8');
    const [headings, ...lines] = errors.replace('\ufeff', '').trimEnd().split('\n');
    expect(headings).toBe('ред,поле,причина');
    expect(lines.map(line => line.split(',').slice(0, 2).join(','))).toEqual([
      '3,ExploitType',
      '4,yearOfRegistration',
      '5,',
      '6,citizenship',
    ]);
    expect(errors).toContain('Критериумите не ја познаваат оваа вредност.');
    expect(errors).not.toMatch(/victims\.|Atlantis|Nonsense/);
  });

  it('takes the corrected rows at the next run, since the other file is another source', async () => {
    const report = await ctdc(request(write('corrected.csv', row({ gender: 'Unknown' }))), hub);
    expect(report).toMatchObject({ read: 1, recorded: 1, rejected: 0 });
  });

  it('goes on where a run was cut off', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) =>
      row({ yearOfRegistration: `${2000 + (at % 20)}.0` }),
    );
    const file = write('long.csv', ...rows);
    const cutOff = ctdc(
      {
        ...request(file),
        progress: done => {
          if (done >= 300) throw new Error('the machine was switched off');
        },
      },
      hub,
    );
    await expect(cutOff).rejects.toThrow('switched off');
    const report = await ctdc(request(file), hub);
    expect(report).toMatchObject({ read: 1_200, rejected: 0 });
    expect(report.known).toBeGreaterThanOrEqual(300);
    expect(report.recorded + (report.known ?? 0)).toBe(1_200);
    await hub.caughtUp();
    const { rows: counted } = await hub.readModels.query<{ n: number }>(
      `select count(*)::int as n from case_file where source = (select source from case_file group by 1 order by count(*) desc limit 1)`,
    );
    expect(counted[0]?.n).toBe(1_200);
  }, 60_000);

  it('is refused as a whole when it is of another format', async () => {
    const file = path.join(directory, 'other.csv');
    fs.writeFileSync(file, 'name,age\nx,1\n');
    await expect(ctdc(request(file), hub)).rejects.toMatchObject({ code: 'victims.import.other-format' });
  });
});
