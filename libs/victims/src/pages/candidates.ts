import type { Reach } from '@hub/access';
import type { Act } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { matchMessage, type FoundPerson } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { Duplicates } from '../person/duplicates';
import type { Identity } from '../person/identity';
import { Conditions } from '../read/reach-sql';
import type { Words } from './words';

/** A person the hub may know already, without the name: why, under which cases, and whom else to ask. */
export interface CandidateView {
  readonly person: string;
  readonly reasons: string;
  readonly strength: string;
  /** Within reach of who asks. */
  readonly cases: readonly { readonly id: string; readonly reference: string; readonly office: string }[];
  /** Offices with a case beyond reach: that there is one is told, which one is not. */
  readonly elsewhere: readonly string[];
}

interface KnownCase {
  readonly id: string;
  readonly reference: string;
  readonly office: string;
  readonly sealed: boolean;
  readonly reached: boolean;
}

/** Who looks for persons: the words of the page, and the cases the reader may see. */
interface Reader {
  readonly words: Words;
  readonly reach: readonly Reach[];
}

/** Looks for persons, for the check before a registration and for the search. */
@Injectable()
export class Candidates {
  constructor(
    private readonly duplicates: Duplicates,
    private readonly models: ReadModels,
  ) {}

  async possible(identity: Identity, act: Act, reader: Reader): Promise<CandidateView[]> {
    return this.views(await this.duplicates.of(identity, act), reader);
  }

  async matching(identity: Identity, act: Act, reader: Reader): Promise<CandidateView[]> {
    return this.views(await this.duplicates.search(identity, act), reader);
  }

  private views(found: readonly FoundPerson[], { words, reach }: Reader): Promise<CandidateView[]> {
    return Promise.all(
      found.map(async ({ subject, reasons, score }) => {
        const cases = (await this.casesOf(subject, reach)).map(row => ({
          ...row,
          office: words.organisation(row.office),
        }));
        const beyond = cases.filter(({ reached, sealed }) => !reached && !sealed);
        return {
          person: subject,
          reasons: words.fmt.list(reasons.map(reason => words.t(matchMessage(reason)))),
          strength: words.fmt.percent(score, 0),
          cases: cases.flatMap(({ id, reference, office, reached }) =>
            reached ? [{ id, reference, office }] : [],
          ),
          elsewhere: [...new Set(beyond.map(({ office }) => office))].sort(words.fmt.compare),
        };
      }),
    );
  }

  private async casesOf(person: string, reach: readonly Reach[]): Promise<readonly KnownCase[]> {
    const where = new Conditions().within(reach);
    const { rows } = await this.models.query<KnownCase>(
      `select case_id as id, reference, office, sealed, ${where.sql} as reached
         from case_file where case_id in (select case_id from case_fact where person = ${where.take(person)})
        order by reference`,
      where.values,
    );
    return rows;
  }
}
