import type { Reach, RowsWithinReach } from '@hub/access';
import { listedUnder } from '@hub/read-model';
import { draws, temporaryDatabase, type Draws, type TemporaryDatabase } from '@hub/testing';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'pg';
import { facetNames, facetValues, type CaseFileRow, type Facet } from '../read/case-file';
import { CaseQuery, orderNames, PAGE, type Asked, type Filters } from './case-query';
import { queryOf } from './list-filters';
import { filtersOf, orderOf } from './list-query';

const values: Record<Facet, readonly string[]> = {
  stage: ['registered', 'presumed', 'identified', 'closed'],
  sex: ['female', 'male', 'other'],
  age_group: ['child', 'adult'],
  main_exploitation: ['sexual', 'labour', 'begging', 'criminal'],
  county: ['AL-01', 'AL-02', 'AL-03'],
  year: ['2024', '2025', '2026'],
};
const offices = ['police-1', 'police-2', 'shelter'];
const accounts = ['a', 'b', 'c'];
const questions = ['sex', 'acts', 'means'];

interface Row extends Record<Facet, string | null> {
  readonly id: string;
  readonly office: string;
  readonly sealed: boolean;
  readonly assignees: readonly string[];
  readonly missing: readonly string[];
}

function rowOf(nth: number, { one, chance }: Draws): Row {
  const facets = facetNames.map(
    name => [name, chance(0.15) && !['stage', 'year'].includes(name) ? null : one(values[name])] as const,
  );
  return {
    ...(Object.fromEntries(facets) as Record<Facet, string | null>),
    id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    office: one(offices),
    sealed: chance(0.1),
    assignees: accounts.filter(() => chance(0.3)),
    missing: questions.filter(() => chance(0.3)),
  };
}

const reaches: readonly Reach[][] = [
  [{ scope: 'all', sealed: true }],
  [{ scope: 'all', sealed: false }],
  [{ scope: 'county', county: 'AL-02', sealed: false }],
  [
    { scope: 'office', office: 'police-1', sealed: false },
    { scope: 'own', account: 'a', sealed: true },
  ],
  [],
];

/** What the conditions mean, said once more without SQL. */
function reached(row: Row, reach: readonly Reach[]): boolean {
  return reach.some(({ scope, office, county, account, sealed }) => {
    if (row.sealed && !sealed) return false;
    if (scope === 'all') return true;
    if (scope === 'own') return row.assignees.includes(account ?? '');
    return scope === 'office' ? row.office === office : row.county === county;
  });
}

const matches = (row: Row, { filters, reach, account }: Asked) =>
  reached(row, reach) &&
  facetNames.every(name => filters[name] === undefined || row[name] === filters[name]) &&
  (filters.missing === undefined || row.missing.includes(filters.missing)) &&
  (filters.mine === undefined || row.assignees.includes(account));

/** How many cases each value of a filter would leave, the other filters standing; the most frequent first. */
function left(rows: readonly Row[], asked: Asked, name: Facet) {
  const found = rows.filter(row =>
    matches(row, { ...asked, filters: { ...asked.filters, [name]: undefined } }),
  );
  return [...new Set(found.flatMap(row => row[name] ?? []))]
    .map(value => ({ value, n: found.filter(row => row[name] === value).length }))
    .sort((one, other) => other.n - one.n || (one.value < other.value ? -1 : 1));
}

function askedAt({ one, chance }: Draws): Asked {
  const filters: Filters = Object.fromEntries(
    facetNames.filter(() => chance(0.3)).map(name => [name, one(values[name])]),
  );
  return {
    reach: one(reaches),
    account: one(accounts),
    filters: {
      ...filters,
      ...(chance(0.15) && { missing: one(questions) }),
      ...(chance(0.15) && { mine: '1' }),
    },
  };
}

describe('the list of cases', () => {
  let database: TemporaryDatabase;
  let pool: Pool;
  let cases: CaseQuery;
  const rows = (({ one, chance }) => Array.from({ length: 240 }, (_, nth) => rowOf(nth, { one, chance })))(
    draws(7),
  );

  beforeAll(async () => {
    database = await temporaryDatabase('case_query');
    pool = new Pool({ connectionString: database.url, max: 4 });
    await pool.query(`create table case_file (case_id uuid primary key, reference text, stage text, sex text,
      age_group text, main_exploitation text, county text, office text, registered_on text, updated_at timestamptz,
      next_due date, sealed boolean, assignees text[], missing text[], listed_under text)`);
    for (const [nth, row] of rows.entries()) {
      const file = { ...row, registered_on: `${row.year}-03` } as unknown as CaseFileRow;
      await pool.query(
        `insert into case_file values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() - $10 * interval '1 hour', $11, $12, $13, $14, $15)`,
        [
          ...[row.id, `V-${nth}`, row.stage, row.sex, row.age_group, row.main_exploitation, row.county],
          ...[row.office, `${row.year}-03`, nth % 40, nth % 3 ? '2026-01-01' : null],
          ...[row.sealed, row.assignees, row.missing, listedUnder(facetValues(file))],
        ],
      );
    }
    cases = new CaseQuery({
      query: async (_reach: readonly Reach[], sql: string, given: unknown[]) =>
        (await pool.query(sql, given)).rows,
    } as unknown as RowsWithinReach);
  });

  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it('agrees with its count, its facets and its file under ten thousand random filters', async () => {
    const drawn = draws(42);
    const asked = Array.from({ length: 10_000 }, () => askedAt(drawn));
    const wrong: unknown[] = [];
    const check = async (one: Asked, nth: number) => {
      const order = orderNames[nth % orderNames.length] ?? 'updated';
      const expected = rows.filter(row => matches(row, one)).map(({ id }) => id);
      const [page, { total, facets }, all] = await Promise.all([
        cases.list(one, order),
        cases.counts(one),
        cases.all(one, order),
      ]);
      const file = all.map(({ case_id }) => case_id);
      // A saved filter is the address of the list: coming back to it asks the same.
      const saved = Object.fromEntries(new URLSearchParams(queryOf(one.filters, order)));
      const agrees =
        isDeepStrictEqual([filtersOf(saved), orderOf(saved)], [one.filters, order]) &&
        total === expected.length &&
        [...file].sort().join() === [...expected].sort().join() &&
        page.map(({ case_id }) => case_id).join() === file.slice(0, PAGE).join() &&
        facetNames.every(name => isDeepStrictEqual(facets[name], left(rows, one, name)));
      if (!agrees) wrong.push({ one, order, total, expected: expected.length, file: file.length, facets });
    };
    for (let first = 0; first < asked.length; first += 50) {
      await Promise.all(asked.slice(first, first + 50).map((one, at) => check(one, first + at)));
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('shows no case on two pages, and all of them on all pages', async () => {
    for (const order of orderNames) {
      const one: Asked = { reach: [{ scope: 'all', sealed: true }], filters: {}, account: '' };
      const seen: string[] = [];
      for (let page = 1; page <= Math.ceil(rows.length / PAGE); page++) {
        seen.push(...(await cases.list(one, order, page)).map(({ case_id }) => case_id));
      }
      expect(new Set(seen).size).toBe(rows.length);
      expect(seen).toHaveLength(rows.length);
    }
  });
});
