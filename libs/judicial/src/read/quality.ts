import type { CriteriaBook } from '@hub/codebook';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import { caseValues, factsAbout, personValues } from '../case/values';

/** Cells of the mandatory minimum by variable: how many are due, how many filled. */
export type MandatoryTally = Readonly<Record<string, readonly [due: number, filled: number]>>;

export function mandatoryTally(book: CriteriaBook, p: Proceeding): MandatoryTally {
  const tally: Record<string, [number, number]> = {};
  const cells = [
    ...book.mandatoryCells(caseValues(p)),
    ...ownDefendants(p).flatMap(d => book.mandatoryCells(personValues(p, d), 'person')),
  ];
  for (const { variable, filled } of cells) {
    const [due, full] = tally[variable] ?? [0, 0];
    tally[variable] = [due + 1, full + (filled ? 1 : 0)];
  }
  return tally;
}

export function totals(tally: MandatoryTally): { due: number; filled: number } {
  return Object.values(tally).reduce(
    (sum, [due, filled]) => ({ due: sum.due + due, filled: sum.filled + filled }),
    { due: 0, filled: 0 },
  );
}

/** Rules broken by the case or by any of its defendants, each once. */
export function findingsOf(book: CriteriaBook, p: Proceeding) {
  const own = ownDefendants(p);
  // What is known of a defendant holds what is known of the case.
  const known = own.length > 0 ? own.map(d => factsAbout(p, d)) : [caseValues(p)];
  const found = known
    .flatMap(values => book.plausibility(values))
    .map(({ severity, rule }) => [rule, { severity, rule }] as const);
  return [...new Map(found).values()];
}
