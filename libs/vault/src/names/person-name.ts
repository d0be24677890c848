import { foldName } from './fold';

/** A name as it was recorded, with what is known of the birth. */
export interface PersonName {
  readonly given?: string;
  readonly family?: string;
  /** Earlier surnames, aliases, other spellings. One word alone is a family name. */
  readonly otherNames?: readonly (string | { readonly given?: string; readonly family?: string })[];
  /** EDTF: `1999`, `1999-05`, `1999-05-17`; anything less exact counts as unknown. */
  readonly birth?: string;
}

export interface Birth {
  readonly year?: string;
  readonly month?: string;
  readonly day?: string;
}

/** One way the person may be named: folded, with the parts of double names beside the whole. */
export interface FoldedName {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

export function parseBirth(birth = ''): Birth {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?$/.exec(birth) ?? [];
  return { year, month, day };
}

/** The name itself first, then the other names, each completed by what it leaves out. */
export function namesOf({
  given,
  family,
  otherNames = [],
}: PersonName): { given?: string; family?: string }[] {
  const others = otherNames.map(other => {
    if (typeof other !== 'string') return { given: other.given ?? given, family: other.family ?? family };
    const words = other.trim().split(/\s+/);
    const last = words.pop();
    return { given: words.length > 0 ? words.join(' ') : given, family: last };
  });
  return [{ given, family }, ...others];
}

const separators = /[\s\-–]+/u;

/** The whole folded, and each part of a double name that is more than an initial. */
function foldParts(name: string | undefined, part: 'given' | 'family'): string[] {
  if (!name) return [];
  const words = name.split(separators).filter(word => word.length > 2);
  const folded = [name, ...(words.length > 1 ? words : [])].map(word => foldName(word, part));
  return [...new Set(folded)].filter(fold => fold !== '');
}

export function foldedNames(person: PersonName): FoldedName[] {
  return namesOf(person).map(({ given, family }) => ({
    given: foldParts(given, 'given'),
    family: foldParts(family, 'family'),
  }));
}
