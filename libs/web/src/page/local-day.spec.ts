import { dayAfter, dayIn, startOfDay } from './local-day';

describe('a day where the installation stands', () => {
  it.each([
    ['2026-01-15', 'Europe/Tirane', '2026-01-14T23:00:00.000Z'],
    ['2026-07-15', 'Europe/Tirane', '2026-07-14T22:00:00.000Z'],
    // The clocks change within these days: they begin by the old time and are 23 and 25 hours long.
    ['2026-03-29', 'Europe/Sofia', '2026-03-28T22:00:00.000Z'],
    ['2026-03-30', 'Europe/Sofia', '2026-03-29T21:00:00.000Z'],
    ['2026-10-25', 'Europe/Sarajevo', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Sarajevo', '2026-10-25T23:00:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
    expect(dayIn(zone, startOfDay(day, zone))).toBe(day);
    expect(dayIn(zone, new Date(startOfDay(day, zone).getTime() - 1))).not.toBe(day);
  });

  it('is followed by another', () => {
    expect(['2026-02-28', '2028-02-28', '2026-12-31'].map(dayAfter)).toEqual([
      '2026-03-01',
      '2028-02-29',
      '2027-01-01',
    ]);
  });
});
