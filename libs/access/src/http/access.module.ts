import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { ReleaseLog } from '@hub/vault';
import type { FastifyInstance } from 'fastify';
import { AccessDatabase } from '../access-database';
import { AccessLog } from '../access-log';
import { AccountRequests } from '../account-requests';
import { Accounts } from '../accounts';
import { Approvals } from '../approvals';
import { openAccess, type Access, type OpenAccessOptions } from '../open-access';
import { Passwords } from '../passwords';
import { policyFaults, type AccessPolicy } from '../policy';
import { RightsHistory } from '../rights-history';
import { SessionList } from '../session-list';
import { Sessions } from '../sessions';
import { SignIn } from '../sign-in';
import { AccessLogController } from './access-log.controller';
import { AccessGuard } from './access.guard';
import { AccountsController } from './accounts.controller';
import { guardRawRoutes } from './raw-route-guard';
import { RequestAccess } from './request-access';
import { Resources } from './route-access';
import { Routes } from './routes';
import { SessionController } from './session.controller';
import { SessionCookie } from './session-cookie';
import { ACCESS_POLICY } from './tokens';

export interface AccessOptions extends OpenAccessOptions {
  /** Short name of the session cookie, different per context. */
  readonly cookieName: string;
  /** Whether browsers reach the server by TLS; always in production. */
  readonly secure: boolean;
  /** The server's own origin, where a proxy hides it: `https://victims.example.org`. */
  readonly origin?: string;
  /** Routes without a policy that are open to all: `GET /assets/*`, `GET /health/live`. */
  readonly publicRoutes?: readonly string[];
}

const SWEEP_MS = 3_600_000;

const shared = (access: Access): Provider[] => [
  { provide: ACCESS_POLICY, useValue: access.policy },
  { provide: AccessDatabase, useValue: access.database },
  { provide: Accounts, useValue: access.accounts },
  { provide: Passwords, useValue: access.passwords },
  { provide: Sessions, useValue: access.sessions },
  { provide: SessionList, useValue: access.sessionList },
  { provide: SignIn, useValue: access.signIn },
  { provide: AccessLog, useValue: access.log },
  { provide: ReleaseLog, useExisting: AccessLog },
  { provide: Approvals, useValue: access.approvals },
  { provide: AccountRequests, useValue: access.requests },
  { provide: RightsHistory, useValue: access.rights },
];

/** The context's finder stands in another module: looked up when the first request needs it. */
function resourcesOf(modules: ModuleRef): () => Resources | undefined {
  let found: Resources | undefined;
  return () => {
    try {
      return (found ??= modules.get(Resources, { strict: false }));
    } catch {
      return undefined;
    }
  };
}

/** Accounts, sessions, rights and the access log of one context. */
@Module({})
export class AccessModule implements OnApplicationBootstrap, OnModuleDestroy {
  private sweeping?: NodeJS.Timeout;

  constructor(
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
    @Inject(Routes) private readonly routes: Routes,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(RequestAccess) private readonly access: RequestAccess,
  ) {
    // Here, before any route is registered: Nest registers its own when the application starts.
    const instance = host.httpAdapter.getInstance<FastifyInstance>();
    routes.watch(instance);
    guardRawRoutes(instance, routes, access);
  }

  static register(options: AccessOptions): DynamicModule {
    if (options.mode === 'production' && !options.secure) {
      throw new Error('Production needs TLS: session cookies are Secure there');
    }
    const parts = openAccess(options);
    const cookie = new SessionCookie(options.cookieName, options.secure);
    const routes = new Routes(options.publicRoutes ?? []);
    const providers: Provider[] = [
      ...shared(parts),
      { provide: SessionCookie, useValue: cookie },
      { provide: Routes, useValue: routes },
      {
        provide: RequestAccess,
        inject: [ModuleRef],
        useFactory: (modules: ModuleRef) =>
          new RequestAccess({
            ...parts,
            cookie,
            routes,
            origin: options.origin,
            resources: resourcesOf(modules),
          }),
      },
    ];
    return {
      module: AccessModule,
      global: true,
      controllers: [SessionController, AccountsController, AccessLogController],
      providers: [...providers, { provide: APP_GUARD, useClass: AccessGuard }],
      exports: providers,
    };
  }

  /** Deny by default: a route nobody decided about stops the server (R13). */
  onApplicationBootstrap(): void {
    const faults = [...policyFaults(this.policy), ...this.routes.faults(this.policy)];
    if (this.routes.needsResources() && !this.access.canFind()) faults.push('nobody provides Resources');
    if (faults.length > 0) throw new Error(`The server does not start: ${faults.join('; ')}`);
    const sweep = () => void this.signIn.sweep().catch(() => undefined); // the next hour does it again
    this.sweeping = setInterval(sweep, SWEEP_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.sweeping);
    await this.access.close();
  }
}
