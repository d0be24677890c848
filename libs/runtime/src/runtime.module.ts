import { AccessModule, RowsWithinReach, ScopeTokens, type AccessOptions } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { EventStore, History } from '@hub/event-store';
import type { HubConfig } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Drafts, NameIndex, Vault } from '@hub/vault';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Assembly } from './assemble';
import type { ContextDefinition } from './context-definition';

function accessOptions(config: HubConfig, definition: ContextDefinition, url: string): AccessOptions {
  const secure = config.mode === 'production';
  return {
    context: config.context,
    mode: config.mode,
    policy: definition.policy,
    url,
    cookieName: `${config.context}session`,
    secure,
    ...(secure && { origin: `https://${config.hostName}` }),
    publicRoutes: ['GET /health/live', 'GET /health/ready'],
  };
}

/** Everything a context injects by class: its log, keys, read models, criteria and rights. */
@Global()
@Module({})
export class RuntimeModule {
  static of(definition: ContextDefinition, assembly: Assembly, databaseUrl: string): DynamicModule {
    const { readModels, scopeTokens, config } = assembly;
    const providers = [
      { provide: CriteriaBook, useValue: assembly.book },
      { provide: EventStore, useValue: assembly.store },
      { provide: History, useValue: assembly.history },
      { provide: ReadModels, useValue: readModels },
      { provide: Vault, useValue: assembly.vault },
      { provide: Drafts, useValue: assembly.drafts },
      { provide: ScopeTokens, useValue: scopeTokens },
      {
        provide: RowsWithinReach,
        useValue: new RowsWithinReach(readModels, scopeTokens, config.context),
      },
      ...(assembly.nameIndex ? [{ provide: NameIndex, useValue: assembly.nameIndex }] : []),
    ];
    return {
      module: RuntimeModule,
      imports: [
        CqrsModule.forRoot(),
        AccessModule.register(accessOptions(config, definition, databaseUrl)),
        definition.module as DynamicModule,
      ],
      providers,
      exports: providers,
    };
  }
}
