/** Languages without a catalogue of their own are served by their nearest relative. */
const relatives: Readonly<Record<string, readonly string[]>> = {
  hr: ['bs'],
  sr: ['bs'],
  cnr: ['bs'],
  sh: ['bs'],
  me: ['bs'],
  mo: ['ro'],
};

/** The tag as BCP 47 spells it (`sr-Latn`, `sq-XK`), or undefined for what is no tag. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Catalogues to look into, nearest first: `sq-XK` → `sq` → `en`, `sr-Cyrl-RS` → `sr-Cyrl` → `sr` → `bs` → `en`. */
export function catalogueChain(tag: string, withEnglish = true): string[] {
  const parts = (canonical(tag) ?? '').split('-').filter(Boolean);
  const own = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const chain = [...own, ...(relatives[parts[0] ?? ''] ?? []), ...(withEnglish ? ['en'] : [])];
  return [...new Set(chain)];
}

/** Tags of an `Accept-Language` header, most wanted first; at most 20, however long the header is. */
export function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .slice(0, 20)
    .map(entry => {
      const [tag = '', ...parameters] = entry.split(';').map(part => part.trim());
      const quality = parameters.find(parameter => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0 && quality <= 1)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
