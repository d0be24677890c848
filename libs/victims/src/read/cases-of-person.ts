import type { Reach } from '@hub/access';
import type { ReadModels } from '@hub/read-model';
import type { PersonFileRow } from './person-file';
import { Conditions } from './reach-sql';

export interface CasesOfPerson {
  /** Within reach, by reference. */
  readonly within: readonly { readonly id: string; readonly reference: string }[];
  /** How many more there are. */
  readonly beyond: number;
}

/** Cases that count for a person, those of absorbed persons too: named as far as the reader reaches. */
export async function casesOfPerson(
  models: Pick<ReadModels, 'query'>,
  { own_cases, absorbed_cases }: Pick<PersonFileRow, 'own_cases' | 'absorbed_cases'>,
  reach: readonly Reach[],
): Promise<CasesOfPerson> {
  const cases = new Set([...own_cases, ...Object.values(absorbed_cases).flat()]);
  const where = new Conditions().within(reach);
  const { rows } = await models.query<{ id: string; reference: string; reached: boolean }>(
    `select case_id as id, reference, ${where.sql} as reached from case_file
      where case_id = any (${where.take([...cases])}) order by reference`,
    where.values,
  );
  const within = rows.flatMap(({ id, reference, reached }) => (reached ? [{ id, reference }] : []));
  return { within, beyond: rows.length - within.length };
}
