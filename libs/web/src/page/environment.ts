import fs from 'node:fs';
import path from 'node:path';
import type { Translator } from '@hub/platform';
import nunjucks from 'nunjucks';

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
const scriptWords = (t: (key: string) => string) => ({
  saving: t('web:draft.saving'),
  connectionLost: t('web:draft.connection-lost'),
  sessionEnded: t('web:draft.session-ended'),
  noResults: t('web:autocomplete.none'),
  assistiveHint: t('web:autocomplete.hint'),
  showPassword: t('web:password.show'),
  hidePassword: t('web:password.hide'),
  passwordShown: t('web:password.shown'),
  passwordHidden: t('web:password.hidden'),
});

/**
 * One Nunjucks environment for a language: imported macros do not see the render context but do see globals, so the
 * words must be globals. A name that is not defined is an error, never an empty place.
 */
export function environmentFor(
  translator: Translator,
  lang: string,
  views: readonly string[],
  root = installationRoot(),
): nunjucks.Environment {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(viewPaths(root, views)), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const t = (key: string, params?: Record<string, unknown>) => translator.t(lang, key, params);
  environment.addGlobal('t', t);
  environment.addGlobal('lang', lang);
  environment.addGlobal('fmt', translator.formats(lang));
  environment.addGlobal('now', () => new Date().toISOString());
  environment.addGlobal('scriptWords', () => JSON.stringify(scriptWords(t)));
  return environment;
}
