/** Where an object lies, seen from who asks. */
export const places = ['mine', 'of my office', 'of my county', 'foreign'] as const;
export type Place = (typeof places)[number];

export const states = ['open', 'sealed', 'restricted'] as const;
export type State = (typeof states)[number];

/**
 * What a cell of a matrix of rights says of an object, read without the code of the decision.
 * @param cell `office, own+sealed`: reaches separated by commas, `+` for what they reach besides open objects
 */
export function isReached(cell: string | undefined, place: Place, state: State): boolean {
  const reaches = (cell ?? '').split(',').map(reach => reach.trim().split('+'));
  return reaches.some(([scope, ...also]) => {
    const near =
      scope === 'all' ||
      (scope === 'own' && place === 'mine') ||
      (scope === 'office' && ['mine', 'of my office'].includes(place)) ||
      (scope === 'county' && place !== 'foreign');
    return near && (state === 'open' || also.includes(state));
  });
}

/** A purpose with which to ask; under restriction only the person's own rights and legal duties are one. */
export function purposeOf(open: readonly string[] | undefined, state: State): string | undefined {
  return state === 'restricted' && open?.includes('right_of_the_person') ? 'right_of_the_person' : open?.[0];
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * Whether access was given: the handler was reached, whatever it then said.
 * @throws when the server failed, which is no answer to a question about rights
 */
export function wasGiven({ status, body, headers }: Answer): boolean {
  const { type: code = '' } = (body ?? {}) as { type?: string };
  if (status >= 500) throw new Error(`${status} ${code}`);
  if (status === 401 || status === 403) return false;
  if (status === 404) return !code.startsWith('access.') && code !== '';
  return !(status === 303 && String(headers.location).startsWith('/sign-in'));
}

/** What an answer shows of an object, without the ids that were asked for and what differs from request to request. */
export function unseen(
  answer: Answer & { readonly text: string },
  asked: { readonly case: string; readonly person: string },
): string {
  const text = [asked.case, asked.person].reduce((whole, id) => whole.replaceAll(id, ''), answer.text);
  return `${answer.status} ${text.replace(/name="_(?:csrf|command)" value="[^"]*"/g, '')}`;
}

export interface Surface {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
}

/**
 * The routes of a running server by the action they need. Pages take what is sent to them as forms, with a token of
 * their own: of pages only the paths of reading are here.
 */
export function surfacesByAction(
  routes: readonly { readonly route: string; readonly access: string }[],
): ReadonlyMap<string, readonly Surface[]> {
  const surfaces = new Map<string, Surface[]>();
  for (const { route, access } of routes) {
    const [method = '', url = ''] = route.split(' ');
    if (!['GET', 'POST', 'PUT'].includes(method) || (method !== 'GET' && !url.startsWith('/api/'))) continue;
    surfaces.set(access, [...(surfaces.get(access) ?? []), { method: method as Surface['method'], url }]);
  }
  return surfaces;
}
