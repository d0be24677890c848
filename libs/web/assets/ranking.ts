/** Lower case without marks: whoever types `shqiperi` means `Shqipëri`. */
const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** How well an option answers what was typed, the best first; `undefined`: not at all. */
function rankOf(option: string, typed: string): number | undefined {
  // A long list is numbered: `12 Italy`.
  const [, number = '', name = ''] = /^(?:(\d+) )?(.*)$/s.exec(option) ?? [];
  const place = name.indexOf(typed);
  if (number === typed) return 0;
  if (place === 0 || (number !== '' && number.startsWith(typed))) return 1;
  if (name.split(/[^\p{Letter}\p{Number}]+/u).some(word => word.startsWith(typed))) return 2;
  return place > 0 || option.includes(typed) ? 3 : undefined;
}

/**
 * The options that answer what was typed: the one of that number, those that begin with it, those with a word that
 * does, those that contain it; among equals the order of the list. All of them while nothing is typed.
 */
export function ranked(options: readonly string[], query: string): string[] {
  const typed = folded(query.trim());
  return options
    .map(option => ({ option, rank: rankOf(folded(option), typed) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ option }) => option);
}
