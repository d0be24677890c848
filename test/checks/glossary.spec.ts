import { againstGlossary } from './glossary';

const one = (language: string, source: string, text: string) =>
  againstGlossary(language, language, new Map([['key', source]]), new Map([['key', text]]));

describe('the glossary', () => {
  it.each([
    ['mk', 'The victim was referred.', 'Лицето е упатено.'],
    ['ro', 'Filing of the indictment', 'Depunerea actului'],
  ])('in %s misses the word of the field where another stands', (language, source, text) => {
    expect(one(language, source, text)).toHaveLength(1);
  });

  it.each([
    ['en', 'The trafficker was found'],
    ['bg', 'Намерен е трафикант'],
    ['mk', 'Пронајден е трговец со луѓе'],
    ['ro', 'A fost găsit un traficant'],
    ['sq', 'U gjet një trafikant'],
    ['bs', 'Pronađen je trgovac ljudima'],
  ])('in %s finds a word that judges before the court did', (language, text) => {
    expect(one(language, 'x', text)).toHaveLength(1);
  });

  it('is content with its own words, and with a button quoted in a sentence', () => {
    expect(one('mk', 'The victim was referred.', 'Жртвата е упатена.')).toEqual([]);
    expect(one('sq', 'Send it with $t(victims-pages:new.submit).', 'Dërgojeni.')).toEqual([]);
  });
});
