import type { CodeList, Unit } from '../model';
import { namedInCatalogue } from '../shared/geography';

/**
 * Where the text for a code comes from: a key of the catalogues, the names of countries and languages in CLDR, or a
 * proper name that is data of the jurisdiction.
 */
export type CodeLabel =
  | { readonly key: string }
  | { readonly region: string }
  | { readonly language: string }
  | { readonly name: string; readonly names?: Readonly<Record<string, string>> };

const missing: ReadonlySet<string> = new Set(['unknown', 'refused', 'not_applicable']);

export function codeLabelOf(list: CodeList, code: string): CodeLabel {
  if (missing.has(code)) return { key: `codebook-shared:missing.${code}` };
  const own = { key: `codebook-${list.part}:${list.labels ?? `list.${list.name}`}.${code}` };
  if (list.name === 'country') return namedInCatalogue.has(code) ? own : { region: code };
  if (list.name === 'language') return namedInCatalogue.has(code) ? own : { language: code };
  return own;
}

export const unitLabel = ({ name, names }: Unit): CodeLabel => (names ? { name, names } : { name });

const displayNames = new Map<string, Intl.DisplayNames>();

function display(type: 'region' | 'language', code: string, language: string): string {
  const key = `${type} ${language}`;
  const names = displayNames.get(key) ?? new Intl.DisplayNames([language, 'en'], { type });
  displayNames.set(key, names);
  return names.of(code) ?? code;
}

/** The text of a label in a language; `translate` looks a key up in the catalogues. */
export function labelText(label: CodeLabel, language: string, translate: (key: string) => string): string {
  if ('key' in label) return translate(label.key);
  if ('region' in label) return display('region', label.region, language);
  if ('language' in label) return display('language', label.language, language);
  return label.names?.[language] ?? label.name;
}
