import type { StageRow } from './person-stages';

/** Bits of `first_thb` and `first_use`: the row is the person's first of its stage in that period. */
export const FIRST = { month: 1, quarter: 2, half: 4, year: 8, ever: 16 } as const;
export type PeriodKind = keyof typeof FIRST;

const keys: Readonly<Record<PeriodKind, (row: StageRow) => string>> = {
  month: ({ year, month }) => `${year}/${month ?? '?'}`,
  quarter: ({ year, month }) => `${year}/${month === null ? '?' : Math.ceil(month / 3)}`,
  half: ({ year, month }) => `${year}/${month === null ? '?' : Math.ceil(month / 6)}`,
  year: ({ year }) => String(year),
  ever: () => '',
};

/** First in time; on one day the more serious decision, then any fixed order. */
function inOrder(a: StageRow, b: StageRow): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.prosecution_decision !== b.prosecution_decision)
    return a.prosecution_decision - b.prosecution_decision;
  return a.id < b.id ? -1 : 1;
}

/**
 * Marks which rows of one person count: a person counts once per stage and period, however many cases, charges and
 * records there are. `which` chooses the rows that count at all.
 * @returns bits by row id
 */
export function firsts(rows: readonly StageRow[], which: (row: StageRow) => boolean): Map<string, number> {
  const bits = new Map<string, number>();
  const seen = new Set<string>();
  for (const row of rows.filter(which).sort(inOrder)) {
    let mine = 0;
    for (const kind of Object.keys(FIRST) as PeriodKind[]) {
      const key = `${row.stage}/${kind}/${keys[kind](row)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      mine |= FIRST[kind];
    }
    bits.set(row.id, mine);
  }
  return bits;
}
