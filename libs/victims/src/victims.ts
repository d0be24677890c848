import type { CriteriaBook } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { policy } from './access/policy';
import { describeApi } from './api/open-api';
import { ctdc } from './imports/ctdc';
import { glotip } from './imports/glotip';
import type { Tools } from './imports/import';
import { Indicators, type TableRequest } from './indicators/table';
import { VictimPages } from './pages/pages.module';
import { namesIn } from './person/names';
import { projections } from './projections';
import { sealingOf } from './sealing';
import { seed, type SeedTools } from './seed/seed';
import { upcasts } from './upcasts';

/** The desk of the sandbox's ready accounts: the first office of the profile that registers cases in a county. */
function sandboxDesk(book: CriteriaBook): { office?: string; county?: string } {
  const registering = book.institutions.filter(({ roles }) => roles.includes('registers'));
  const desk = registering.find(({ unit }) => unit !== undefined) ?? registering[0];
  return { ...(desk && { office: desk.id }), ...(desk?.unit && { county: desk.unit }) };
}

/** What the victim database is made of. */
export const victims = {
  name: 'victims',
  criteria: victimCriteria,
  policy,
  upcasts,
  sealing: sealingOf(victimCriteria),
  /** Which names an event speaks of, for the name index. */
  names: namesIn,
  projections: (book: CriteriaBook) => projections(book, 'victims'),
  module: VictimPages,
  importers: { ctdc, glotip },
  table: (indicator: string, request: TableRequest, { book, readModels }: Tools) =>
    new Indicators(book, readModels).table(indicator, request),
  describeApi,
  sandboxDesk,
  seed: (text: string, tools: SeedTools, { officer }: Readonly<Record<string, string>>) =>
    seed(text, tools, { officer }),
};
