import type { Act } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { matchMessage, type FoundPerson } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { Duplicates } from '../person/duplicates';
import type { Identity } from '../person/identity';
import type { Words } from './words';

/** A person the hub may know already, without the name: why, and under which cases. */
export interface CandidateView {
  readonly person: string;
  readonly reasons: string;
  readonly strength: string;
  readonly cases: readonly { readonly id: string; readonly reference: string; readonly office: string }[];
}

/** Looks for persons, for the check before a registration and for the search. */
@Injectable()
export class Candidates {
  constructor(
    private readonly duplicates: Duplicates,
    private readonly models: ReadModels,
  ) {}

  async possible(identity: Identity, act: Act, words: Words): Promise<CandidateView[]> {
    return this.views(await this.duplicates.of(identity, act), words);
  }

  async matching(identity: Identity, act: Act, words: Words): Promise<CandidateView[]> {
    return this.views(await this.duplicates.search(identity, act), words);
  }

  private views(found: readonly FoundPerson[], words: Words): Promise<CandidateView[]> {
    return Promise.all(
      found.map(async ({ subject, reasons, score }) => ({
        person: subject,
        reasons: words.fmt.list(reasons.map(reason => words.t(matchMessage(reason)))),
        strength: words.fmt.percent(score, 0),
        cases: (await this.casesOf(subject)).map(row => ({ ...row, office: words.organisation(row.office) })),
      })),
    );
  }

  private async casesOf(person: string) {
    const { rows } = await this.models.query<{ id: string; reference: string; office: string }>(
      `select f.case_id as id, f.reference, f.office from case_file f join case_fact c using (case_id)
        where c.person = $1 and not f.sealed order by f.reference`,
      [person],
    );
    return rows;
  }
}
