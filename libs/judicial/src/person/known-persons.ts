import { Injectable, Optional } from '@nestjs/common';
import type { Act } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import {
  findPersons,
  NameIndex,
  openName,
  searchable,
  Vault,
  type FoundPerson,
  type Opener,
  type PersonName,
} from '@hub/vault';
import type { PersonRecord } from '../read/case-tables';
import type { Identity } from './events';
import { nameOf, partOf } from './names';
import { officialNumberTokens } from '../case/official-number';

/** Somebody the database may know already. */
export interface KnownPerson {
  /** Record the person counts as. */
  readonly person: string;
  readonly reasons: FoundPerson['reasons'];
  /** 0 to 1. */
  readonly score: number;
}

type Candidate = Pick<PersonRecord, 'id' | 'identity' | 'into_person'>;

/** Finds suspects by what is known of them, across scripts and spellings; each look stands in the access log. */
@Injectable()
export class KnownPersons {
  constructor(
    private readonly models: ReadModels,
    private readonly vault: Vault,
    @Optional() private readonly index?: NameIndex,
  ) {}

  /** Whom a new suspect may already be recorded as; nobody when too little is known to tell. */
  async like(identity: Identity, act: Act): Promise<readonly KnownPerson[]> {
    const person = nameOf(identity);
    return searchable(person) ? this.find(person, 'duplicates', act) : [];
  }

  /** @throws {VaultRefusal} `vault.search-needs-two` (422): one name alone would be a way to leaf through the database */
  search(identity: Identity, act: Act): Promise<readonly KnownPerson[]> {
    return this.find(nameOf(identity), 'search', act);
  }

  /** Ids of the cases with this official number, sealed ones among them: who may see which is the caller's to ask. */
  async casesNumbered(number: string): Promise<readonly string[]> {
    const tokens = await officialNumberTokens(this.vault, number);
    const found = (await this.index?.find(tokens)) ?? [];
    return found.map(({ subject }) => subject);
  }

  private async find(person: PersonName, mode: 'duplicates' | 'search', act: Act): Promise<KnownPerson[]> {
    if (!this.index) return [];
    const { actor, office, purpose = 'proceedings' } = act;
    const candidates = new Map<string, Candidate>();
    const found = await findPersons(
      { index: this.index, vault: this.vault },
      {
        person,
        mode,
        request: { actor, purpose, ...(office !== undefined && { office }) },
        mayOpen: async subject => {
          const candidate = await this.candidate(subject);
          if (candidate) candidates.set(subject, candidate);
          return candidate !== undefined;
        },
        read: (subject, opener) => readName(candidates.get(subject), opener),
      },
    );
    return oncePerPerson(found, candidates);
  }

  /**
   * Records that may be proposed: not those whose processing is restricted (Directive (EU) 2016/680 art. 16(3)), nor
   * those whose being suspects is itself sealed.
   */
  private async candidate(subject: string): Promise<Candidate | undefined> {
    const { rows } = await this.models.query<Candidate>(
      `select r.id, r.identity, r.into_person from person_record r
        where r.id = $1 and r.identity is not null and not r.restricted and not r.forgotten
          and not exists (select from case_file f where f.id = any (r.cases) and f.sealed)`,
      [subject],
    );
    return rows[0];
  }
}

function readName(candidate: Candidate | undefined, opener: Opener): Promise<PersonName> {
  const sealed = Object.entries(candidate?.identity ?? {}).flatMap(([field, value]) => {
    const part = partOf(field);
    return part === undefined ? [] : [[part, value] as const];
  });
  return openName(Object.fromEntries(sealed), opener);
}

/** Records merged into one propose that one, for the strongest reasons. */
function oncePerPerson(
  found: readonly FoundPerson[],
  candidates: ReadonlyMap<string, Candidate>,
): KnownPerson[] {
  const known = new Map<string, KnownPerson>();
  for (const { subject, reasons, score } of found) {
    const person = candidates.get(subject)?.into_person ?? subject;
    const before = known.get(person);
    if (!before || before.score < score) known.set(person, { person, reasons, score });
  }
  return [...known.values()];
}
