import path from 'node:path';
import { installationRoot, WebModule } from '@hub/web';
import { Module } from '@nestjs/common';
import { policy } from '../access/policy';
import { JudicialModule } from '../judicial.module';
import { ProceedingsList } from './proceedings-list';
import { ProceedingsPages } from './proceedings.controller';

const web = WebModule.register({
  identity: {
    context: 'judicial',
    nameKey: 'judicial-pages:installation',
    holderKey: 'judicial-pages:holder',
  },
  navigation: [
    { key: 'judicial-pages:home.title', href: '/' },
    { key: 'judicial-pages:list.title', href: '/proceedings', action: 'case.list' },
    { key: 'web:help.link', href: '/help' },
  ],
  views: [path.join(installationRoot(), 'libs/judicial/views')],
  policy,
});

/** The pages of the judicial database; they read what the API reads. */
@Module({
  imports: [JudicialModule, web],
  controllers: [ProceedingsPages],
  providers: [ProceedingsList],
})
export class JudicialPages {}
