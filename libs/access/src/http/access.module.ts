import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AccessDatabase, type Clock } from '../access-database';
import { AccessLog } from '../access-log';
import { Accounts } from '../accounts';
import { withOwnRights } from '../own-rights';
import type { Mode } from '../password';
import { Passwords } from '../passwords';
import { policyFaults, type AccessPolicy } from '../policy';
import { Sessions } from '../sessions';
import { SignIn } from '../sign-in';
import type { Limits } from '../throttle';
import { ReleaseLog } from '@hub/vault';
import { AccessGuard } from './access.guard';
import { guardRawRoutes } from './raw-route-guard';
import { RequestAccess } from './request-access';
import { Resources } from './route-access';
import { Routes } from './routes';
import { SessionController } from './session.controller';
import { SessionCookie } from './session-cookie';
import { ACCESS_POLICY } from './tokens';

export interface AccessOptions {
  readonly context: string;
  readonly mode: Mode;
  /** The context's table of rights; those of this room are added where missing. */
  readonly policy: AccessPolicy;
  /** Database with schema `access` (see `migrateAccess`). */
  readonly url: string;
  /** Short name of the session cookie, different per context. */
  readonly cookieName: string;
  /** Whether browsers reach the server by TLS; always in production. */
  readonly secure: boolean;
  /** The server's own origin, where a proxy hides it: `https://victims.example.org`. */
  readonly origin?: string;
  /** Routes without a policy that are open to all: `GET /assets/*`, `GET /health/live`. */
  readonly publicRoutes?: readonly string[];
  readonly limits?: Limits;
  readonly connections?: number;
  /** For tests. */
  readonly clock?: Clock;
}

const OWN_PUBLIC: readonly string[] = [];

function providers(options: AccessOptions): Provider[] {
  const policy = withOwnRights(options.policy);
  const routes = new Routes([...OWN_PUBLIC, ...(options.publicRoutes ?? [])]);
  return [
    { provide: ACCESS_POLICY, useValue: policy },
    { provide: Routes, useValue: routes },
    { provide: AccessDatabase, useFactory: () => new AccessDatabase(options) },
    {
      provide: Accounts,
      inject: [AccessDatabase],
      useFactory: (database: AccessDatabase) => new Accounts(database, options.mode),
    },
    {
      provide: Passwords,
      inject: [AccessDatabase],
      useFactory: (database: AccessDatabase) => new Passwords(database, options.mode),
    },
    {
      provide: Sessions,
      inject: [AccessDatabase],
      useFactory: (database: AccessDatabase) => new Sessions(database),
    },
    {
      provide: SignIn,
      inject: [AccessDatabase, Accounts, Sessions],
      useFactory: (database: AccessDatabase, accounts: Accounts, sessions: Sessions) =>
        new SignIn(database, accounts, sessions, options.limits),
    },
    {
      provide: AccessLog,
      inject: [AccessDatabase],
      useFactory: (database: AccessDatabase) => new AccessLog(database),
    },
    { provide: ReleaseLog, useExisting: AccessLog },
    { provide: SessionCookie, useFactory: () => new SessionCookie(options.cookieName, options.secure) },
    {
      provide: RequestAccess,
      inject: [AccessDatabase, Sessions, AccessLog, SessionCookie, ModuleRef],
      useFactory: (
        database: AccessDatabase,
        sessions: Sessions,
        log: AccessLog,
        cookie: SessionCookie,
        modules: ModuleRef,
      ) => {
        // The context's finder stands in another module: looked up when the first request needs it.
        let found: Resources | undefined;
        const resources = () => (found ??= optional(modules));
        const { origin } = options;
        return new RequestAccess({ policy, database, sessions, log, cookie, routes, origin, resources });
      },
    },
    { provide: APP_GUARD, useClass: AccessGuard },
  ];
}

function optional(modules: ModuleRef): Resources | undefined {
  try {
    return modules.get(Resources, { strict: false });
  } catch {
    return undefined;
  }
}

/** Accounts, sessions, rights and the access log of one context. */
@Module({})
export class AccessModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
    @Inject(Routes) private readonly routes: Routes,
    @Inject(AccessDatabase) private readonly database: AccessDatabase,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(RequestAccess) access: RequestAccess,
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
    const all = providers(options);
    return {
      module: AccessModule,
      global: true,
      controllers: [SessionController],
      providers: all,
      exports: [
        ACCESS_POLICY,
        AccessDatabase,
        Accounts,
        Passwords,
        Sessions,
        SignIn,
        AccessLog,
        ReleaseLog,
        SessionCookie,
        Routes,
        RequestAccess,
      ],
    };
  }

  /** Deny by default: a route nobody decided about stops the server (R13). */
  onApplicationBootstrap(): void {
    const faults = [...policyFaults(this.policy), ...this.routes.faults(this.policy)];
    if (faults.length > 0) throw new Error(`The server does not start: ${faults.join('; ')}`);
  }

  async onModuleDestroy(): Promise<void> {
    await this.database.close();
  }
}
