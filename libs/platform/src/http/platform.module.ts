import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HubConfig } from '../config/hub-config';
import { HealthRegistry } from '../health/health-registry';
import { Translator } from '../language/translator';
import { Log } from '../log/log';

export interface Platform {
  readonly config: HubConfig;
  readonly translator: Translator;
  readonly health: HealthRegistry;
  readonly log: Log;
}

/** Offers configuration, words, health and log to every room of a process. */
@Global()
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const providers = [
      { provide: HubConfig, useValue: platform.config },
      { provide: Translator, useValue: platform.translator },
      { provide: HealthRegistry, useValue: platform.health },
      { provide: Log, useValue: platform.log },
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}
