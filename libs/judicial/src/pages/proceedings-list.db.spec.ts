import type { Reach, RowsWithinReach } from '@hub/access';
import { listedUnder } from '@hub/read-model';
import { draws, temporaryDatabase, type Draws, type TemporaryDatabase } from '@hub/testing';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'pg';
import { facetNames, type FacetName } from '../read/case-tables';
import { sorts, type Filters, type SortName } from './list-conditions';
import { ProceedingsList, type Question } from './proceedings-list';

const sortNames = Object.keys(sorts) as SortName[];

const values: Record<FacetName, readonly string[]> = {
  stage: ['s0_report', 's1_investigation', 's3_indictment', 's7_final_judgment'],
  origin: ['police_own', 'victim_report', 'foreign_authority'],
  main_exploitation: ['sexual', 'labour', 'begging'],
  closed: ['true', 'false'],
  legal_basis: ['AL-110a', 'AL-128b', 'AL-114'],
};
const offices = ['office-1', 'office-2', 'office-3'];
const accounts = ['a', 'b', 'c'];

interface Row {
  readonly id: string;
  readonly office: string;
  readonly sealed: boolean;
  readonly prosecutors: readonly string[];
  readonly deadline: string | null;
  readonly facets: Readonly<Record<FacetName, readonly string[]>>;
}

function rowOf(nth: number, { one, chance }: Draws): Row {
  return {
    id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    office: one(offices),
    sealed: chance(0.1),
    prosecutors: accounts.filter(() => chance(0.3)),
    deadline: chance(0.4) ? `2026-0${one(['1', '2', '3'])}-10` : null,
    facets: {
      stage: [one(values.stage)],
      origin: [one(values.origin)],
      main_exploitation: chance(0.2) ? [] : [one(values.main_exploitation)],
      closed: [one(values.closed)],
      legal_basis: values.legal_basis.filter(() => chance(0.4)),
    },
  };
}

const reaches: readonly Reach[][] = [
  [{ scope: 'all', sealed: true }],
  [{ scope: 'all', sealed: false }],
  [
    { scope: 'office', office: 'office-1', sealed: false },
    { scope: 'own', account: 'a', sealed: true },
  ],
  [{ scope: 'office', office: 'office-2', sealed: true }],
  [],
];

/** What the conditions mean, said once more without SQL. */
function matches(row: Row, { filters, reach, account }: Question): boolean {
  const reached = reach.some(({ scope, office, account: own, sealed }) => {
    if (row.sealed && !sealed) return false;
    if (scope === 'all') return true;
    return scope === 'own' ? row.prosecutors.includes(own ?? '') : row.office === office;
  });
  return (
    reached &&
    facetNames.every(name => filters[name] === undefined || row.facets[name].includes(filters[name])) &&
    (filters.mine === undefined || row.prosecutors.includes(account)) &&
    (filters.due === undefined || row.deadline !== null)
  );
}

/** How many cases each value of a filter would leave, the other filters standing; the most frequent first. */
function left(rows: readonly Row[], question: Question, name: FacetName) {
  const filters = { ...question.filters, [name]: undefined };
  const found = rows.filter(row => matches(row, { ...question, filters }));
  return [...new Set(found.flatMap(row => row.facets[name]))]
    .map(value => ({ value, n: found.filter(row => row.facets[name].includes(value)).length }))
    .sort((one, other) => other.n - one.n || (one.value < other.value ? -1 : 1));
}

function questionAt({ one, chance }: Draws): Question {
  const filters: Filters = Object.fromEntries(
    facetNames.filter(() => chance(0.3)).map(name => [name, one(values[name])]),
  );
  return {
    reach: one(reaches),
    account: one(accounts),
    filters: { ...filters, ...(chance(0.15) && { mine: '1' }), ...(chance(0.15) && { due: '1' }) },
  };
}

