import type { CriteriaBook } from '@hub/codebook';
import { judicialCriteria } from '@hub/codebook/judicial';
import type { ReadModels } from '@hub/read-model';
import { policy } from './access/policy';
import { describeApi } from './api/open-api';
import { importGlotip } from './import/glotip';
import type { TableRequest } from './indicators/dimension';
import { Tables } from './indicators/tables';
import { JudicialPages } from './pages/pages.module';
import { namesIn } from './person/names';
import { proceedings } from './read/proceedings';
import { sealing } from './sealing';
import { seed, type SeedTools } from './seed/seed';
import { upcasts } from './upcasts';

/** The desk of the sandbox's ready accounts: the first prosecution office of the profile. */
function sandboxDesk(book: CriteriaBook): { office?: string } {
  const desk = book.institutions.find(({ roles }) => roles.includes('prosecutes'));
  return desk ? { office: desk.id } : {};
}

/** What the judicial database is made of. */
export const judicial = {
  name: 'judicial',
  criteria: judicialCriteria,
  policy,
  upcasts,
  sealing,
  /** Which names and official numbers an event speaks of, for the index. */
  names: namesIn,
  projections: (book: CriteriaBook) => [proceedings(book, 'judicial')],
  module: JudicialPages,
  describeApi,
  importers: { glotip: importGlotip },
  table: (indicator: string, request: TableRequest, tools: { book: CriteriaBook; readModels: ReadModels }) =>
    new Tables(tools.readModels, tools.book).table(indicator, request),
  sandboxDesk,
  seed: (text: string, tools: SeedTools, { prosecutor }: Readonly<Record<string, string>>) =>
    seed(text, tools, { desk: sandboxDesk(tools.book).office ?? '', ...(prosecutor && { prosecutor }) }),
};
