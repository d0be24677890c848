import type { HubRequest, Routes } from '@hub/access';
import type { KeptForm } from './kept-form';

/** Model of the page that asks for the password once more. */
export const passwordAgain = (given: { next: string; kept?: KeptForm; problem?: string }) => ({
  next: /^\/password-again\b/.test(given.next) ? '/' : given.next,
  kept: given.kept ? JSON.stringify(given.kept) : '',
  problems: given.problem ? [{ text: given.problem, href: '#password' }] : [],
});

const shorter = (path: string) => path.replace(/\/[^/]*$/, '');

/**
 * The page a form came from, without asking the browser (it tells nobody where it was): the nearest address above
 * the form's own that can be read.
 */
export function pageOfForm(request: HubRequest, routes: Routes): string {
  const pages = new Set(routes.all().map(({ route }) => route));
  const [path = '', query] = request.url.split('?');
  let address = path;
  let pattern = request.routeOptions.url ?? '';
  while (pattern !== '' && !pages.has(`GET ${pattern}`)) {
    address = shorter(address);
    pattern = shorter(pattern);
  }
  if (address === path) return query === undefined ? path : request.url;
  return address || '/';
}
