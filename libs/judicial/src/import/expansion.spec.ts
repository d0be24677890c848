import fc from 'fast-check';
import { allocate, cellAges, cellSexes } from './allocation';
import { expand } from './expansion';
import type { Age, Figure, Sex } from './figures';

const figure = (sex: Sex, age: Age, value: number | undefined, year = 2018): Figure => ({
  line: 1,
  stage: 'prosecuted',
  year,
  sex,
  age,
  value,
});

const cellsOf = (figures: readonly Figure[]) => {
  const counts: Record<string, number> = {};
  for (const { sex, age } of expand(figures).persons) {
    counts[`${sex}/${age}`] = (counts[`${sex}/${age}`] ?? 0) + 1;
  }
  return counts;
};

describe('published figures', () => {
  it('give as many persons as were published, unknown where no split was', () => {
    expect(
      cellsOf([figure('total', 'total', 54), figure('total', 'child', 7), figure('total', 'adult', 31)]),
    ).toEqual({
      'unknown/child': 7,
      'unknown/adult': 31,
      'unknown/unknown': 16,
    });
  });

  it('give nobody for a hidden figure, and the rest of a sex an unknown age', () => {
    const figures = [
      figure('total', 'total', 20),
      figure('female', 'total', 12),
      figure('female', 'child', undefined),
      figure('female', 'adult', 10),
      figure('male', 'total', undefined),
    ];
    expect(cellsOf(figures)).toEqual({ 'female/adult': 10, 'female/unknown': 2, 'unknown/unknown': 8 });
    expect(expand(figures).notes.filter(note => note.kind === 'hidden')).toHaveLength(2);
    expect(cellsOf([figure('total', 'total', undefined)])).toEqual({});
  });

  it('believe the headline before its parts and list what contradicts it', () => {
    const { persons, notes } = expand([
      figure('total', 'total', 7),
      figure('female', 'total', 6),
      figure('male', 'total', 18),
      figure('male', 'adult', 18),
    ]);
    expect(persons).toHaveLength(7);
    expect(notes.map(({ kind, sex, age, value }) => `${kind} ${sex} ${age} ${value}`)).toEqual([
      'contradicts male total 18',
      'contradicts male adult 18',
    ]);
  });

  it('take a row that comes twice once, and two different ones for one place not at all', () => {
    const twice = expand([figure('total', 'total', 5), figure('total', 'total', 5)]);
    expect(twice.persons).toHaveLength(5);
    expect(twice.notes.map(note => note.kind)).toEqual(['duplicate']);
    const differing = expand([figure('total', 'total', 5), figure('total', 'total', 9)]);
    expect(differing.persons).toHaveLength(0);
    expect(differing.notes.map(note => note.kind)).toEqual(['contradicts', 'contradicts']);
  });

  it('invent no joint distribution: margins that leave the cells open are not both used', () => {
    const { persons, notes } = expand([
      figure('total', 'total', 20),
      figure('female', 'total', 12),
      figure('male', 'total', 8),
      figure('total', 'adult', 15),
    ]);
    expect(persons.filter(person => person.age === 'adult')).toHaveLength(0);
    expect(notes.map(note => note.kind)).toEqual(['contradicts']);
  });

  it('warn of a year that repeats the year before', () => {
    const of = (year: number) => [
      figure('total', 'total', 95, year),
      figure('female', 'total', 60, year),
      figure('male', 'total', 35, year),
    ];
    expect(expand([...of(2017), ...of(2018)]).notes.map(({ kind, year }) => [kind, year])).toEqual([
      ['repeated', 2018],
    ]);
  });

  it('hold together in every table that exists: what is published of it comes out again', () => {
    const cell = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 12, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (counts, told) => {
          const at = (sex: number, age: number) => counts[sex * cellAges.length + age] ?? 0;
          const all: [Sex, Age, number][] = [['total', 'total', counts.reduce((a, b) => a + b, 0)]];
          cellSexes.forEach((sex, row) => {
            all.push([sex, 'total', cellAges.reduce((sum, _, column) => sum + at(row, column), 0)]);
            cellAges.forEach((age, column) => all.push([sex, age, at(row, column)]));
          });
          cellAges.forEach((age, column) =>
            all.push(['total', age, cellSexes.reduce((sum, _, row) => sum + at(row, column), 0)]),
          );
          const known = all
            .filter((_, index) => told[index])
            .map(([sex, age, value]) => ({ sex, age, value }));
          const cells = allocate(known);
          // Undetermined is an answer too; a contradiction there is none.
          if (!cells) return;
          for (const { sex, age, value } of known) {
            const sum = [...cells].reduce((total, [name, count]) => {
              const [inSex, inAge] = name.split('/');
              return (sex === 'total' || sex === inSex) && (age === 'total' || age === inAge)
                ? total + count
                : total;
            }, 0);
            expect([sex, age, sum]).toEqual([sex, age, value]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
