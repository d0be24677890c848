import fs from 'node:fs';
import path from 'node:path';
import type { Translator } from '@hub/platform';
import type nunjucks from 'nunjucks';
import { environmentFor, installationRoot } from './environment';
import { languages, type Frame } from './frame';

interface Assets {
  readonly style: string;
  readonly script: string;
}

function assetsOf(root: string): Assets {
  const file = path.join(root, 'dist/public/assets.json');
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: run npm run build`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Assets;
}

/** Renders pages: one environment per language, made when the language is first asked for. */
export class Pages {
  private readonly environments = new Map<string, nunjucks.Environment>();
  private assets?: Assets;

  constructor(
    readonly translator: Translator,
    private readonly views: readonly string[],
    private readonly root = installationRoot(),
  ) {}

  /** @throws when a template names something that the model does not have */
  render(view: string, frame: Frame, model: object): string {
    this.assets ??= assetsOf(this.root);
    return this.environment(frame.lang).render(view, {
      ...model,
      frame,
      languages: languages.map(language => ({ ...language, current: language.code === frame.lang })),
      assets: this.assets,
    });
  }

  private environment(lang: string): nunjucks.Environment {
    const known = this.environments.get(lang);
    if (known) return known;
    const fresh = environmentFor(this.translator, lang, this.views, this.root);
    this.environments.set(lang, fresh);
    return fresh;
  }
}
