import fs from 'node:fs';
import path from 'node:path';
import nunjucks from 'nunjucks';
import type { Words } from './words';

/** `dist/libs/web/src/page` and `libs/web/src/page` both lie below the directory that holds package.json. */
export function installationRoot(from = __dirname): string {
  for (let directory = from; ; directory = path.dirname(directory)) {
    const here = path.join(directory, 'package.json');
    if (fs.existsSync(here) && fs.existsSync(path.join(directory, 'i18n'))) return directory;
    if (directory === path.dirname(directory)) throw new Error('package.json of the hub not found');
  }
}

/** Views and components are found in this order: the context's own pages, the page kit, govuk-frontend. */
function viewPaths(root: string, own: readonly string[]): string[] {
  return [...own, path.join(root, 'libs/web/views'), path.join(root, 'node_modules/govuk-frontend/dist')];
}

/** The few words the script in the browser says; everything else is said by the server. */
const scriptWords = (words: Words) => ({
  saving: words.t('web:draft.saving'),
  connectionLost: words.t('web:draft.connection-lost'),
  noResults: words.t('web:autocomplete.none'),
  assistiveHint: words.t('web:autocomplete.hint'),
  showPassword: words.t('web:password.show'),
  hidePassword: words.t('web:password.hide'),
  passwordShown: words.t('web:password.shown'),
  passwordHidden: words.t('web:password.hidden'),
});

/**
 * One Nunjucks environment for a language: imported macros do not see the render context but do see globals, so the
 * words must be globals. A name that is not defined is an error, never an empty place.
 */
export function environmentFor(words: Words, views: readonly string[], root = installationRoot()): nunjucks.Environment {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(viewPaths(root, views)), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addGlobal('t', (key: string, params?: Record<string, unknown>) => words.t(key, params));
  environment.addGlobal('lang', words.lang);
  environment.addGlobal('fmt', words);
  environment.addGlobal('now', () => new Date().toISOString());
  environment.addGlobal('scriptWords', () => JSON.stringify(scriptWords(words)));
  return environment;
}
