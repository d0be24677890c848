import { RowsWithinReach, type Reach } from '@hub/access';
import { Injectable } from '@nestjs/common';
import type { CaseFileRow } from '../read/case-file';
import { Conditions } from '../read/reach-sql';

/** A case that breaks rules or lacks answers. */
export type FlawedCase = Pick<CaseFileRow, 'case_id' | 'reference' | 'findings' | 'missing'>;

export interface UnitFlaws {
  readonly unit: string | null;
  readonly cases: number;
  readonly errors: number;
  readonly queries: number;
  readonly notes: number;
  readonly missing: number;
}

/** Quality of the data: by case, by unit and by variable, all under the same conditions. */
@Injectable()
export class Flaws {
  constructor(private readonly within: RowsWithinReach) {}

  /** Cases that break rules or lack answers, the worst first. */
  async cases(reach: readonly Reach[], limit: number): Promise<readonly FlawedCase[]> {
    const where = new Conditions().within(reach);
    const rows = await this.within.query<FlawedCase>(
      reach,
      `select case_id, reference, findings, missing from case_file
        where ${where.sql} and (errors + queries > 0 or cardinality(missing) > 0)
        order by errors desc, queries desc, cardinality(missing) desc, case_id limit ${where.take(limit)}`,
      where.values,
    );
    return rows;
  }

  /** How many cases lack each mandatory answer. */
  async variables(reach: readonly Reach[]): Promise<readonly { variable: string; n: number; of: number }[]> {
    const where = new Conditions().within(reach);
    const rows = await this.within.query<{ variable: string; n: number; of: number }>(
      reach,
      `select variable, count(*)::int as n, (select count(*)::int from case_file where ${where.sql}) as of
        from case_file, unnest(missing) as variable where ${where.sql} group by variable order by n desc, variable`,
      where.values,
    );
    return rows;
  }

  /** Broken rules and missing answers of each unit. */
  async units(reach: readonly Reach[]): Promise<readonly UnitFlaws[]> {
    const where = new Conditions().within(reach);
    const rows = await this.within.query<UnitFlaws>(
      reach,
      `select county as unit, count(*)::int as cases, sum(errors)::int as errors, sum(queries)::int as queries,
              sum(notes)::int as notes, sum(cardinality(missing))::int as missing
         from case_file where ${where.sql} group by 1 order by errors desc, missing desc, 1`,
      where.values,
    );
    return rows;
  }
}
