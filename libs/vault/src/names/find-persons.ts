import { VaultRefusal } from '../refusal';
import type { Opener, ReleaseRequest } from '../release';
import type { Vault } from '../vault';
import { explainMatch, type MatchReason, proposalScore } from './explain-match';
import type { NameIndex } from './name-index';
import { duplicateKinds, searchable, type TokenKind } from './name-tokens';
import type { PersonName } from './person-name';

export interface PersonQuery {
  readonly person: PersonName;
  /** `duplicates` proposes whom the person may already be recorded as; `search` finds with less. */
  readonly mode: 'duplicates' | 'search';
  /** Who asks and why; each candidate opened is a consultation of its own. */
  readonly request: Pick<ReleaseRequest, 'purpose' | 'actor' | 'office'>;
  /** The person asked about, who is no duplicate of themselves. */
  readonly exclude?: string;
  /** Whether the asker may see this person at all; others are left out unopened. */
  readonly mayOpen?: (subject: string) => Promise<boolean>;
  /** The candidate's name, read with the opener that was released for it. */
  readonly read: (subject: string, opener: Opener) => Promise<PersonName | undefined>;
}

export interface FoundPerson {
  readonly subject: string;
  readonly reasons: readonly MatchReason[];
  readonly score: number;
  readonly kinds: readonly TokenKind[];
}

export const candidateLimit = 5;

/**
 * Looks persons up by blind tokens, opens at most five candidates and compares them in memory.
 * @throws {VaultRefusal} `vault.search-needs-two` (422): one name alone would be a way to leaf through the database
 */
export async function findPersons(
  parts: { readonly index: NameIndex; readonly vault: Vault },
  query: PersonQuery,
): Promise<FoundPerson[]> {
  if (!searchable(query.person)) throw new VaultRefusal('vault.search-needs-two', 422);
  const kinds = query.mode === 'duplicates' ? duplicateKinds : undefined;
  const wanted = await parts.vault.names.of(query.person);
  const candidates = await parts.index.find(wanted, { kinds, limit: candidateLimit + 1 });
  const found = await Promise.all(
    candidates
      .filter(({ subject }) => subject !== query.exclude)
      .slice(0, candidateLimit)
      .map(async ({ subject, kinds: shared }) => {
        const name = await openCandidate(parts.vault, query, subject);
        return name ? { subject, kinds: shared, ...explainMatch(query.person, name) } : undefined;
      }),
  );
  const atLeast = query.mode === 'duplicates' ? proposalScore : Number.MIN_VALUE;
  return found
    .filter(person => person !== undefined)
    .filter(({ score }) => score >= atLeast)
    .sort((a, b) => b.score - a.score);
}

async function openCandidate(
  vault: Vault,
  query: PersonQuery,
  subject: string,
): Promise<PersonName | undefined> {
  if (query.mayOpen && !(await query.mayOpen(subject))) return undefined;
  const resource = { kind: 'person', id: subject };
  const opener = await vault.release({ ...query.request, subject, classes: ['identity'], resource });
  return query.read(subject, opener);
}
