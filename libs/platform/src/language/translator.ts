import fs from 'node:fs';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import { Formats } from './formats';
import { acceptedLanguages, catalogueChain } from './negotiation';

export type MessageParams = Readonly<Record<string, unknown>>;

/** The directory of the catalogues, found upwards from the sources or from the build. */
function catalogueDirectory(): string {
  for (let directory = __dirname; ; directory = path.dirname(directory)) {
    const candidate = path.join(directory, 'i18n');
    if (fs.existsSync(path.join(candidate, 'en'))) return candidate;
    if (path.dirname(directory) === directory) throw new Error('No i18n directory above the program');
  }
}

function readCatalogues(directory: string): Record<string, Record<string, Record<string, string>>> {
  const languages = fs
    .readdirSync(directory)
    .filter(name => fs.statSync(path.join(directory, name)).isDirectory());
  const read = (language: string, file: string) =>
    JSON.parse(fs.readFileSync(path.join(directory, language, file), 'utf8')) as Record<string, string>;
  return Object.fromEntries(
    languages.map(language => {
      const files = fs.readdirSync(path.join(directory, language)).filter(file => file.endsWith('.json'));
      return [
        language,
        Object.fromEntries(files.map(file => [path.basename(file, '.json'), read(language, file)])),
      ];
    }),
  );
}

/** `victims.case.already-closed` is key `case.already-closed` of namespace `victims`. */
const keyOf = (code: string) => code.replace('.', ':');

/** The words of the hub in every language it has a catalogue for. */
export class Translator {
  /** Languages with a catalogue, English first. */
  readonly languages: readonly string[];
  private readonly engine: i18n;
  private readonly formatsOf = new Map<string, Formats>();

  private constructor(
    catalogues: ReturnType<typeof readCatalogues>,
    private readonly timeZone: string,
    strict: boolean,
  ) {
    this.languages = Object.keys(catalogues).sort((a, b) => Number(b === 'en') - Number(a === 'en'));
    this.engine = i18next.createInstance();
    const missing = (key: string) => {
      if (strict) throw new Error(`No text for ${key}`);
      return key;
    };
    void this.engine.init({
      resources: catalogues,
      initAsync: false,
      lng: 'en',
      fallbackLng: code => catalogueChain(code ?? 'en'),
      load: 'currentOnly',
      keySeparator: false,
      nsSeparator: ':',
      returnNull: false,
      interpolation: { escapeValue: false }, // the page kit escapes, and problem documents are JSON
      parseMissingKeyHandler: missing,
      missingInterpolationHandler: (_text, value: string[]) => {
        if (strict) throw new Error(`No value for ${value[0] ?? 'a placeholder'}`);
        return '';
      },
    });
  }

  /**
   * Reads all catalogues. `strict` makes a missing text or value an error (the default in tests); otherwise the key
   * itself is shown.
   */
  static load(options: { directory?: string; timeZone?: string; strict?: boolean } = {}): Translator {
    const strict = options.strict ?? process.env.JEST_WORKER_ID !== undefined;
    return new Translator(
      readCatalogues(options.directory ?? catalogueDirectory()),
      options.timeZone ?? 'Europe/Tirane',
      strict,
    );
  }

  /** The text of `namespace:key`; `count` in the params chooses the plural form. */
  t(language: string, key: string, params: MessageParams = {}): string {
    return this.engine.t(key, { ...params, lng: language });
  }

  /** Whether `namespace:key` has a text, in the language or one it falls back to. */
  has(language: string, key: string): boolean {
    return this.engine.exists(key, { lng: language }) || this.engine.exists(key, { lng: language, count: 1 });
  }

  /** The message of a stable code like `victims.case.already-closed`, or undefined when it has none. */
  message(language: string, code: string, params: MessageParams = {}): string | undefined {
    const key = keyOf(code);
    return this.has(language, key) ? this.t(language, key, params) : undefined;
  }

  /**
   * The language with a catalogue that serves an `Accept-Language` header best.
   * @param preferred what the person chose, e.g. the `lang` cookie; wins when it is known
   */
  negotiate(acceptLanguage: string | undefined, preferred?: string): string {
    const wanted = [...(preferred ? [preferred] : []), ...acceptedLanguages(acceptLanguage ?? '')];
    for (const tag of wanted) {
      if (tag === '*') break;
      const found = catalogueChain(tag, false).find(candidate => this.languages.includes(candidate));
      if (found) return found;
    }
    return 'en';
  }

  /** Dates, numbers, lists and order of a language, in the time zone of the installation. */
  formats(language: string): Formats {
    const known = this.formatsOf.get(language);
    if (known) return known;
    const formats = new Formats(language, this.timeZone, (key, params) => this.t(language, key, params));
    this.formatsOf.set(language, formats);
    return formats;
  }
}
