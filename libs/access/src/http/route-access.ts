import type { FastifyRequest } from 'fastify';
import type { Reach } from '../decide';
import type { Obligation, Resource } from '../policy';
import type { Session } from '../sessions';
import type { AccessKind } from '../access-log';

/** Which object a request is about. */
export type ResourceOf =
  /** An existing one: the server's `Resources` finds it by the named parameter of the route. */
  | { readonly kind: string; readonly param: string }
  /** One that is about to be made: it will belong to the actor, the actor's office and county. */
  | 'new'
  /** Several: the handler shows only what `@CurrentReach()` covers. */
  | 'some';

export interface PolicyOptions {
  /** Without it the action needs a rule of scope `all`. */
  readonly resource?: ResourceOf;
  /** Kind of entry where a rule obliges to log; a reading is a consultation, anything else an alteration. */
  readonly entry?: AccessKind;
  /** Polling and autosaving: does not keep the session alive. */
  readonly background?: boolean;
}

/** What stands in the configuration of every route; a server with a route that lacks it does not start. */
export type RouteAccess = 'public' | ({ readonly policy: string; readonly byNest?: boolean } & PolicyOptions);

/** What the guard found out about a request that it let pass; of a refused one, who asked. */
export interface Granted {
  readonly token?: string;
  readonly session?: Session;
  readonly purpose?: string;
  readonly resource?: Resource;
  readonly obligations: readonly Obligation[];
  readonly reach: readonly Reach[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    granted?: Granted;
    /** A form of our own pages whose session had ended when it arrived. */
    outlived?: boolean;
  }
}

export type HubRequest = FastifyRequest;

/** Finds what the decision needs to know of an object. Each context provides one. */
export abstract class Resources {
  /** @returns undefined for an object that does not exist */
  abstract find(kind: string, id: string): Promise<Resource | undefined>;
}
