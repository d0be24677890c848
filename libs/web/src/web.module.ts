import { Routes } from '@hub/access';
import { HubConfig, ProblemPage, Translator } from '@hub/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { ProblemScreen } from './page/problem-screen';
import { Screens, type Installation } from './page/screens';
import { AssetFiles } from './screens/assets.controller';
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
      inject: [HubConfig, Translator],
      useFactory: (config: HubConfig, translator: Translator) =>
        new Screens(installation, config, translator),
    };
    const problems = {
      provide: ProblemPage,
      inject: [Screens, Routes],
      useFactory: (kit: Screens, routes: Routes) => new ProblemScreen(kit, routes),
    };
    return {
      module: WebModule,
      global: true,
      controllers: [AssetFiles, SignInPages, PasswordAgainPages, LanguagePages, HelpPages],
      providers: [screens, problems],
      exports: [Screens, ProblemPage],
    };
  }
}
