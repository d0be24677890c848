import type { Indicator } from '@hub/codebook';
import { victimsHub, type VictimsHub } from '../contract/victims-hub';
import { seed } from '../seed/seed';
import { Indicators } from './table';

const periods = ['year', 'half_year', 'quarter', 'month'];

/** Every breakdown an indicator allows, alone, by year, and with each other one. */
function requests({ breakdowns, dateBasis }: Indicator): string[][] {
  const dimensions = dateBasis === 'none' ? [...breakdowns] : [...periods, ...breakdowns];
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map(other => [one, other]));
  return [[], ...dimensions.map(name => [name]), ...pairs];
}

describe('every indicator by every breakdown it allows, alone and in pairs', () => {
  let hub: VictimsHub;
  let indicators: Indicators;
  beforeAll(async () => {
    hub = await victimsHub({ jurisdiction: 'AL', live: false });
    await seed('breakdowns', hub, { cases: 60 });
    await hub.caughtUp();
    indicators = new Indicators(hub.book, hub.readModels);
  }, 120_000);
  afterAll(() => hub.close());

  const ask = async (asOf?: string) => {
    const faults: string[] = [];
    let asked = 0;
    for (const indicator of hub.book.indicators) {
      for (const by of requests(indicator)) {
        asked++;
        const table = await indicators
          .table(indicator.id, { by, ...(asOf && { asOf }) })
          .catch((error: Error) => ({ error: error.message }));
        if ('error' in table) faults.push(`${indicator.id} by ${by.join()}: ${table.error}`);
        else if (!by.every(name => table.columns.includes(name)))
          faults.push(`${indicator.id} by ${by.join()}: columns ${table.columns.join()}`);
      }
    }
    return { faults, asked };
  };

  it('answers', async () => {
    const { faults, asked } = await ask();
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(400);
  }, 60_000);

  it('answers as of an earlier position', async () => {
    const { faults } = await ask(String((await hub.store.head()) / 2n));
    expect(faults).toEqual([]);
  }, 60_000);

  it('answers with every breakdown as a filter of every other, and of one source', async () => {
    const faults: string[] = [];
    for (const { id, breakdowns, dateBasis } of hub.book.indicators) {
      if (dateBasis === 'none') continue;
      const filters = { year: ['2025', '2026'], sex: ['female'], main_exploitation: ['sexual', 'unknown'] };
      for (const name of ['year', ...breakdowns]) {
        await indicators
          .table(id, { by: [name], filters, source: 'ctdc' })
          .catch((error: Error) => faults.push(`${id} by ${name}: ${error.message}`));
      }
    }
    expect(faults).toEqual([]);
  });

  it('knew less then than now, and the same at the head', async () => {
    const by = ['year', 'sex'];
    const head = await hub.store.head();
    const now = await indicators.table('VI03', { by });
    expect(await indicators.table('VI03', { by, asOf: String(head) })).toEqual(now);
    const sum = ({ rows }: typeof now) => rows.reduce((total, row) => total + Number(row.at(-1)), 0);
    const before = await indicators.table('VI03', { by, asOf: String(head / 2n) });
    expect(sum(before)).toBeGreaterThan(0);
    expect(sum(before)).toBeLessThan(sum(now));
  });

  it('says which breakdowns there are where one makes no sense', async () => {
    await expect(indicators.table('QI20', { by: ['year'] })).rejects.toMatchObject({
      code: 'victims.indicator.not-broken-down',
      params: { name: 'year', available: 'organisation' },
    });
  });
});
