import { positionOf } from './moment';

describe('the moment of a table', () => {
  const models = { positionAt: async (instant: Date) => BigInt(instant.getTime()) };
  const of = (moment: string) => positionOf(moment, models, 'Europe/Tirane');

  it('is a position of the log, or the end of a local day', async () => {
    expect(await of('17')).toBe(17n);
    expect(await of('2026-02-28')).toBe(BigInt(Date.parse('2026-03-01T00:00:00+01:00')));
  });

  it('is no day the calendar does not have, and no month or word', async () => {
    for (const moment of ['2026-02-31', '2026-02', 'yesterday', '']) {
      await expect(of(moment)).rejects.toMatchObject({ code: 'victims.indicator.unknown-moment' });
    }
  });
});
