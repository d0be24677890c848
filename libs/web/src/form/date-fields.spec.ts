import fc from 'fast-check';
import { emptyDate, fromEdtf, toEdtf } from './date-fields';

describe('date fields', () => {
  it.each([
    [{ ...emptyDate, day: '5', month: '9', year: '2026' }, '2026-09-05'],
    [{ ...emptyDate, month: '9', year: '2026' }, '2026-09'],
    [{ ...emptyDate, year: '2026' }, '2026'],
    [{ ...emptyDate, year: '2026', precision: 'before' as const }, '../2026'],
    [{ ...emptyDate, month: '2', year: '2024', precision: 'after' as const }, '2024-02/..'],
    [emptyDate, ''],
    [{ ...emptyDate, day: '15.3.2026' }, '2026-03-15'],
    [{ ...emptyDate, day: '2026-03-15' }, '2026-03-15'],
    [{ ...emptyDate, day: '05. 09. 2026.' }, '2026-09-05'],
  ])('%j is %s', (fields, edtf) => {
    expect(toEdtf(fields)).toBe(edtf);
  });

  it('keeps a day without a month visible instead of moving it', () => {
    expect(toEdtf({ ...emptyDate, day: '5', year: '2026' })).toBe('2026-??-5');
  });

  it.each([
    [{ day: '5', month: '2', year: '2026' }, '2026-02-05'],
    [{ day: '99', month: '2', year: '2026' }, '2026-2-99'],
    [{ day: '', month: '2', year: '26' }, '26-2'],
    [{ day: '31', month: '2', year: '2026' }, '2026-2-31'],
    [{ day: '5', month: '', year: '2026' }, '2026-??-5'],
    [{ day: 'x', month: '', year: '' }, '-??-x'],
  ])('shows %j again as it was typed, right or wrong', (typed, text) => {
    expect(toEdtf({ ...emptyDate, ...typed })).toBe(text);
    expect(fromEdtf(text)).toEqual({ ...emptyDate, ...typed });
  });

  it('shows what it wrote', () => {
    const part = fc.integer({ min: 1, max: 12 });
    const precision = fc.constantFrom('on', 'before', 'after' as const);
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1900, max: 2100 }), precision, (day, month, year, how) => {
        const edtf = toEdtf({ day: `${day}`, month: `${month}`, year: `${year}`, precision: how });
        expect(toEdtf(fromEdtf(edtf))).toBe(edtf);
      }),
    );
  });
});
