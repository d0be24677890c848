import { Injectable, Optional } from '@nestjs/common';
import type { Act } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import {
  findPersons,
  NameIndex,
  searchable,
  Vault,
  type FoundPerson,
  type Opener,
  type PersonName,
} from '@hub/vault';
import type { PersonFileRow } from '../read/person-file';
import { nameOf } from './names';
import type { Identity } from './identity';

/** Finds persons by what is known of them, across scripts and spellings; each look is in the access log. */
@Injectable()
export class Duplicates {
  constructor(
    private readonly models: ReadModels,
    private readonly vault: Vault,
    @Optional() private readonly index?: NameIndex,
  ) {}

  /** Persons the hub may know already, with the reason of the match; none when too little is known to tell. */
  async of(identity: Identity, act: Act, exclude?: string): Promise<readonly FoundPerson[]> {
    const person = nameOf(identity);
    if (!searchable(person)) return [];
    return this.find(person, 'duplicates', act, exclude);
  }

  /** @throws {VaultRefusal} `vault.search-needs-two` (422) when one component alone is given */
  search(identity: Identity, act: Act): Promise<readonly FoundPerson[]> {
    return this.find(nameOf(identity), 'search', act);
  }

  private async find(person: PersonName, mode: 'duplicates' | 'search', act: Act, exclude?: string) {
    if (!this.index) return [];
    const { actor, office, purpose = 'duplicate_check' } = act;
    const request = { actor, purpose, ...(office ? { office } : {}) };
    return findPersons(
      { index: this.index, vault: this.vault },
      {
        person,
        mode,
        request,
        read: (subject, opener) => this.read(subject, opener),
        ...(exclude ? { exclude } : {}),
      },
    );
  }

  private async read(subject: string, opener: Opener): Promise<PersonName | undefined> {
    const { rows } = await this.models.query<Pick<PersonFileRow, 'identity'>>(
      'select identity from person_file where person_id = $1 and "into" is null',
      [subject],
    );
    const identity = rows[0]?.identity;
    if (!identity) return undefined;
    const opened = await Promise.all(
      Object.entries(identity).map(async ([field, sealed]) => {
        const answer = sealed && (await opener.open(sealed.envelope, sealed.where));
        return answer && 'value' in answer ? [[field, answer.value] as const] : [];
      }),
    );
    return nameOf(Object.fromEntries(opened.flat()));
  }
}
