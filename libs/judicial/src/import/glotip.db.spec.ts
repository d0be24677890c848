import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MemoryEventStore } from '@hub/event-store';
import { Translator, type HubConfig } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { temporaryDatabase } from '@hub/testing';
import { parse } from 'csv-parse/sync';
import { Tables } from '../indicators/tables';
import { proceedings } from '../read/proceedings';
import { bookOf } from '../testing/names';
import { plainHistory } from '../testing/plain-sealer';
import { importGlotip } from './glotip';

/** Public figures are no part of the repository; see CONTRIBUTING. */
const directory = process.env.HUB_TEST_DATA ?? path.resolve(__dirname, '../../../../../shared/data');
const file = path.join(directory, 'unodc_glotip_2025-04-14_SEE9.csv');
const expected = path.join(directory, 'check_figures_glotip_see9.csv');
const present = fs.existsSync(file) && fs.existsSync(expected);
if (!present) {
  process.stderr.write(
    `\n!!! SKIPPED: the published figures are not at ${directory}: nothing was compared !!!\n\n`,
  );
}

interface CheckFigure {
  readonly jurisdiction: string;
  readonly year: string;
  readonly indicator: string;
  readonly dimension: string;
  readonly sex: string;
  readonly age: string;
  readonly value: string;
  readonly suppressed: string;
}

const indicators: Readonly<Record<string, string>> = {
  'Persons brought into formal contact': 'JI02',
  'Persons prosecuted': 'JI03',
  'Persons convicted': 'JI06',
};
const classes: Readonly<Record<string, string>> = {
  '0 to 17 years': 'child',
  '18 years or over': 'adult',
  Female: 'female',
  Male: 'male',
  Other: 'other',
  Unknown: 'unknown',
};

/** Figures that contradict the headline or the sexes of their own year, found by reading the tidy file alone. */
const contradictory = new Set([
  'BG/2021/JI02/Total/18 years or over',
  'BG/2022/JI02/Male/Total',
  'BG/2022/JI02/Male/18 years or over',
  'HR/2017/JI02/Male/Total',
  'HR/2017/JI02/Male/18 years or over',
  'HR/2021/JI03/Total/0 to 17 years',
  'HR/2021/JI03/Total/18 years or over',
  'MD/2019/JI03/Total/0 to 17 years',
  'MD/2020/JI03/Total/0 to 17 years',
  'MK/2022/JI02/Total/0 to 17 years',
  'MK/2022/JI02/Total/18 years or over',
  'RO/2017/JI06/Total/0 to 17 years',
  'RO/2019/JI03/Total/0 to 17 years',
  'RO/2019/JI03/Total/18 years or over',
  'RO/2021/JI03/Total/0 to 17 years',
  'RO/2021/JI03/Total/18 years or over',
  'RO/2022/JI03/Total/0 to 17 years',
  'RO/2022/JI03/Total/18 years or over',
  'RS/2019/JI02/Total/0 to 17 years',
]);

const keyOf = (row: CheckFigure, id: string) => [row.jurisdiction, row.year, id, row.sex, row.age].join('/');

const describeWithData = present ? describe : describe.skip;

