import { foldName, type NamePart, sameName } from './fold';
import { type Birth, namesOf, parseBirth, type PersonName } from './person-name';

/** Why two records may be of one person. */
export type MatchReason =
  | 'names-identical'
  | 'names-other-spelling'
  | 'names-swapped'
  | 'names-similar'
  | 'given-same'
  | 'family-same'
  | 'other-name'
  | 'birth-identical'
  | 'birth-day-month-swapped'
  | 'birth-one-digit'
  | 'birth-year-same';

/** Message that tells the reason. */
export const matchMessage = (reason: MatchReason) => `vault:match.${reason}`;

export interface Match {
  readonly reasons: readonly MatchReason[];
  /** 0 to 1; from `proposalScore` on worth a person's look. */
  readonly score: number;
}
export const proposalScore = 0.6;

/** How far one spelling is from the other: 1 the same letters, 0.95 the same name, 0 another name. */
function likeness(a: string | undefined, b: string | undefined, part: NamePart): number {
  if (!a || !b) return 0;
  if (plain(a) === plain(b)) return 1;
  if (sameName(a, b, part)) return 0.95;
  if (wordsOf(a).some(one => wordsOf(b).some(other => sameName(one, other, part)))) return 0.8;
  return mistyped(foldName(a, part), foldName(b, part));
}

function mistyped(x: string, y: string): number {
  const errors = typingErrors(x, y);
  const length = Math.max(x.length, y.length);
  if (errors === 1 && length >= 4 && !differsInSexOnly(x, y)) return 0.75;
  return errors === 2 && length >= 8 ? 0.65 : 0;
}

const plain = (name: string) => name.normalize('NFC').toLowerCase().replace(/\P{L}/gu, '');
const wordsOf = (name: string) => name.split(/[\s\-–]+/u).filter(word => word.length > 2);
/** Zoran and Zorana are one letter and two persons apart. */
const differsInSexOnly = (x: string, y: string) => `${x}a` === y || `${y}a` === x;

/** Optimal string alignment: insertions, deletions, substitutions, neighbours exchanged. */
export function typingErrors(x: string, y: string): number {
  const at = (row: readonly number[], column: number) => row[column] ?? Infinity;
  let before: number[] = [];
  let last = Array.from({ length: y.length + 1 }, (_, index) => index);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) {
      const change = at(last, j - 1) + Number(x[i - 1] !== y[j - 1]);
      const exchanged = x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1] ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, change, exchanged));
    }
    [before, last] = [last, row];
  }
  return at(last, y.length);
}

function compareBirth(a: Birth, b: Birth): [MatchReason, number] | undefined {
  const sameYear = a.year === b.year;
  if (a.day === undefined || b.day === undefined) return sameYear ? ['birth-year-same', 0.6] : undefined;
  const errors = typingErrors(`${a.year}-${a.month}-${a.day}`, `${b.year}-${b.month}-${b.day}`);
  if (errors === 0) return ['birth-identical', 1];
  if (sameYear && a.month === b.day && a.day === b.month) return ['birth-day-month-swapped', 0.9];
  if (errors === 1) return ['birth-one-digit', 0.8];
  return sameYear ? ['birth-year-same', 0.5] : undefined;
}

interface NameMatch {
  readonly reasons: readonly MatchReason[];
  readonly likeness: number;
}

function compareNames(
  a: { given?: string; family?: string },
  b: { given?: string; family?: string },
): NameMatch {
  const [given, family] = [likeness(a.given, b.given, 'given'), likeness(a.family, b.family, 'family')];
  const straight = (given + family) / 2;
  const swapped = Math.min(likeness(a.given, b.family, 'family'), likeness(a.family, b.given, 'family'));
  if (swapped - 0.05 > straight) return { reasons: ['names-swapped'], likeness: swapped - 0.05 };
  const reasons: MatchReason[] = [];
  if (given === 1 && family === 1) reasons.push('names-identical');
  else if (given >= 0.95 && family >= 0.95) reasons.push('names-other-spelling');
  else if (given > 0 && family > 0) reasons.push('names-similar');
  else if (given > 0) reasons.push('given-same');
  else if (family > 0) reasons.push('family-same');
  return { reasons, likeness: straight };
}

/** Compares two records in memory, after both were released. No reason, no match. */
export function explainMatch(a: PersonName, b: PersonName): Match {
  let best = compareNames(a, b);
  for (const one of namesOf(a)) {
    for (const other of namesOf(b)) {
      const match = compareNames(one, other);
      if (match.likeness > best.likeness + 0.01)
        best = { ...match, reasons: [...match.reasons, 'other-name'] };
    }
  }
  if (best.reasons.length === 0) return { reasons: [], score: 0 };
  const [x, y] = [parseBirth(a.birth), parseBirth(b.birth)];
  // Without a date on one side, the names alone must carry it.
  if (!x.year || !y.year) return { reasons: best.reasons, score: 0.75 * best.likeness };
  const [reason, near] = compareBirth(x, y) ?? [undefined, 0];
  return {
    reasons: reason ? [...best.reasons, reason] : best.reasons,
    score: 0.6 * best.likeness + 0.4 * near,
  };
}
