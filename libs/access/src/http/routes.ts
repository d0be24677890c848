import type { FastifyInstance, RouteOptions } from 'fastify';
import type { AccessPolicy } from '../policy';
import type { HubRequest, RouteAccess } from './route-access';

type Route = Pick<RouteOptions, 'method' | 'url' | 'config'>;

const namesOf = ({ method, url }: { method?: string | string[]; url?: string }) =>
  [method ?? []].flat().map(verb => `${verb} ${url ?? ''}`);

/**
 * All routes of the server, Nest's and raw Fastify ones (static files, documentation), as they are registered.
 * Nest's guards do not see raw routes, so the walk goes over Fastify's.
 */
export class Routes {
  private readonly routes: Route[] = [];
  private readonly listed: ReadonlySet<string>;

  /** @param listed routes that carry no policy of their own and are open to all: `GET /assets/*` */
  constructor(listed: readonly string[]) {
    // Fastify answers HEAD wherever it answers GET.
    this.listed = new Set(listed.flatMap(name => [name, name.replace(/^GET /, 'HEAD ')]));
  }

  watch(instance: FastifyInstance): void {
    instance.addHook('onRoute', route => {
      this.routes.push(route);
    });
  }

  accessOf(route: {
    method?: string | string[];
    url?: string;
    config?: HubRequest['routeOptions']['config'];
  }) {
    const names = namesOf(route);
    if (names.length > 0 && names.every(name => this.listed.has(name))) return 'public';
    return route.config?.access;
  }

  /** Every route and who may call it, for the comparison with the published list. */
  all(): { route: string; access: string }[] {
    const describe = (access: RouteAccess | undefined) =>
      access === undefined ? 'none' : access === 'public' ? access : access.policy;
    return this.routes.flatMap(route => {
      const access = describe(this.accessOf(route as { config?: HubRequest['routeOptions']['config'] }));
      return namesOf(route).map(name => ({ route: name, access }));
    });
  }

  /** Whether some route is about an object that only the context can find. */
  needsResources(): boolean {
    return this.routes.some(({ config }) => {
      const access = (config as HubRequest['routeOptions']['config'] | undefined)?.access;
      if (typeof access !== 'object' || typeof access.resource !== 'object') return false;
      return access.resource.kind !== 'approval';
    });
  }

  /** @returns what keeps the server from starting */
  faults(policy: AccessPolicy): string[] {
    const open = this.all().filter(({ access }) => access === 'none');
    const unknown = this.all().filter(
      ({ access }) => !['none', 'public', ...policy.actions].includes(access),
    );
    return [
      ...open.map(({ route }) => `${route} has no policy`),
      ...unknown.map(({ route, access }) => `${route} names the unknown action ${access}`),
    ];
  }
}
