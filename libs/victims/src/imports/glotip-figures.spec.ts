import fc from 'fast-check';
import { addUp, ages, expand, sexes, type Figure, type Persons } from './glotip-figures';

const figure = (sex: Figure['sex'], age: Figure['age'], count: number | undefined): Figure => ({
  sex,
  age,
  count,
});

/** What a distribution of persons says of a figure. */
const told = (persons: Persons, { sex, age }: Figure): number =>
  Object.entries(persons).reduce((sum, [key, count]) => {
    const [s, a] = key.split('/');
    return (sex === 'total' || s === sex) && (age === 'total' || a === age) ? sum + count : sum;
  }, 0);

describe('published figures become persons', () => {
  it('who give back every figure, whatever part of a consistent table is published', () => {
    const cell = fc.nat(60);
    const table = fc.array(cell, { minLength: 12, maxLength: 12 });
    const published = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(table, published, (counts, shown) => {
        const persons = Object.fromEntries(
          sexes.flatMap((sex, s) => ages.map((age, a) => [`${sex}/${age}`, counts[s * 3 + a]])),
        );
        const names = [...sexes, 'total' as const].flatMap(sex =>
          [...ages, 'total' as const].map(age => ({ sex, age, count: undefined })),
        );
        const figures = names
          .filter((_, index) => shown[index])
          .map(name => ({ ...name, count: told(persons, name) }));
        const { persons: made, contradicted } = expand(figures);
        expect(contradicted).toEqual([]);
        for (const given of figures) expect(told(made, given)).toBe(given.count);
      }),
      { numRuns: 100 },
    );
  });

  it('of unknown sex or age where the source is silent', () => {
    const { persons, joined } = expand([figure('total', 'total', 10), figure('female', 'total', 7)]);
    expect(persons).toEqual({ 'female/unknown': 7, 'unknown/unknown': 3 });
    expect(joined).toBe(false);
  });

  it('and nobody of a hidden cell that nothing needs', () => {
    const { persons } = expand([
      figure('total', 'total', 125),
      figure('female', 'child', 45),
      figure('female', 'adult', 63),
      figure('male', 'child', 17),
      figure('male', 'adult', undefined),
      figure('total', 'child', 62),
      figure('total', 'adult', 63),
    ]);
    expect(persons).toEqual({ 'female/child': 45, 'female/adult': 63, 'male/child': 17 });
  });

  it('given both sex and age only where the totals of each leave no other way', () => {
    const { persons, joined } = expand([
      figure('total', 'total', 112),
      figure('female', 'total', 81),
      figure('male', 'total', 31),
      figure('total', 'child', 74),
      figure('total', 'adult', 38),
    ]);
    expect(joined).toBe(true);
    expect(Object.values(persons).reduce((sum, count) => sum + count, 0)).toBe(112);
  });

  it('and what contradicts the total is set aside and named', () => {
    const { persons, contradicted } = expand([
      figure('total', 'total', 43),
      figure('total', 'child', 44),
      figure('total', 'adult', 107),
      figure('female', 'total', 13),
      figure('male', 'total', 28),
    ]);
    expect(contradicted).toEqual([figure('total', 'child', 44), figure('total', 'adult', 107)]);
    expect(persons).toEqual({ 'female/unknown': 13, 'male/unknown': 28, 'unknown/unknown': 2 });
  });

  it('with two rows of one cell added up', () => {
    expect(
      addUp([
        figure('female', 'total', 104),
        figure('female', 'total', 6),
        figure('male', 'total', 41),
        figure('male', 'total', undefined),
      ]),
    ).toEqual([figure('female', 'total', 110), figure('male', 'total', 41)]);
  });
});
