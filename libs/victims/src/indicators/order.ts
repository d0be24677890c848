import { compareClasses } from './dimensions';
import type { Cell } from './query';

/**
 * Places of cells in the order of the criteria, by their first class, then the second, and so on. Each class gets its
 * rank among those of its dimension and each cell one number made of the ranks and its place: numbers alone are sorted.
 */
export function inOrder(cells: readonly Cell[], dimensions: number): number[] {
  const keys = new Float64Array(cells.length);
  let room = Math.max(cells.length, 1);
  for (let at = 0; at < dimensions; at++) {
    const ranks = ranksOf(cells, at);
    room *= ranks.size;
    cells.forEach(({ classes }, index) => {
      keys[index] = (keys[index] ?? 0) * ranks.size + (ranks.get(classes[at] ?? 0) ?? 0);
    });
  }
  if (room > Number.MAX_SAFE_INTEGER) return compared(cells);
  const numbered = keys.map((key, index) => key * cells.length + index).sort();
  return Array.from(numbered, number => number % cells.length);
}

function ranksOf(cells: readonly Cell[], at: number): Map<number | string, number> {
  const classes = [...new Set(cells.map(cell => cell.classes[at] ?? 0))].sort(compareClasses);
  return new Map(classes.map((one, rank) => [one, rank]));
}

/** More combinations than numbers are exact: rare, and slower. */
function compared(cells: readonly Cell[]): number[] {
  return [...cells.keys()].sort((one, other) => {
    const [a, b] = [cells[one]?.classes ?? [], cells[other]?.classes ?? []];
    const place = a.findIndex((_, at) => a[at] !== b[at]);
    return place < 0 ? 0 : compareClasses(a[place] ?? 0, b[place] ?? 0);
  });
}
