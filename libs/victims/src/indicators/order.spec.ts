import { inOrder } from './order';
import type { Cell } from './query';

const cell = (...classes: (number | string)[]): Cell => ({ classes, values: [1] });

describe('the order of the cells of a table', () => {
  it('is that of the criteria, reasons for missing codes last, the first breakdown first', () => {
    const cells = [cell(2, -2), cell(-1, 1), cell(2, 3), cell(1, -1), cell(2, -1), cell(1, 2)];
    const sorted = inOrder(cells, 2).map(at => cells[at]?.classes);
    expect(sorted).toEqual([[1, 2], [1, -1], [2, 3], [2, -1], [2, -2], [-1, 1]]); // prettier-ignore
  });

  it('takes names of offices as they are written', () => {
    const cells = [cell('b', 1), cell('a', 2), cell('a', 1)];
    expect(inOrder(cells, 2)).toEqual([2, 1, 0]);
  });

  it('holds for more combinations than numbers are exact', () => {
    const few = Array.from({ length: 2_000 }, (_, at) =>
      cell(...[7, 11, 13, 17, 19].map(by => (at * by * by) % 1_999)),
    );
    const numbers = (one: Cell) => one.classes.map(Number);
    const expected = [...few.keys()].sort((one, other) => {
      const [a, b] = [numbers(few[one] ?? cell()), numbers(few[other] ?? cell())];
      const place = a.findIndex((value, at) => value !== b[at]);
      return place < 0 ? one - other : (a[place] ?? 0) - (b[place] ?? 0);
    });
    expect(inOrder(few, 5)).toEqual(expected);
  });
});
