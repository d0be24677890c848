import terms from './glossary-terms.json';

type Language = 'sq' | 'bs' | 'bg' | 'mk' | 'ro';
type Texts = ReadonlyMap<string, string>;

/** Letters of any alphabet count as parts of a word, which `\b` of the standard does not know. */
const bounded = (source: string) =>
  new RegExp(source.replaceAll('\\b', '(?:(?<![\\p{L}])(?=[\\p{L}])|(?<=[\\p{L}])(?![\\p{L}]))'), 'iu');

const forbidden = Object.fromEntries(
  Object.entries(terms.forbidden).map(([language, source]) => [language, bounded(source)]),
);

/** Words of the field are the glossary's in every language, and words that judge or belittle stand nowhere. */
export function againstGlossary(language: string, where: string, english: Texts, texts: Texts): string[] {
  const findings: string[] = [];
  const bad = forbidden[language];
  // The name of a button is checked where it stands, not where a sentence quotes it.
  const own = (text: string) => text.replace(/\$t\([^)]*\)/g, ' ');
  for (const [key, text] of texts) {
    const found = bad?.exec(text);
    if (found) findings.push(`${where}: ${key} says "${found[0]}"`);
  }
  if (language === 'en') return findings;
  for (const { term, ...stems } of terms.required) {
    const asked = new RegExp(term, 'i');
    const stem = new RegExp(stems[language as Language], 'i');
    for (const [key, source] of english) {
      const text = texts.get(key);
      if (text !== undefined && asked.test(own(source)) && !stem.test(text))
        findings.push(`${where}: ${key} lacks the glossary's word for ${term.replaceAll('\\b', '')}`);
    }
  }
  return findings;
}
