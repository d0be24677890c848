import path from 'node:path';
import { installationRoot, WebModule } from '@hub/web';
import { Module } from '@nestjs/common';
import { VictimsModule } from '../victims.module';
import { AccessPages } from './access.controller';
import { Acting } from './acting';
import { AnswerPages } from './answers.controller';
import { Candidates } from './candidates';
import { CaseFiles } from './case-files';
import { CaseListPages } from './case-list.controller';
import { CaseQuery } from './case-query';
import { CasePages } from './case.controller';
import { CorrectionPages } from './correction.controller';
import { DraftPages } from './draft.controller';
import { ErasurePages } from './erasure.controller';
import { ErasureSteps } from './erasure-steps';
import { FactForms, factPages } from './fact.controller';
import { Flaws } from './flaws';
import { FormDrafts } from './form-drafts';
import { Desk } from './desk';
import { Forms } from './forms';
import { HomePages } from './home.controller';
import { NewCasePages } from './new-case.controller';
import { PaperPages } from './paper.controller';
import { OrganisationPages } from './organisation.controller';
import { PurposePages } from './purpose.controller';
import { QualityPages } from './quality.controller';
import { RequestPages } from './request.controller';
import { SavedFilters } from './saved-filters';
import { SealedTexts } from './sealed-texts';
import { SearchPages } from './search.controller';
import { SectionPages } from './section.controller';
import { StatisticsPages } from './statistics.controller';
import { TaskPages } from './tasks.controller';
import { CaseHistory } from './timeline';
import { TimelinePages } from './timeline.controller';
import { Waiting } from './waiting';
import { Wording } from './words';

const web = WebModule.register({
  identity: { context: 'victims', nameKey: 'victims-pages:installation', holderKey: 'victims-pages:holder' },
  navigation: [
    { key: 'victims-pages:home.title', href: '/' },
    { key: 'victims-pages:list.title', href: '/cases', action: 'case.list' },
    { key: 'victims-pages:tasks.title', href: '/tasks', action: 'task.list' },
    { key: 'victims-pages:decisions.title', href: '/decisions', action: 'correction.approve' },
    {
      key: 'victims-pages:quality.title',
      href: '/quality',
      action: 'quality.read',
      about: 'web:duty.quality',
    },
    {
      key: 'victims-pages:statistics.title',
      href: '/statistics',
      action: 'indicator.list',
      about: 'web:duty.statistics',
    },
    {
      key: 'web:organisations.title',
      href: '/organisations',
      action: 'organisation.list',
      about: 'web:duty.organisations',
    },
  ],
  views: [path.join(installationRoot(), 'libs/victims/views')],
  rights: {
    role: name => `victims-access:role.${name}`,
    action: name => `victims-access:action.${name}`,
    purpose: name => `victims-access:purpose.${name}`,
  },
  searchAction: 'case.list',
});

/** The pages of the victim database; they call the same commands and read models as the API. */
@Module({
  imports: [VictimsModule, web],
  controllers: [
    HomePages,
    TaskPages,
    NewCasePages,
    CaseListPages,
    ...factPages,
    SectionPages,
    PaperPages,
    PurposePages,
    TimelinePages,
    CorrectionPages,
    CasePages,
    AnswerPages,
    AccessPages,
    ErasurePages,
    RequestPages,
    DraftPages,
    SearchPages,
    QualityPages,
    StatisticsPages,
    OrganisationPages,
  ],
  providers: [
    ErasureSteps,
    Acting,
    Candidates,
    CaseFiles,
    CaseHistory,
    CaseQuery,
    Desk,
    FactForms,
    Flaws,
    FormDrafts,
    Forms,
    SavedFilters,
    SealedTexts,
    Waiting,
    Wording,
  ],
})
export class VictimPages {}
