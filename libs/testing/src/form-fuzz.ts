import fc from 'fast-check';
import { v4 } from 'uuid';
import type { ApiAnswer } from './api-client';
import type { PaperBrowser } from './paper-browser';

/** @throws {Error} for a fault of the server, or its inside in an answer: never right, whatever was sent */
export function assertSound(
  route: string,
  body: unknown,
  { status, text }: Pick<ApiAnswer, 'status' | 'text'>,
): void {
  const about = `${route} ${JSON.stringify(body)}: ${status} ${text.slice(0, 300)}`;
  if (status >= 500) throw new Error(about);
  if (/\bat .+\.(?:ts|js):\d+|node_modules/.test(text)) throw new Error(`a stack trace: ${about}`);
}

/** What every form of the pages has beside its own fields. */
const ownFields = ['_version', '_save', '_language', '_focus', 'query', 'correctionReason', 'samePerson'];

interface Fuzzed {
  readonly browser: PaperBrowser;
  /** `POST /cases/:case/erasure`, as the table of routes has them. */
  readonly routes: readonly string[];
  /** What stands for a parameter of an address, by name; a random id for any other. */
  readonly ids: Readonly<Record<string, string>>;
  /** Names of fields, and what is written into them. */
  readonly names: readonly string[];
  readonly word: fc.Arbitrary<string>;
}

/**
 * Sends nonsense by every form of the pages, past the guard and with the token of the session.
 * @returns the statuses it was answered with
 * @throws {Error} for a fault of the server or a stack trace
 */
export async function fuzzForms({ browser, routes, ids, names, word }: Fuzzed): Promise<Set<number>> {
  await browser.get('/search');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.page)?.[1];
  if (!csrf) throw new Error('no token of a form on the page of the search');
  const forms = routes.filter(
    route => /^POST \/(?!api\/)/.test(route) && !/sign-|account|password|language/.test(route),
  );
  if (forms.length <= 20) throw new Error(`only ${forms.length} forms`);
  const field = fc.oneof(word, fc.array(word, { maxLength: 3 }));
  const fields = fc.dictionary(fc.constantFrom(...ownFields, ...names), field, { maxKeys: 6 });
  const statuses = new Set<number>();
  for (const form of forms) {
    const url = form.replace('POST ', '').replace(/:(\w+)/g, (_, name: string) => ids[name] ?? v4());
    await fc.assert(
      fc.asyncProperty(fields, async body => {
        const { status, page } = await browser.submit(url, { ...body, _csrf: csrf, _command: v4() });
        statuses.add(status);
        assertSound(form, body, { status, text: page });
      }),
      { numRuns: 4 },
    );
  }
  return statuses;
}
