import { RowsWithinReach, type Reach } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';

/** In which proceedings somebody stands: those within reach, and whom to ask about the others. */
export interface CasesOfKnown {
  readonly cases: readonly { readonly id: string; readonly reference: string }[];
  /** Ids of the offices that conduct a case beyond reach: that there is one is told, which one is not. */
  readonly elsewhere: readonly string[];
}

/** Tells of a person the database may know already in which proceedings they stand, as far as the reader may know. */
@Injectable()
export class KnownCases {
  constructor(
    private readonly models: ReadModels,
    private readonly within: RowsWithinReach,
  ) {}

  /** @param person whom a record counts as: the cases of everybody absorbed are theirs, too */
  async of(person: string, reach: readonly Reach[]): Promise<CasesOfKnown> {
    const { rows: all } = await this.models.query<{ id: string; reference: string; office: string }>(
      `select f.id, f.reference, f.office from case_file f
        where not f.sealed
          and f.id in (select unnest(r.cases) from person_record r where r.id = $1 or r.into_person = $1)
        order by f.reference`,
      [person],
    );
    const reached = new Set(
      (
        await this.within.query<{ id: string }>(
          reach,
          'select id from case_file where id = any ($1::uuid[])',
          [all.map(({ id }) => id)],
        )
      ).map(({ id }) => id),
    );
    return {
      cases: all.flatMap(({ id, reference }) => (reached.has(id) ? [{ id, reference }] : [])),
      elsewhere: [...new Set(all.filter(({ id }) => !reached.has(id)).map(({ office }) => office))].sort(),
    };
  }
}
