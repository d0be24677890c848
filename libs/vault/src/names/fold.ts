import { letters, rules } from './letters';

/** Given names keep their last letter (Ivan is not Ivana), family names lose the ending of the sex. */
export type NamePart = 'given' | 'family';

/**
 * How one spelling may be read. The first reading is the canonical one; a letter with a diacritic, or a letter
 * of the other script, has fewer readings than the bare letter somebody typed instead of it.
 */
const readings: Readonly<Record<string, readonly string[]>> = {
  D: ['d', 'g'], // đ ѓ ђ џ xh gj dž: typed as d, or as g
  B: ['d', 'di', 'g'], // dj
  S: ['d', 'z'], // ѕ and Albanian x: dz or z
  C: ['c', 'k'], // bare c: č ć ç without their mark, or the Romanian k
  Q: ['c'],
  T: ['c', 't'], // ț: as ц, or typed bare
  L: ['l', 'li'], // lj: Ljubica, Lubica, Liljana, Liliana
  X: ['ks', 'd'], // Alexandru, or Hoxa
  A: ['a', 'e'], // ă
  I: ['a', 'i'], // â and î are one sound
  U: ['a', 'u'], // ъ
};
const symbols = Object.keys(readings);

/** Spellings of one name that no rule of letters joins. */
const spellings: readonly (readonly [pattern: RegExp, name: string])[] = [[/^m[uo]ham[ae]t$/, 'muhamet']];

/** The sounds of a name, ambiguous ones still open. Everything that is no letter is left out. */
function sounds(name: string): string {
  const spelled = Array.from(
    name.normalize('NFC').toLowerCase(),
    letter => letters[letter] ?? bare(letter),
  ).join('');
  return rules.reduce((text, [pattern, sound]) => text.replace(pattern, sound), spelled);
}

/** A letter without its marks; nothing for what is no letter. */
function bare(letter: string): string {
  const plain = letter.normalize('NFD').replace(/\P{L}/gu, '');
  return plain === letter ? plain : Array.from(plain, part => letters[part] ?? part).join('');
}

function finish(read: string, part: NamePart): string {
  const single = read.replace(/(.)\1+/g, '$1');
  const whole = part === 'family' ? withoutSex(single) : single;
  const known = whole.replace(/d$/, 't'); // Ahmed, Ahmet
  return spellings.find(([pattern]) => pattern.test(known))?.[1] ?? known;
}

/** -ov/-ova, -ev/-eva, -in/-ina, -ski/-ska, -cki/-cka */
const withoutSex = (name: string) => name.replace(/(?<=..(?:[oe]v|in))a$/, '').replace(/(?<=..[sc]k)a$/, 'i');

/** One key for the spellings of a name across the region and both scripts. Never stored, never shown. */
export function foldName(name: string, part: NamePart = 'given'): string {
  const canonical = sounds(name).replace(/[A-Z]/g, symbol => readings[symbol]?.[0] ?? '');
  return finish(canonical, part);
}

/** All keys a spelling may stand for; two spellings are of the same name when they share one. */
export function nameReadings(name: string, part: NamePart = 'given'): ReadonlySet<string> {
  let open = [sounds(name)];
  for (const symbol of symbols) {
    open = open.flatMap(text =>
      text.includes(symbol) ? (readings[symbol] ?? []).map(sound => text.replaceAll(symbol, sound)) : [text],
    );
  }
  return new Set(open.map(read => finish(read, part)));
}

/** Whether two spellings may be of the same name. */
export function sameName(a: string, b: string, part: NamePart = 'given'): boolean {
  const of = nameReadings(a, part);
  for (const reading of nameReadings(b, part)) if (reading !== '' && of.has(reading)) return true;
  return false;
}

/**
 * The consonants of a name, c and k as one, with its first letter: joins what typing errors in vowels part. It
 * joins different names too (Ana, Ina), so it serves only together with a date and never decides.
 */
export function consonantSkeleton(name: string, part: NamePart = 'given'): string {
  const fold = foldName(name, part).replaceAll('k', 'c');
  return (
    fold.charAt(0).replace(/[aeiou]/, 'a') +
    fold
      .slice(1)
      .replace(/[aeiou]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}
