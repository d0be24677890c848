import { recordable } from './fact-forms';
import type { PageQuery } from './page-query';
import type { Words } from './words';

const known = new Set([
  'opened',
  'suspect',
  'identity',
  'section',
  'section-shortened',
  'corrected',
  'correction-requested',
  'correction-settled',
  'draft-discarded',
]);

/** What was just done, as the notice at the top says it. */
export function noticeOf({ done }: PageQuery, words: Words): string {
  if (done === undefined) return '';
  if (known.has(done)) return words.t(`judicial-pages:done.${done}`);
  const fact = recordable.find(({ name }) => name === done)?.fact;
  if (fact === undefined) return '';
  return words.t('judicial-pages:done.recorded', { what: words.t(`judicial-pages:fact.${fact}`) });
}
