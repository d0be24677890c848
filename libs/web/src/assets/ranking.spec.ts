import { ranked } from '../../assets/ranking';

const countries = [
  '1 Авганистан',
  '2 Британија',
  '3 Италија',
  '12 Мавританија',
  '20 Света Ита',
  '21 Украина',
  '112 Холандија',
];

describe('what is typed into a searchable list', () => {
  it('finds what begins with it before words that do, and these before what contains it', () => {
    expect(ranked(countries, 'ита')).toEqual(['3 Италија', '20 Света Ита', '2 Британија', '12 Мавританија']);
  });

  it('finds an option by its number, then the numbers that begin with it', () => {
    expect(ranked(countries, '12')).toEqual(['12 Мавританија', '112 Холандија']);
    expect(ranked(countries, '2')).toEqual([
      '2 Британија',
      '20 Света Ита',
      '21 Украина',
      '12 Мавританија',
      '112 Холандија',
    ]);
    expect(ranked(countries, '3 ита')).toEqual(['3 Италија']);
  });

  it('is found whatever the case and without the marks of the letters', () => {
    expect(ranked(['Çekia', 'Shqipëri'], 'SHQIPERI')).toEqual(['Shqipëri']);
    expect(ranked(['Kosovo', 'Čad'], 'cad ')).toEqual(['Čad']);
  });

  it('finds nothing by what is in no option, and everything while nothing is typed', () => {
    expect(ranked(countries, 'xyz')).toEqual([]);
    expect(ranked(['', ...countries], '')).toEqual(['', ...countries]);
  });
});
