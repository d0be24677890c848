import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Resources } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { VictimsResources } from './access/resources';
import { CareController } from './api/care.controller';
import { CaseDocuments } from './api/case-documents';
import { CaseFactsController } from './api/case-facts.controller';
import { CaseHoldingController } from './api/case-holding.controller';
import { CasesController } from './api/cases.controller';
import { Commands } from './api/commands';
import { Conflicts } from './api/conflicts';
import { CriteriaController } from './api/criteria.controller';
import { FiguresController } from './api/figures.controller';
import { PersonDocuments } from './api/person-documents';
import { PersonFactsController } from './api/person-facts.controller';
import { PersonsController } from './api/persons.controller';
import { ProtectionController } from './api/protection.controller';
import { RegisterController } from './api/register.controller';
import { Cases } from './case/cases';
import { handlers } from './handlers';
import { Organisations } from './organisation/organisations';
import { Absorption } from './person/absorption';
import { Duplicates } from './person/duplicates';
import { Persons } from './person/persons';
import { Settings } from './settings';

const services = [Cases, Persons, Organisations, Settings, Absorption, Duplicates];
const controllers = [
  CasesController,
  CaseHoldingController,
  CaseFactsController,
  CareController,
  ProtectionController,
  PersonsController,
  PersonFactsController,
  RegisterController,
  FiguresController,
  CriteriaController,
];

/** The victim database: its use cases, its REST interface. */
@Module({
  controllers,
  providers: [
    ...services,
    ...handlers,
    Commands,
    Conflicts,
    CaseDocuments,
    PersonDocuments,
    { provide: Resources, useClass: VictimsResources },
  ],
  exports: [...services, CaseDocuments, Commands],
})
export class VictimsModule implements OnApplicationBootstrap {
  constructor(
    private readonly models: ReadModels,
    private readonly absorption: Absorption,
  ) {}

  /** Finishes merges that a crash left half-way. */
  async onApplicationBootstrap(): Promise<void> {
    await this.absorption.reconcile(this.models);
  }
}
