import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Translator } from './translator';

/** Catalogues of a small world: what the plural rules and the fallback chain do with them. */
function smallWorld(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-i18n-'));
  const forms = (...names: string[]) =>
    Object.fromEntries(names.map(name => [`cases_${name}`, `${name} {{count}}`]));
  const world: Record<string, Record<string, string>> = {
    en: { hello: 'Hello', only: 'English only', named: 'Hello {{name}}', ...forms('one', 'other') },
    sq: { hello: 'Përshëndetje', ...forms('one', 'other') },
    bs: { hello: 'Zdravo', ...forms('one', 'few', 'other') },
    bg: { hello: 'Здравейте', ...forms('one', 'other') },
    mk: { hello: 'Здраво', ...forms('one', 'other') },
    ro: { hello: 'Bună', ...forms('one', 'few', 'other') },
  };
  for (const [language, texts] of Object.entries(world)) {
    fs.mkdirSync(path.join(directory, language));
    fs.writeFileSync(path.join(directory, language, 'small.json'), JSON.stringify(texts));
  }
  return directory;
}

describe('the translator', () => {
  const directory = smallWorld();
  afterAll(() => fs.rmSync(directory, { recursive: true }));
  const words = Translator.load({ directory });

  it.each([
    ['sq-XK', 'Përshëndetje'],
    ['hr', 'Zdravo'],
    ['sr-Latn', 'Zdravo'],
    ['cnr', 'Zdravo'],
    ['ro-MD', 'Bună'],
    ['fr', 'Hello'],
  ])('falls back from %s to %s', (language, text) => expect(words.t(language, 'small:hello')).toBe(text));

  it('falls back to English where a language lacks the text', () => {
    expect(words.t('mk', 'small:only')).toBe('English only');
  });

  it.each([
    ['en', { 1: 'one', 2: 'other', 21: 'other' }],
    ['sq', { 1: 'one', 2: 'other', 21: 'other' }],
    ['bg', { 1: 'one', 2: 'other', 21: 'other' }],
    ['mk', { 1: 'one', 2: 'other', 11: 'other', 21: 'one' }],
    ['bs', { 1: 'one', 2: 'few', 4: 'few', 5: 'other', 11: 'other', 12: 'other', 21: 'one', 22: 'few' }],
    ['hr', { 1: 'one', 22: 'few', 11: 'other' }],
    ['ro', { 0: 'few', 1: 'one', 19: 'few', 20: 'other', 21: 'other', 101: 'few' }],
  ])('counts as %s does', (language, forms) => {
    for (const [count, form] of Object.entries(forms)) {
      expect(words.t(language, 'small:cases', { count: Number(count) })).toBe(`${form} ${count}`);
    }
  });

  it('fails on a text or a value that is missing when it is strict, and shows the key otherwise', () => {
    expect(() => words.t('en', 'small:nothing')).toThrow('No text for');
    expect(() => words.t('en', 'small:named')).toThrow('No value for');
    expect(Translator.load({ directory, strict: false }).t('en', 'small:nothing')).toBe('nothing');
  });

  it('finds the message of a stable code, and undefined for a code without words', () => {
    expect(words.message('sq', 'small.hello')).toBe('Përshëndetje');
    expect(words.message('sq', 'small.unheard-of')).toBeUndefined();
    expect(words.message('sq', '23505')).toBeUndefined();
  });

  it.each([
    ['sq-AL,sq;q=0.9,en;q=0.8', 'sq'],
    ['de-DE,de;q=0.9,mk;q=0.5,en;q=0.2', 'mk'],
    ['en;q=0.2,ro-MD;q=0.9', 'ro'],
    ['hr-HR', 'bs'],
    ['sr-Cyrl-RS', 'bs'],
    ['sr_BA', 'bs'],
    ['bg;q=0,en', 'en'],
    ['fr,de', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['\u0000;q=x,,,;;;=', 'en'],
    ['sq;q=abc', 'en'],
    ['__proto__', 'en'],
    [`${'x-'.repeat(100_000)}sq`, 'en'],
  ])('serves "%s" in %s', (header, language) => expect(words.negotiate(header)).toBe(language));

  it('prefers what the person chose', () => {
    expect(words.negotiate('en', 'bg')).toBe('bg');
    expect(words.negotiate('mk', 'klingon')).toBe('mk');
  });
});

describe('formats', () => {
  const words = Translator.load({ timeZone: 'Europe/Tirane' });
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

  it.each([
    ['en', '5 September 2026', '05/09/2026', '1,234,567.891', '17.8%'],
    ['sq', '5 shtator 2026', '05.09.2026', '1 234 567,891', '17,8%'],
    ['bs', '5. septembar 2026.', '05.09.2026', '1.234.567,891', '17,8%'],
    ['hr', '5. rujna 2026.', '05.09.2026', '1.234.567,891', '17,8 %'],
    ['sr-Latn', '5. septembar 2026.', '05.09.2026', '1.234.567,891', '17,8%'],
    ['sr-Cyrl', '5. септембар 2026.', '05.09.2026', '1.234.567,891', '17,8%'],
    ['bg', '5 септември 2026 г.', '05.09.2026', '1 234 567,891', '17,8%'],
    ['mk', '5 септември 2026 г.', '05.09.2026', '1.234.567,891', '17,8 %'],
    ['ro', '5 septembrie 2026', '05.09.2026', '1.234.567,891', '17,8 %'],
  ])('of %s are those of its offices', (language, long, short, number, percent) => {
    const formats = words.formats(language);
    expect(plain(formats.date('2026-09-05'))).toBe(long);
    expect(formats.shortDate('2026-09-05')).toBe(short);
    expect(plain(formats.number(1234567.891))).toBe(number);
    expect(plain(formats.percent(0.178))).toBe(percent);
  });

  it.each([
    ['en', 'September 2026', '2026', 'latest: September 2026', 'earliest: 2026', '2024 – 2026'],
    ['sq', 'shtator 2026', '2026', 'më së voni: shtator 2026', 'më së hershmi: 2026', '2024 – 2026'],
    ['bs', 'septembar 2026.', '2026', 'najkasnije: septembar 2026.', 'najranije: 2026', '2024 – 2026'],
    ['bg', 'септември 2026 г.', '2026', 'най-късно: септември 2026 г.', 'най-рано: 2026', '2024 – 2026'],
    ['mk', 'септември 2026 г.', '2026', 'најдоцна: септември 2026 г.', 'најрано: 2026', '2024 – 2026'],
    ['ro', 'septembrie 2026', '2026', 'cel târziu: septembrie 2026', 'cel devreme: 2026', '2024 – 2026'],
  ])('show as much of a date as is known in %s', (language, month, year, before, after, between) => {
    const { date } = { date: (text: string) => plain(words.formats(language).date(text)) };
    expect([date('2026-09'), date('2026'), date('../2026-09'), date('2026/..'), date('2024/2026')]).toEqual([
      ...[month, year, before, after, between],
    ]);
  });

  it('leave what is no date as it stands', () => {
    expect(words.formats('en').date('2026-02-30')).toBe('2026-02-30');
    expect(words.formats('en').date('unknown')).toBe('unknown');
  });

  it('tell the time by 24 hours in the time zone of the installation', () => {
    for (const language of words.languages) {
      expect(words.formats(language).dateTime('2026-11-21T13:05:00Z')).toContain('14:05');
      expect(words.formats(language).dateTime('2026-11-21T23:05:00Z')).toContain('00:05');
    }
  });

  it.each([
    [
      'sq',
      ['zhurmë', 'zakon', 'dhomë', 'det', 'ëndërr', 'emër', 'çaj', 'cak'],
      'cak çaj det dhomë emër ëndërr zakon zhurmë',
    ],
    ['bs', ['žaba', 'zec', 'džep', 'dan', 'đak', 'čaša', 'ćup', 'car'], 'car čaša ćup dan džep đak zec žaba'],
    ['mk', ['ѓердан', 'ден', 'жаба', 'ќерка', 'ткае'], 'ден ѓердан жаба ткае ќерка'],
    ['ro', ['țară', 'tare', 'șarpe', 'sare', 'ân', 'ac'], 'ac ân sare șarpe tare țară'],
  ])('sort as %s does', (language, shuffled, sorted) => {
    expect(shuffled.sort(words.formats(language).compare).join(' ')).toBe(sorted);
  });

  it.each([
    ['sq', 'Maqedonia e Veriut'],
    ['mk', 'Северна Македонија'],
    ['bg', 'Северна Македония'],
    ['bs', 'Sjeverna Makedonija'],
    ['ro', 'Macedonia de Nord'],
    ['en', 'North Macedonia'],
  ])('name countries in %s', (language, name) => {
    expect(words.formats(language).country('MK')).toBe(name);
    expect(words.formats(language).country('XK')).not.toBe('XK');
    expect(words.formats(language).country('stateless')).toBe('stateless');
  });
});
