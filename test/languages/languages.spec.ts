import { Translator } from '@hub/platform';

const words = Translator.load({ timeZone: 'Europe/Tirane' });
const counts = [0, 1, 2, 4, 5, 11, 12, 20, 21, 101];

/** Written by hand after CLDR 48 and the rules of each language: what stands on the screens for these ten counts. */
const cases: Readonly<Record<string, readonly string[]>> = {
  en: '0 cases|1 case|2 cases|4 cases|5 cases|11 cases|12 cases|20 cases|21 cases|101 cases'.split('|'),
  sq: '0 raste|1 rast|2 raste|4 raste|5 raste|11 raste|12 raste|20 raste|21 raste|101 raste'.split('|'),
  bs: '0 slučajeva|1 slučaj|2 slučaja|4 slučaja|5 slučajeva|11 slučajeva|12 slučajeva|20 slučajeva|21 slučaj|101 slučaj'.split(
    '|',
  ),
  bg: '0 случая|1 случай|2 случая|4 случая|5 случая|11 случая|12 случая|20 случая|21 случая|101 случая'.split(
    '|',
  ),
  mk: '0 случаи|1 случај|2 случаи|4 случаи|5 случаи|11 случаи|12 случаи|20 случаи|21 случај|101 случај'.split(
    '|',
  ),
  ro: '0 cazuri|1 caz|2 cazuri|4 cazuri|5 cazuri|11 cazuri|12 cazuri|20 de cazuri|21 de cazuri|101 cazuri'.split(
    '|',
  ),
};

/** A day, a month, an instant; then a number and a share. */
const written: Readonly<Record<string, readonly string[]>> = {
  en: ['5 September 2026', 'September 2026', '29 March 2026, 14:05', '1,234,567.891', '17.8%'],
  sq: ['5 shtator 2026', 'shtator 2026', '29 mars 2026, 14:05', '1 234 567,891', '17,8%'],
  bs: ['5. septembar 2026.', 'septembar 2026.', '29. mart 2026., 14:05', '1.234.567,891', '17,8%'],
  bg: ['5 септември 2026 г.', 'септември 2026 г.', '29 март 2026 г., 14:05', '1 234 567,891', '17,8%'],
  mk: ['5 септември 2026 г.', 'септември 2026 г.', '29 март 2026 г., 14:05', '1.234.567,891', '17,8 %'],
  ro: ['5 septembrie 2026', 'septembrie 2026', '29 martie 2026, 14:05', '1.234.567,891', '17,8 %'],
};

/** Spaces that do not break are right and differ between versions of CLDR. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe.each(['en', 'sq', 'bs', 'bg', 'mk', 'ro'])('in %s', lang => {
  it('ten counts have their plural forms', () => {
    expect(counts.map(count => words.t(lang, 'victims-pages:list.count', { count }))).toEqual(cases[lang]);
  });

  it('dates, numbers and shares are written as offices write them', () => {
    const fmt = words.formats(lang);
    const found = [
      fmt.date('2026-09-05'),
      fmt.date('2026-09'),
      // Summer time began that morning.
      fmt.dateTime('2026-03-29T12:05:00Z'),
      fmt.number(1_234_567.891),
      fmt.percent(0.178),
    ];
    expect(found.map(plain)).toEqual(written[lang]);
  });
});
