import { judicial } from '@hub/judicial';
import type { Line } from './run';
import { bookOf, seededLog } from './seeded-log';
import { benchTables, someClass } from './table-context';

/** Tables of suspects and of what became of them over a million cases, and over as many as a country has. */
export async function bench(report: (line: Line) => void, options: { url: string }): Promise<void> {
  const book = bookOf(judicial.criteria);
  let nth = 0;
  await benchTables(report, options, {
    context: 'judicial',
    template: await seededLog(judicial, parts => judicial.seed('bench', parts, {})),
    projections: judicial.projections(book),
    counted: { table: 'count_suspected', key: 'id', copied: "copy || '/' || t.id" },
    columns: {
      person: 'gen_random_uuid()',
      year: '(2007 + floor(20 * random()))::smallint',
      unit: someClass(),
      citizenship: someClass(3),
      main_exploitation: someClass(2),
    },
    dimensions: ['year', 'unit', 'citizenship', 'main_exploitation'],
    // Every other table is of the cohort, whose outcome is a dimension of its own.
    ask: async (readModels, by) => {
      const asked = nth++ % 2 === 0 ? (['JI02', by] as const) : (['JI09', by.slice(0, 3)] as const);
      return (await judicial.table(asked[0], { by: asked[1] }, { book, readModels })).rows.length;
    },
  });
}
