import { Routes } from '@hub/access';
import type { RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';

/** Addresses that are no screens of their own: files, machines, and what only changes the language. */
const noScreen = /^\/(api|assets|health|language|docs)\b|\.(csv|json|yaml)\b|\/(file|csv|export\.\w+)$/;

const asPattern = (route: string) => new RegExp(`^${route.replace(/:[^/]+/g, '[^/]+')}$`);

/** A screen as somebody reached it by links alone. */
export interface Screen {
  readonly route: string;
  readonly address: string;
  readonly role: string;
}

/** Follows the links from the home page of each role until no screen is left that was not seen. */
export async function crawl(
  server: RunningServer,
  roles: readonly string[],
): Promise<{ screens: Screen[]; readers: ReadonlyMap<string, PaperBrowser> }> {
  const routes = server.app
    .get(Routes, { strict: false })
    .all()
    .flatMap(({ route }) => (/^GET (.*)$/.exec(route) ?? []).slice(1))
    .filter(route => !noScreen.test(route))
    // The literal before the parameter: `/cases/new` is not `/cases/:case`.
    .sort((one, other) => one.split(':').length - other.split(':').length);
  const routeOf = (address: string) => {
    const [path = ''] = address.split('?');
    return routes.find(route => asPattern(route).test(path));
  };
  const seen = new Map<string, Screen>();
  const readers = new Map<string, PaperBrowser>();
  for (const role of roles) {
    const reader = await new PaperBrowser(server).signIn(role, 'en');
    readers.set(role, reader);
    const queue = ['/', '/account', '/account/password', '/password-again'];
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      const route = routeOf(address);
      if (route === undefined || seen.has(`${role} ${route}`)) continue;
      await reader.get(address);
      if (reader.status !== 200 || (!reader.page.startsWith('<!DOCTYPE') && !reader.page.includes('<html')))
        continue;
      seen.set(`${role} ${route}`, { route, address: reader.address, role });
      queue.push(...reader.links(/^\/(?![/])/));
    }
  }
  const once = new Map<string, Screen>();
  for (const screen of seen.values()) if (!once.has(screen.route)) once.set(screen.route, screen);
  return { screens: [...once.values()], readers };
}
