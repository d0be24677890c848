import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ReadModels } from '@hub/read-model';
import { Resources } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { JudicialResources } from './access/resources';
import { AssetsController } from './api/assets.controller';
import { CaseDocuments } from './api/case-documents';
import { CaseHoldingController } from './api/case-holding.controller';
import { CaseList } from './api/case-list';
import { CasesController } from './api/cases.controller';
import { Commands } from './api/commands';
import { Conflicts } from './api/conflicts';
import { CorrectionsController } from './api/corrections.controller';
import { CriteriaController } from './api/criteria.controller';
import { FiguresController } from './api/figures.controller';
import { InvestigationController } from './api/investigation.controller';
import { KnownCases } from './api/known-cases';
import { OfficialNumbers } from './api/official-numbers';
import { PersonDocuments } from './api/person-documents';
import { PersonFactsController } from './api/person-facts.controller';
import { PersonsController } from './api/persons.controller';
import { SearchesController } from './api/searches.controller';
import { TrialController } from './api/trial.controller';
import { Law } from './case/law';
import { Settlements } from './case/settlements';
import { CriteriaLaw } from './criteria-law';
import { handlers } from './handlers';
import { Absorptions } from './person/absorptions';
import { KnownPersons } from './person/known-persons';

const law = {
  provide: Law,
  inject: [CriteriaBook],
  useFactory: (book: CriteriaBook) => new CriteriaLaw(book),
};

const controllers = [
  CasesController,
  CaseHoldingController,
  InvestigationController,
  TrialController,
  AssetsController,
  CorrectionsController,
  SearchesController,
  PersonsController,
  PersonFactsController,
  FiguresController,
  CriteriaController,
];

const questions = [CaseList, CaseDocuments, KnownCases, OfficialNumbers, PersonDocuments];

/** The judicial database: its use cases and its REST interface; the pages build on it. */
@Module({
  controllers,
  providers: [
    ...[law, Settlements, Absorptions, KnownPersons, ...handlers],
    ...[Commands, Conflicts, ...questions],
    { provide: Resources, useClass: JudicialResources },
  ],
  exports: [Law, KnownPersons, Commands, ...questions],
})
export class JudicialModule implements OnApplicationBootstrap {
  constructor(
    private readonly models: ReadModels,
    private readonly settlements: Settlements,
  ) {}

  /** Finishes joinders and severances that a crash left half-way, the last fact before it among them. */
  async onApplicationBootstrap(): Promise<void> {
    const last = await this.models.positionAt(new Date());
    await this.models.waitFor(last, 10_000, ['proceedings']);
    await this.settlements.finish(this.models);
  }
}
