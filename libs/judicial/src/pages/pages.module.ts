import path from 'node:path';
import { installationRoot, WebModule } from '@hub/web';
import { Module } from '@nestjs/common';
import { JudicialModule } from '../judicial.module';
import { AccessPages } from './access.controller';
import { Acting } from './acting';
import { CaseFiles } from './case-files';
import { CasePages } from './case.controller';
import { CorrectionPage } from './correction-page';
import { CorrectionPages, InErrorPages } from './correction.controller';
import { Desk } from './desk';
import { DraftPages } from './draft.controller';
import { FactPage } from './fact-page';
import { factPages } from './fact.controller';
import { FormDrafts } from './form-drafts';
import { Forms } from './forms';
import { FoundPersons } from './found-persons';
import { HomePages } from './home.controller';
import { ListPages } from './list.controller';
import { NewCasePages } from './new-case.controller';
import { NewSuspectPages } from './new-suspect.controller';
import { PersonPages } from './person.controller';
import { ProceedingsList } from './proceedings-list';
import { PurposePages } from './purpose.controller';
import { QualityPages } from './quality.controller';
import { RecordingErrorPage } from './recording-error-page';
import { RequestPages } from './request.controller';
import { SealedTexts } from './sealed-texts';
import { SearchPages } from './search.controller';
import { SectionPage } from './section-page';
import { CaseSectionPages, PersonSectionPages } from './section.controller';
import { StandingFacts } from './standing-fact';
import { StatisticsPages } from './statistics.controller';
import { CaseHistory } from './timeline';
import { TimelinePages } from './timeline.controller';
import { Wording } from './words';

const web = WebModule.register({
  identity: {
    context: 'judicial',
    nameKey: 'judicial-pages:installation',
    holderKey: 'judicial-pages:holder',
  },
  navigation: [
    { key: 'judicial-pages:home.title', href: '/' },
    { key: 'judicial-pages:list.title', href: '/proceedings', action: 'case.list' },
    { key: 'judicial-pages:tasks.title', href: '/tasks', action: 'task.list' },
    {
      key: 'judicial-pages:quality.title',
      href: '/quality',
      action: 'quality.read',
      about: 'web:duty.quality',
    },
    {
      key: 'judicial-pages:statistics.title',
      href: '/statistics',
      action: 'indicator.list',
      about: 'web:duty.statistics',
    },
  ],
  views: [path.join(installationRoot(), 'libs/judicial/views')],
  rights: {
    role: name => `judicial-access:role.${name}`,
    action: name => `judicial-access:action.${name}`,
    purpose: name => `judicial-access:purpose.${name}`,
  },
  searchAction: 'case.list',
});

/** The pages of the judicial database; they call the same commands and read models as the API. */
@Module({
  imports: [JudicialModule, web],
  controllers: [
    HomePages,
    NewCasePages,
    ListPages,
    ...factPages,
    NewSuspectPages,
    CaseSectionPages,
    PersonSectionPages,
    PurposePages,
    TimelinePages,
    AccessPages,
    CorrectionPages,
    InErrorPages,
    RequestPages,
    PersonPages,
    CasePages,
    DraftPages,
    SearchPages,
    QualityPages,
    StatisticsPages,
  ],
  providers: [
    Acting,
    CaseFiles,
    CaseHistory,
    CorrectionPage,
    Desk,
    FactPage,
    FormDrafts,
    Forms,
    FoundPersons,
    ProceedingsList,
    RecordingErrorPage,
    SealedTexts,
    SectionPage,
    StandingFacts,
    Wording,
  ],
})
export class JudicialPages {}