describeWithData('published figures, imported and counted', () => {
  const figures = present
    ? parse<CheckFigure>(fs.readFileSync(expected), { columns: true }).filter(
        row => row.indicator in indicators && row.dimension === 'Total' && row.suppressed === '0',
      )
    : [];

  async function hub(jurisdiction: string) {
    const database = await temporaryDatabase('glotip');
    const store = new MemoryEventStore();
    const book = bookOf(jurisdiction);
    const models = new ReadModels({ store, url: database.url, projections: [proceedings(book)] });
    const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'glotip-'));
    const run = ({
      source = file,
      lang = 'en',
      progress = (): void => undefined,
      mode = 'sandbox',
    }: Partial<{
      source: string;
      lang: string;
      progress: (done: number) => void;
      mode: HubConfig['mode'];
    }> = {}) =>
      importGlotip(
        { file: source, lang, actor: 'ops:tester', progress },
        {
          config: { mode, dataDirectory },
          book,
          history: plainHistory(store),
          translator: Translator.load(),
        },
      );
    return {
      run,
      store,
      tables: new Tables(models, book),
      /** Reads what was recorded; the read model is built from the whole log, as after an upgrade. */
      read: () => models.start(),
      close: async () => {
        await models.stop();
        await database.drop();
        fs.rmSync(dataDirectory, { recursive: true });
      },
    };
  }

  /** Adds up the cells of the hub's own table for every published figure. */
  async function compare(tables: Tables, id: string, published: readonly CheckFigure[]): Promise<number> {
    const cells = await tables.table(id, { by: ['year', 'sex', 'age_group'] });
    expect(cells.columns).toEqual(['year', 'sex', 'age_group', 'value']);
    const totals = await tables.table(id, { by: ['year'] });
    expect(totals.columns).toEqual(['year', 'value']);
    const byYear = new Map(totals.rows.map(([year, value]) => [year, value]));
    const reliable = published.filter(row => !contradictory.has(keyOf(row, id)));
    for (const row of reliable) {
      const sum = cells.rows
        .filter(([year]) => year === row.year)
        .filter(([, sex]) => row.sex === 'Total' || sex === classes[row.sex])
        .filter(([, , age]) => row.age === 'Total' || age === classes[row.age])
        .reduce((total, cell) => total + Number(cell[3]), 0);
      expect([keyOf(row, id), sum]).toEqual([keyOf(row, id), Number(row.value)]);
      const headline = row.sex === 'Total' && row.age === 'Total';
      if (headline) expect([row.year, byYear.get(row.year)]).toEqual([row.year, Number(row.value)]);
    }
    return reliable.length;
  }

  it.each(['AL', 'BA', 'BG', 'HR', 'MD', 'ME', 'MK', 'RO', 'RS'])(
    'of %s come out as they were published',
    async jurisdiction => {
      const own = figures.filter(row => row.jurisdiction === jurisdiction);
      const { run, tables, read, close } = await hub(jurisdiction);
      try {
        const report = await run();
        expect(report.rejected).toBe(0);
        await read();
        let compared = 0;
        for (const id of Object.values(indicators)) {
          const published = own.filter(({ indicator }) => indicators[indicator] === id);
          compared += await compare(tables, id, published);
        }
        expect(compared).toBe(
          own.length - [...contradictory].filter(key => key.startsWith(jurisdiction)).length,
        );
        const listed = report.notes?.filter(note => /contradicts/.test(note)).length ?? 0;
        expect(listed).toBeGreaterThanOrEqual(
          [...contradictory].filter(key => key.startsWith(jurisdiction)).length,
        );
      } finally {
        await close();
      }
    },
  );

  it('are taken up where an interrupted import stopped', async () => {
    const [whole, torn] = await Promise.all([hub('ME'), hub('ME')]);
    try {
      const expectedReport = await whole.run();
      const stop = (done: number) => {
        if (done === 40) throw new Error('the operator pressed Ctrl-C');
      };
      await expect(torn.run({ progress: stop })).rejects.toThrow('Ctrl-C');
      const before = await torn.store.head();
      expect(before).toBeGreaterThan(0n);
      const rest = await torn.run();
      expect(rest.recorded).toBeLessThan(expectedReport.recorded);
      expect(await torn.store.head()).toBe(await whole.store.head());
    } finally {
      await Promise.all([whole.close(), torn.close()]);
    }
  });

  it('are refused in production', async () => {
    const { run, store, close } = await hub('ME');
    try {
      await expect(run({ mode: 'production' })).rejects.toMatchObject({
        code: 'judicial.import.public-data',
      });
      expect(await store.head()).toBe(0n);
    } finally {
      await close();
    }
  });

  it('record nothing twice', async () => {
    const { run, store, close } = await hub('ME');
    try {
      const first = await run();
      const head = await store.head();
      expect(first.recorded).toBeGreaterThan(50);
      expect(await run()).toMatchObject({ read: first.read, recorded: 0, rejected: 0 });
      expect(await store.head()).toBe(head);
    } finally {
      await close();
    }
  });

  it('leave a broken row aside with line, field and reason, and take the others', async () => {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex(line => line.startsWith('MNE') && line.includes('Persons convicted,Total'));
    lines[at] = (lines[at] ?? '').replace(/,[^,]*,GLOTIP/, ',many,GLOTIP');
    const broken = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'broken-')), 'figures.csv');
    fs.writeFileSync(broken, lines.join('\n'));
    const { run, store, close } = await hub('ME');
    try {
      const reasons = { en: ['line', 'neither a number'], mk: ['ред', 'број'] };
      for (const [lang, [line = '', reason = '']] of Object.entries(reasons)) {
        const report = await run({ source: broken, lang });
        expect(report).toMatchObject({ rejected: 1 });
        const [heading, row] = fs.readFileSync(report.errorFile ?? '', 'utf8').split('\n');
        expect(heading).toContain(line);
        expect(row).toMatch(new RegExp(`^${at + 1},txtVALUE,.*${reason}`));
      }
      expect((await run({ source: broken })).recorded).toBe(0);
      expect(Number(await store.head())).toBeGreaterThan(50);
    } finally {
      await close();
    }
  });
});
