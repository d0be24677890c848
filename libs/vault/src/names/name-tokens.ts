import { createHmac } from 'node:crypto';
import type { KeyRing } from '../key-ring';
import { consonantSkeleton, foldName } from './fold';
import { type Birth, foldedNames, parseBirth, type PersonName } from './person-name';

/**
 * Kinds of tokens, each under a key of its own. All are compounds of at least two components, so that no token
 * is frequent enough to tell a common name. The first six propose duplicates; the rest serve a search that
 * knows less.
 */
export const tokenKinds = {
  a: 'names-and-date',
  b: 'skeletons-and-year',
  c: 'sorted-names-and-year',
  d: 'family-and-date',
  e: 'given-and-date',
  f: 'skeletons-and-unordered-date',
  g: 'given-and-family',
  h: 'family-and-year',
  i: 'given-and-year',
} as const;
export type TokenKind = keyof typeof tokenKinds;
export const duplicateKinds: readonly TokenKind[] = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What a token may be made of; a kind that needs what is not known is left out. */
interface Components extends Birth {
  readonly given?: string;
  readonly family?: string;
  readonly date?: string;
  readonly skeletons?: string;
  readonly sorted?: string;
  readonly dayAndMonth?: string;
}

const recipes: Readonly<Record<TokenKind, (of: Components) => readonly (string | undefined)[]>> = {
  a: of => [of.given, of.family, of.date],
  b: of => [of.skeletons, of.year],
  c: of => [of.sorted, of.year],
  d: of => [of.family, of.date],
  e: of => [of.given, of.date],
  f: of => [of.skeletons, of.dayAndMonth, of.year],
  g: of => [of.given, of.family],
  h: of => [of.family, of.year],
  i: of => [of.given, of.year],
};
const kinds = Object.keys(recipes) as TokenKind[];

const sorted = (...parts: string[]) => parts.sort().join('+');

function components(given: string | undefined, family: string | undefined, birth: Birth): Components {
  const { year, month, day } = birth;
  const known = month !== undefined && day !== undefined;
  const both = given !== undefined && family !== undefined;
  return {
    given,
    family,
    year,
    date: known ? `${year}-${month}-${day}` : undefined,
    dayAndMonth: known ? sorted(day, month) : undefined,
    skeletons: both ? sorted(consonantSkeleton(given), consonantSkeleton(family)) : undefined,
    sorted: both ? sorted(foldName(given, 'family'), family) : undefined,
  };
}

const orNone = (parts: readonly string[]) => (parts.length > 0 ? parts : [undefined]);

/** Every combination of what the person is called, with the birth. */
function combinations(person: PersonName): Components[] {
  const birth = parseBirth(person.birth);
  return foldedNames(person).flatMap(({ given, family }) =>
    orNone(given).flatMap(one => orNone(family).map(other => components(one, other, birth))),
  );
}

/** Number of components a search must have: both names, or one name and the date or year of birth. */
export function searchable({ given, family, birth }: PersonName): boolean {
  return [given, family, parseBirth(birth).year].filter(part => part).length >= 2;
}

const subject = 'index:names';

/** Makes tokens from names under the current root key of this database; see also `rotate`. */
export class NameTokens {
  private keys?: { readonly id: string; readonly byKind: ReadonlyMap<string, Buffer> };

  constructor(private readonly ring: KeyRing) {}

  /**
   * The blind tokens of a person, for the sealed part of an event or for a search. Two databases never share
   * one, and neither do two kinds.
   */
  async of(person: PersonName): Promise<string[]> {
    const { id, byKind } = await this.current();
    const tokens = combinations(person).flatMap(of =>
      kinds.flatMap(kind => {
        const parts = recipes[kind](of);
        if (parts.includes(undefined)) return [];
        const mac = createHmac('sha256', byKind.get(kind) ?? '').update(parts.join('|'));
        return `${id}${kind}.${mac.digest().toString('base64url', 0, 16)}`;
      }),
    );
    return [...new Set(tokens)];
  }

  /**
   * A blind token of a whole text that is looked up by equality alone, a court's file number say. Spaces and capitals
   * make no difference.
   * @param use tells apart texts of different kinds: equal ones of two kinds have different tokens
   */
  async exact(use: string, text: string): Promise<string> {
    const root = await this.ring.current(subject, 'index');
    const whole = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
    const mac = createHmac('sha256', root.derive(`exact-index|${use}`)).update(whole);
    return `${root.id.slice(0, 8)}x.${mac.digest().toString('base64url', 0, 16)}`;
  }

  /** Whether tokens were made under the current root; if not, the index makes them anew from the name. */
  async areCurrent(tokens: readonly string[]): Promise<boolean> {
    const { id } = await this.current();
    return tokens.every(token => token.startsWith(id));
  }

  /** A new root key: from now on tokens differ, and the index must be rebuilt. */
  async rotate(): Promise<void> {
    await this.ring.renew(subject, 'index');
    this.keys = undefined;
  }

  private async current() {
    const root = await this.ring.current(subject, 'index');
    const id = root.id.slice(0, 8);
    if (this.keys?.id !== id) {
      this.keys = { id, byKind: new Map(kinds.map(kind => [kind, root.derive(`name-index|${kind}`)])) };
    }
    return this.keys;
  }
}

/** The kind a token is of. */
export const kindOf = (token: string) => token.charAt(8) as TokenKind;
