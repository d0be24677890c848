import { victims } from '@hub/victims';
import type { Line } from './run';
import { bookOf, seededLog } from './seeded-log';
import { benchTables, someClass } from './table-context';

/** Tables of registered victims over a million cases, and over as many as a country has. */
export async function bench(report: (line: Line) => void, options: { url: string }): Promise<void> {
  const book = bookOf(victims.criteria);
  await benchTables(report, options, {
    context: 'victims',
    template: await seededLog(victims, parts => victims.seed('bench', parts, {})),
    projections: victims.projections(book),
    counted: { table: 'case_fact', key: 'case_id', copied: 'gen_random_uuid()' },
    columns: {
      person: 'gen_random_uuid()',
      registered_first: '((2007 + floor(20 * random()))::int * 100 + 1 + floor(12 * random())::int)',
      registered_second: '0',
      unit: someClass(),
      main_citizenship: someClass(3),
      main_exploitation: someClass(2),
    },
    dimensions: ['year', 'unit', 'citizenship', 'main_exploitation'],
    ask: async (readModels, by) =>
      (await victims.table('VI03', { by }, { book, readModels } as never)).rows.length,
  });
}
