import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { AccessRefused } from '../access-refused';
import type { Reach } from '../decide';
import type { Actor, Obligation, Resource } from '../policy';
import type { Session } from '../sessions';
import type { HubRequest, PolicyOptions, RouteAccess } from './route-access';

const routeAccess = (access: RouteAccess) => applyDecorators(RouteConfig({ access }));

/** Who may call this handler: those whom the table of rights allows the action. */
export const Policy = (action: string, options: PolicyOptions = {}) =>
  routeAccess({ policy: action, byNest: true, ...options });

/** Anybody may call this handler, signed in or not. */
export const Public = () => routeAccess('public');

const request = (context: ExecutionContext) => context.switchToHttp().getRequest<HubRequest>();

const signedIn = (context: ExecutionContext): Session => {
  const session = request(context).granted?.session;
  if (!session) throw new AccessRefused('access.sign-in-required', 401);
  return session;
};

/** The signed-in person. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => signedIn(context).actor,
);

export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): Session =>
  signedIn(context),
);

/** The purpose chosen for this object or given with this request, if any. */
export const CurrentPurpose = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined => request(context).granted?.purpose,
);

/** Which objects the action reaches: what a list filters by. */
export const CurrentReach = createParamDecorator(
  (_: unknown, context: ExecutionContext): readonly Reach[] => request(context).granted?.reach ?? [],
);

export const CurrentObligations = createParamDecorator(
  (_: unknown, context: ExecutionContext): readonly Obligation[] =>
    request(context).granted?.obligations ?? [],
);

/** The object the decision was made about. */
export const CurrentResource = createParamDecorator(
  (_: unknown, context: ExecutionContext): Resource | undefined => request(context).granted?.resource,
);
