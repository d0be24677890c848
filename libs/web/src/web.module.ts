import { ACCESS_POLICY, Routes, type AccessPolicy } from '@hub/access';
import { HubConfig, ProblemPage, Translator } from '@hub/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { ProblemScreen } from './page/problem-screen';
import { Screens, type Installation } from './page/screens';
import { AssetFiles } from './screens/assets.controller';
import { AccountPasswordPages } from './screens/account-password.controller';
import { AccountPages } from './screens/account.controller';
import { AuditExportPages } from './screens/audit-export.controller';
import { AuditPurposePages } from './screens/audit-purpose.controller';
import { AuditPages } from './screens/audit.controller';
import { InvitationPages } from './screens/invitation.controller';
import { NewPersonPages } from './screens/new-person.controller';
import { OperationsPages } from './screens/operations.controller';
import { PeoplePages } from './screens/people.controller';
import { RequestPages } from './screens/requests.controller';
import { RightsPages } from './screens/rights.controller';
import { RoleRequestPages } from './screens/role-request.controller';
import { Wording } from './screens/wording';
import { CodebookPages } from './screens/codebook.controller';
import { HandbookPages } from './screens/handbook.controller';
import { HelpPages } from './screens/help.controller';
import { LanguagePages } from './screens/language.controller';
import { PasswordAgainPages } from './screens/password-again.controller';
import { SignInPages } from './screens/sign-in.controller';

/** The page kit of one installation, with the screens both databases have. */
@Module({})
export class WebModule {
  static register(installation: Installation): DynamicModule {
    const screens = {
      provide: Screens,
      inject: [HubConfig, Translator, ACCESS_POLICY],
      useFactory: (config: HubConfig, translator: Translator, policy: AccessPolicy) =>
        new Screens(installation, config, translator, policy),
    };
    const problems = {
      provide: ProblemPage,
      inject: [Screens, Routes],
      useFactory: (kit: Screens, routes: Routes) => new ProblemScreen(kit, routes),
    };
    return {
      module: WebModule,
      global: true,
      controllers: [
        AssetFiles,
        SignInPages,
        PasswordAgainPages,
        InvitationPages,
        LanguagePages,
        AccountPages,
        AccountPasswordPages,
        NewPersonPages,
        RequestPages,
        RightsPages,
        RoleRequestPages,
        PeoplePages,
        AuditPurposePages,
        AuditExportPages,
        AuditPages,
        OperationsPages,
        HandbookPages,
        CodebookPages,
        HelpPages,
      ],
      providers: [screens, problems, Wording],
      exports: [Screens, ProblemPage],
    };
  }
}
