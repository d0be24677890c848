/**
 * The catalogues are complete: every language has every key, the same placeholders and its own plural forms, in its
 * own alphabet; every key the code names exists and every key that exists is used. Exits 1 with one line per finding.
 */
import fs from 'node:fs';
import path from 'node:path';
import { findUnknownAndUnused } from './catalogue-usage';
import { againstGlossary } from './glossary';

const root = path.resolve(__dirname, '../..');
const languages = ['en', 'sq', 'bs', 'bg', 'mk', 'ro'] as const;
type Language = (typeof languages)[number];
type Catalogue = ReadonlyMap<string, string>;

const plural = /_(zero|one|two|few|many|other)$/;
const findings: string[] = [];
const report = (finding: string) => findings.push(finding);

function read(language: Language, namespace: string): Catalogue {
  const file = path.join(root, 'i18n', language, `${namespace}.json`);
  if (!fs.existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>));
}

const stem = (key: string) => key.replace(plural, '');
// A code that ends in `_other` is no plural form: those count.
const isPlural = (catalogue: Catalogue, key: string) =>
  plural.test(key) && (catalogue.get(`${stem(key)}_other`) ?? '').includes('{{count}}');
const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\s*[\w.]+\s*\}\}|\$t\([^)]*\)/g) ?? [])].sort().join(' ');

function comparePlaceholders(where: string, key: string, source: string, text: string): void {
  // A plural form for exactly one may name the one instead of counting it, but only where "one" means 1 alone.
  if (placeholders(source) === placeholders(text)) return;
  report(`${where}: ${key} has placeholders [${placeholders(text)}], English [${placeholders(source)}]`);
}

function checkPlurals(language: Language, namespace: string, catalogue: Catalogue): void {
  const wanted = new Intl.PluralRules(language)
    .resolvedOptions()
    .pluralCategories.filter(c => c !== 'many' || language !== 'sq');
  const stems = new Set(
    [...catalogue.keys()].filter(key => plural.test(key) && isPlural(catalogue, key)).map(stem),
  );
  for (const key of stems) {
    for (const category of wanted) {
      if (!catalogue.has(`${key}_${category}`))
        report(`${language}/${namespace}: ${key} lacks the plural form ${category}`);
    }
  }
}

const cyrillic = /\p{Script=Cyrillic}/u;
/** Latin words a Cyrillic text may hold: abbreviations, codes, file types, names of standards. */
const latinAllowed =
  /\{\{[^}]*\}\}|\$t\([^)]*\)|<[^>]+>|https?:\S+|[\w.-]+@[\w.-]+|\b[A-Z][A-Za-z]*[A-Z0-9][\w.-]*\b|\b[A-Z]{1,}\b|`[^`]*`|\b(?:npm|ops|csv|json|px|xlsx|pdf|html|http|https|htcds|ctdc|glotip|iccs|isic|isced|isco|edtf|[a-z]+_[a-z_]+)\b|\b(?:Eurostat|Europol|Eurojust|Latin|Chromium|Telegram|Facebook|Instagram|WhatsApp|Viber|TikTok|Europass|Bosanski|Shqip|English|Ctrl|Enter|Tab|Home|End|PostgreSQL|EventStoreDB|Node|Rev)\b/g;

function checkAlphabet(language: Language, where: string, key: string, text: string): void {
  if (/[\u015F\u0163\u015E\u0162]/.test(text))
    report(`${where}: ${key} has a cedilla; Romanian ș and ț take a comma below`);
  const usesCyrillic = language === 'bg' || language === 'mk';
  if (!usesCyrillic && cyrillic.test(text) && !/language\.|script\./.test(key))
    report(`${where}: ${key} has Cyrillic letters`);
  if (!usesCyrillic) return;
  const rest = text.replace(latinAllowed, ' ');
  const latin = rest.match(/[A-Za-z]{2,}/);
  if (latin && !/language\.|^email|example/.test(key))
    report(`${where}: ${key} has Latin letters: ${latin[0]}`);
  if (/\p{Script=Cyrillic}[A-Za-z]|[A-Za-z]\p{Script=Cyrillic}/u.test(rest))
    report(`${where}: ${key} mixes alphabets in one word`);
  // Laws written in Cyrillic number their articles in Cyrillic: 418-г, not 418-d.
  if (/^legal\.(?:BA|BG|MK)/.test(key) && /\d-?[a-z]\b/.test(text))
    report(`${where}: ${key} numbers an article with a Latin letter`);
}

/** Texts that are rightly the same as in English. */
const sameAllowed = (text: string) =>
  !/\p{L}{4,}[^\p{L}]+(?:.*[^\p{L}])?\p{L}{4,}/u.test(
    text.replace(latinAllowed, ' ').replace(/\{\{[^}]*\}\}/g, ' '),
  );

function checkLanguage(language: Language, namespace: string, english: Catalogue): void {
  const where = `${language}/${namespace}`;
  const catalogue = read(language, namespace);
  checkPlurals(language, namespace, catalogue);
  againstGlossary(language, where, english, catalogue).forEach(report);
  const stems = new Set([...catalogue.keys()].map(key => (isPlural(catalogue, key) ? stem(key) : key)));
  for (const [key, source] of english) {
    const name = isPlural(english, key) ? stem(key) : key;
    if (!stems.has(name)) report(`${where}: ${key} is missing`);
    const text = catalogue.get(key);
    if (text === undefined) continue;
    comparePlaceholders(where, key, source, text);
    if (language !== 'en' && text === source && !sameAllowed(text))
      report(`${where}: ${key} is not translated`);
  }
  const englishStems = new Set([...english.keys()].map(key => (isPlural(english, key) ? stem(key) : key)));
  for (const [key, text] of catalogue) {
    if (!englishStems.has(isPlural(catalogue, key) ? stem(key) : key))
      report(`${where}: ${key} does not exist in English`);
    if (!text.trim()) report(`${where}: ${key} is empty`);
    checkAlphabet(language, where, key, text);
  }
}

const namespaces = fs
  .readdirSync(path.join(root, 'i18n/en'))
  .filter(file => file.endsWith('.json'))
  .map(file => path.basename(file, '.json'));

for (const namespace of namespaces) {
  const english = read('en', namespace);
  for (const language of languages) checkLanguage(language, namespace, english);
}
for (const finding of findUnknownAndUnused(
  root,
  new Map(namespaces.map(name => [name, [...read('en', name).keys()].map(stem)])),
)) {
  report(finding);
}

const keys = namespaces.reduce((sum, name) => sum + read('en', name).size, 0);
if (findings.length > 0) {
  process.stderr.write(`${findings.join('\n')}\n${findings.length} findings in the catalogues\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`catalogues: ${keys} keys in ${languages.length} languages complete\n`);
}
