import path from 'node:path';
import { installationRoot, WebModule } from '@hub/web';
import { Module } from '@nestjs/common';
import { policy } from '../access/policy';
import { VictimsModule } from '../victims.module';
import { Acting } from './acting';
import { Candidates } from './candidates';
import { CaseFiles } from './case-files';
import { CaseListPages } from './case-list.controller';
import { CaseQuery } from './case-query';
import { CasePages } from './case.controller';
import { CorrectionPages } from './correction.controller';
import { DraftPages } from './draft.controller';
import { ErasurePages } from './erasure.controller';
import { FactForms, factPages } from './fact.controller';
import { FormDrafts } from './form-drafts';
import { Desk } from './desk';
import { Forms } from './forms';
import { HomePages } from './home.controller';
import { NewCasePages } from './new-case.controller';
import { PurposePages } from './purpose.controller';
import { QualityPages } from './quality.controller';
import { RequestPages } from './request.controller';
import { SealedTexts } from './sealed-texts';
import { SearchPages } from './search.controller';
import { SectionPages } from './section.controller';
import { StatisticsPages } from './statistics.controller';
import { CaseHistory } from './timeline';
import { TimelinePages } from './timeline.controller';
import { Wording } from './words';

const web = WebModule.register({
  identity: { context: 'victims', nameKey: 'victims-pages:installation', holderKey: 'victims-pages:holder' },
  navigation: [
    { key: 'victims-pages:home.title', href: '/' },
    { key: 'victims-pages:list.title', href: '/cases', action: 'case.list' },
    { key: 'victims-pages:tasks.title', href: '/tasks', action: 'task.list' },
    { key: 'victims-pages:quality.title', href: '/quality', action: 'quality.read' },
    { key: 'victims-pages:statistics.title', href: '/statistics', action: 'indicator.list' },
    { key: 'web:help.link', href: '/help' },
  ],
  views: [path.join(installationRoot(), 'libs/victims/views')],
  policy,
  searchAction: 'case.list',
});

/** The pages of the victim database; they call the same commands and read models as the API. */
@Module({
  imports: [VictimsModule, web],
  controllers: [
    HomePages,
    NewCasePages,
    CaseListPages,
    ...factPages,
    SectionPages,
    PurposePages,
    TimelinePages,
    CorrectionPages,
    CasePages,
    ErasurePages,
    RequestPages,
    DraftPages,
    SearchPages,
    QualityPages,
    StatisticsPages,
  ],
  providers: [
    Acting,
    Candidates,
    CaseFiles,
    CaseHistory,
    CaseQuery,
    Desk,
    FactForms,
    FormDrafts,
    Forms,
    SealedTexts,
    Wording,
  ],
})
export class VictimPages {}
