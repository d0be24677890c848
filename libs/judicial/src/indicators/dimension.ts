import type { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { UNKNOWN_CODE, type Coding } from '../read/coding';
import type { PeriodKind } from '../read/firsts';

/** What a table is asked for. */
export interface TableRequest {
  readonly by: readonly string[];
  readonly source?: string;
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Log position or date: the table as it was known then. */
  readonly asOf?: string;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notAvailable?: string;
}

/** A class a table is broken down by, as the rows hold it. */
export interface Dimension {
  readonly name: string;
  /** SQL over the columns of the counted rows. */
  readonly sql: string;
  /** From the value of a row to the class the reader sees. */
  show(value: number | string | null): string;
  /** From the class the reader names to the value of a row; undefined when there is no such class. */
  read(shown: string): number | string | undefined;
}

/** Month 99 stands for a fact of which only the year is known, and sorts after the others. */
const NO_MONTH = 99;

function period(name: string, part: string, width: number, mark: string): Dimension {
  const last = mark === '' ? NO_MONTH : 9;
  return {
    name,
    sql: `year * 100 + coalesce(${part}, ${last})`,
    show(value) {
      const [year, at] = [Math.floor(Number(value) / 100), Number(value) % 100];
      return at === last ? `${year}-unknown` : `${year}-${mark}${String(at).padStart(width, '0')}`;
    },
    read(shown) {
      const [, year, at] = new RegExp(`^(\\d{4})-(?:${mark}(\\d{${width}})|unknown)$`).exec(shown) ?? [];
      return year === undefined ? undefined : Number(year) * 100 + (at === undefined ? last : Number(at));
    },
  };
}

const year: Dimension = {
  name: 'year',
  sql: 'year',
  show: value => String(value),
  read: shown => (/^\d{4}$/.test(shown) ? Number(shown) : undefined),
};

/** Periods, the finest last. */
export const periods: readonly (Dimension & { readonly kind: PeriodKind })[] = [
  { ...year, kind: 'year' },
  { ...period('half_year', '(month + 5) / 6', 1, 'H'), kind: 'half' },
  { ...period('quarter', '(month + 2) / 3', 1, 'Q'), kind: 'quarter' },
  { ...period('month', 'month', 2, ''), kind: 'month' },
];

/** A class kept as the place of its code in a list of the criteria. */
export function coded(coding: Coding, name: string, list: string, sql = name): Dimension {
  return {
    name,
    sql,
    show: value => coding.code(list, Number(value)),
    read(shown) {
      const place = coding.place(list, shown);
      return shown === 'unknown' || place !== UNKNOWN_CODE ? place : undefined;
    },
  };
}

/** A class kept as text. */
export const plain = (name: string, sql = name): Dimension => ({
  name,
  sql,
  show: value => String(value ?? 'unknown'),
  read: shown => shown,
});

/** Dimensions of rows about persons; the list is that of the breakdown in the criteria. */
export function codedDimensions(coding: Coding, names: readonly string[]): Dimension[] {
  return names.map(name => coded(coding, name, listOf(coding.book, name)));
}

/** A class of persons that is no breakdown of the criteria but a filter: natural or legal. */
export const personKind = (coding: Coding) => coded(coding, 'person_kind', 'person_kind', 'kind');

function listOf(book: CriteriaBook, name: string): string {
  const list = book.breakdown(name)?.list;
  if (list === undefined) throw new Error(`the criteria know no breakdown ${name} with a list`);
  return list;
}

/**
 * The dimensions asked for, in the order asked.
 * @throws {Refusal} naming those there are
 */
export function chosen(
  available: readonly Dimension[],
  names: readonly string[],
  indicator: string,
): Dimension[] {
  return names.map(name => {
    const found = available.find(dimension => dimension.name === name);
    if (found) return found;
    throw new Refusal('judicial.table.unknown-breakdown', {
      indicator,
      breakdown: name,
      available: available.map(dimension => dimension.name).join(', '),
    });
  });
}