describe('the list of proceedings', () => {
  let database: TemporaryDatabase;
  let pool: Pool;
  let proceedings: ProceedingsList;
  const drawn = draws(7);
  const rows = Array.from({ length: 240 }, (_, nth) => rowOf(nth, drawn));
  /** The deadline of a case is its earliest task; some have a later one too, and some one without a day. */
  const tasks = rows.flatMap(({ id: case_id, deadline }, nth) => [
    ...(deadline === null ? [] : [{ case_id, kind: 'appeal', due: deadline }]),
    ...(deadline === null || nth % 3 ? [] : [{ case_id, kind: 'custody', due: '2026-04-20' }]),
    ...(nth % 5 ? [] : [{ case_id, kind: 'approval', due: null }]),
  ]);

  beforeAll(async () => {
    database = await temporaryDatabase('proceedings_list');
    pool = new Pool({ connectionString: database.url, max: 4 });
    await pool.query(`create table case_file (id uuid primary key, reference text, office text, stage text, origin text,
      main_exploitation text, closed boolean, legal_basis text[], sealed boolean, prosecutors text[],
      next_deadline date, opened_first date, suspects int, changed_at timestamptz, listed_under text)`);
    for (const [nth, { facets: of, ...row }] of rows.entries()) {
      await pool.query(
        `insert into case_file values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now() - $14 * interval '1 hour', $15)`,
        [
          ...[row.id, `J-${nth}`, row.office, of.stage[0], of.origin[0], of.main_exploitation[0] ?? null],
          ...[of.closed[0] === 'true', of.legal_basis, row.sealed, row.prosecutors, row.deadline],
          ...[
            nth % 4 ? '2025-05-01' : null,
            nth % 6,
            nth % 40,
            listedUnder(facetNames.map(name => of[name])),
          ],
        ],
      );
    }
    await pool.query('create table task (case_id uuid, kind text, subject text, due date)');
    for (const { case_id, kind, due } of tasks) {
      await pool.query("insert into task values ($1, $2, '', $3)", [case_id, kind, due]);
    }
    proceedings = new ProceedingsList({
      query: async (_reach: readonly Reach[], sql: string, given: unknown[]) =>
        (await pool.query(sql, given)).rows,
    } as unknown as RowsWithinReach);
  });

  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it('agrees with its count, its filters and its file under ten thousand random questions', async () => {
    const asked = draws(42);
    const questions = Array.from({ length: 10_000 }, () => questionAt(asked));
    const wrong: unknown[] = [];
    const check = async (question: Question, nth: number) => {
      const sort = sortNames[nth % sortNames.length] ?? 'changed';
      const expected = rows.filter(row => matches(row, question)).map(({ id }) => id);
      const [{ cases }, counts, all] = await Promise.all([
        proceedings.list(question, sort),
        proceedings.counts(question),
        proceedings.all(question, sort),
      ]);
      const { total } = counts;
      const file = all.map(({ id }) => id);
      const agrees =
        total === expected.length &&
        [...file].sort().join() === [...expected].sort().join() &&
        cases.map(({ id }) => id).join() === file.slice(0, cases.length).join() &&
        cases.length === Math.min(total, 25) &&
        facetNames.every(name => isDeepStrictEqual(counts.facets[name], left(rows, question, name)));
      if (!agrees) wrong.push({ question, sort, counts, expected: expected.length, file: file.length });
    };
    for (let first = 0; first < questions.length; first += 50) {
      await Promise.all(questions.slice(first, first + 50).map((one, at) => check(one, first + at)));
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('finds the most urgent tasks within reach, and after all of them those without a day', async () => {
    for (const reach of reaches) {
      const reached = new Set(
        rows.filter(row => matches(row, { reach, filters: {}, account: '' })).map(({ id }) => id),
      );
      const within = tasks.filter(({ case_id }) => reached.has(case_id));
      const days = within
        .map(({ due }) => due)
        .sort((one, other) => ((one ?? '9') < (other ?? '9') ? -1 : 1));
      for (const limit of [1, 10, 60, 1_000]) {
        const due = await proceedings.due(reach, limit);
        expect(due.map(task => task.due)).toEqual(days.slice(0, limit));
        expect(due.every(({ case_id }) => reached.has(case_id))).toBe(true);
      }
    }
  });

  it('shows no case on two pages, and all of them on all pages, in the order of the file', async () => {
    const question: Question = { reach: [{ scope: 'all', sealed: true }], filters: {}, account: '' };
    for (const sort of sortNames) {
      const seen: string[] = [];
      for (let from: string | undefined; ;) {
        const { cases, next } = await proceedings.list(question, sort, from);
        seen.push(...cases.map(({ id }) => id));
        if (next === undefined) break;
        from = next;
      }
      expect(seen).toEqual((await proceedings.all(question, sort)).map(({ id }) => id));
      expect(new Set(seen).size).toBe(rows.length);
    }
  });
});
