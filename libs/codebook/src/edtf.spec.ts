import fc from 'fast-check';
import {
  ageAt,
  certainlyAfter,
  comparePartialDates,
  majorityOf,
  monthsBetween,
  parsePartialDate,
} from './edtf';

const parsed = (text: string) => {
  const date = parsePartialDate(text);
  if (!date) throw new Error(`${text} is no date`);
  return date;
};

const two = (value: number) => String(value).padStart(2, '0');
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const calendar = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
const partial = fc.oneof(
  calendar,
  calendar.map(date => `../${date}`),
  calendar.map(date => `${date}/..`),
);

describe('partial dates', () => {
  it.each([
    ['2024', 'year', '2024-01-01', '2024-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2023-02', 'month', '2023-02-01', '2023-02-28'],
    ['2024-05-17', 'day', '2024-05-17', '2024-05-17'],
    ['../2024-05', 'interval', undefined, '2024-05-31'],
    ['2024/..', 'interval', '2024-01-01', undefined],
    ['2024-03/2024-05', 'interval', '2024-03-01', '2024-05-31'],
  ])('%s is a date of precision %s', (text, precision, earliest, latest) => {
    const date = parsed(text);
    expect([date.precision, date.earliest, date.latest]).toEqual([precision, earliest, latest]);
  });

  it.each([
    '',
    '24',
    '2024-13',
    '2024-00',
    '2023-02-29',
    '1899',
    '2024-5',
    '17.05.2024',
    '../..',
    '2024/2023',
  ])('%p is none', text => expect(parsePartialDate(text)).toBeUndefined());

  it.each(['2024-05-17T10:00', '2024/2025/2026', '../', '/..', 'unknown', '2024-05-32'])(
    '%p is none either',
    text => expect(parsePartialDate(text)).toBeUndefined(),
  );

  it('never ends before it begins', () => {
    fc.assert(
      fc.property(partial, text => {
        const { earliest = '', latest = '9999' } = parsed(text);
        return earliest <= latest;
      }),
    );
  });

  it('compare the same way from both sides', () => {
    const opposite = { before: 'after', after: 'before', same: 'same', overlapping: 'overlapping' } as const;
    fc.assert(
      fc.property(partial, partial, (a, b) => {
        const there = comparePartialDates(parsed(a), parsed(b));
        expect(comparePartialDates(parsed(b), parsed(a))).toBe(opposite[there]);
        expect(certainlyAfter(a, b)).toBe(there === 'after');
      }),
    );
  });

  it('order days as the calendar does', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const order = a === b ? 'same' : a < b ? 'before' : 'after';
        expect(comparePartialDates(parsed(a), parsed(b))).toBe(order);
      }),
    );
  });

  it('say nothing certain about what may overlap, or is no date', () => {
    expect(certainlyAfter('2024', '2024-05-17')).toBe(false);
    expect(certainlyAfter('2024-05-17', '2024')).toBe(false);
    expect(certainlyAfter('2025', '2024-05-17')).toBe(true);
    expect(certainlyAfter('unknown', '2024')).toBe(false);
    expect(certainlyAfter(undefined, '2024')).toBe(false);
  });
});

describe('age', () => {
  it.each([
    ['2006-05-17', '2024-05-16', 17, false],
    ['2006-05-17', '2024-05-17', 18, false],
    ['2008-02-29', '2026-02-28', 17, false],
    ['2008-02-29', '2026-03-01', 18, false],
    ['2006', '2024-05-17', 18, true],
    ['2006-05', '2024-05-17', 18, true],
    ['2006-04', '2024-05-17', 18, false],
    ['2006-05-17', '2024', 18, true],
    ['2024', '2024-06-01', 0, true],
  ])('born %s is on %s of age %d (estimated: %p)', (birth, reference, years, estimated) => {
    expect(ageAt(birth, reference)).toEqual({ years, estimated });
  });

  it.each([
    ['2025-01-01', '2024-05-17'],
    ['2006/..', '2024'],
    ['../2006', '2024'],
    ['unknown', '2024'],
  ])('born %s has no age on %s', (birth, reference) => {
    expect(ageAt(birth, reference)).toBeUndefined();
  });

  it('never goes back as time goes on', () => {
    fc.assert(
      fc.property(day, day, day, (birth, one, other) => {
        const [first = '', second = ''] = [one, other].sort();
        const before = ageAt(birth, first);
        const after = ageAt(birth, second);
        return before === undefined || (after !== undefined && after.years >= before.years);
      }),
    );
  });

  it('changes from child to adult on the eighteenth birthday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2020 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const birth = `${year}-${two(month)}-15`;
        const on = (reference: string) => majorityOf(ageAt(birth, reference)?.years ?? NaN);
        expect(on(`${year + 18}-${two(month)}-14`)).toBe('child');
        expect(on(`${year + 18}-${two(month)}-15`)).toBe('adult');
      }),
    );
  });
});

describe('months between two dates', () => {
  it.each([
    ['2024-01-15', '2024-02-14', 0],
    ['2024-01-15', '2024-02-15', 1],
    ['2023-12', '2024-05', 5],
    ['2022', '2024', 35],
    ['2024-05-01', '2024-04-30', undefined],
    ['2024/..', 'unknown', undefined],
  ])('%s to %s: %p', (start, end, months) => {
    expect(monthsBetween(start, end)).toBe(months);
  });
});
