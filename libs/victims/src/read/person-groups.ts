import { foldRows, type Sql } from '@hub/read-model';
import { evolvePersonFile, personFileEntity, type PersonFileRow, type PersonStep } from './person-file';

/** A step of a person, or a case that was registered for one. */
export type PersonItem =
  | { readonly kind: 'fact'; readonly person: string; readonly step: PersonStep }
  | { readonly kind: 'case'; readonly person: string; readonly case: string };

/** Cases that count for one person, and whether there are several of them. */
export interface Group {
  readonly person: string;
  readonly cases: readonly string[];
}

const casesOf = ({ own_cases, absorbed_cases }: PersonFileRow) => [
  ...new Set([...own_cases, ...Object.values(absorbed_cases).flat()]),
];

/** What a merge or its undoing says of persons other than the one whose stream it stands on. */
function others({ fact }: PersonStep): { readonly person: string; readonly merged: boolean }[] {
  if (fact.type === 'PersonMerged') {
    return [fact.data.absorbed, ...fact.data.with].map(person => ({ person, merged: true }));
  }
  return fact.type === 'PersonSeparated' ? [{ person: fact.data.person, merged: false }] : [];
}

/** Folds what happened to persons in the order it happened. */
export class PersonGroups {
  private readonly rows = new Map<string, PersonFileRow>();

  constructor(private readonly sql: Sql) {}

  /** @returns the groups whose cases or whose person changed */
  async fold(items: readonly PersonItem[]): Promise<Group[]> {
    await foldRows(
      this.sql,
      personFileEntity,
      items,
      item => [item.person, ...(item.kind === 'fact' ? others(item.step).map(({ person }) => person) : [])],
      (row, item, key) => this.keep(this.evolve(row, item, typeof key === 'string' ? key : item.person)),
    );
    await this.passOn(items);
    return this.groups();
  }

  private keep(row: PersonFileRow | undefined): PersonFileRow | undefined {
    if (row) this.rows.set(row.person_id, row);
    return row;
  }

  private evolve(
    row: PersonFileRow | undefined,
    item: PersonItem,
    person: string,
  ): PersonFileRow | undefined {
    if (item.kind === 'case') {
      return row && { ...row, own_cases: [...new Set([...row.own_cases, item.case])] };
    }
    if (person === item.person) return evolvePersonFile(row, person, item.step);
    const other = others(item.step).find(entry => entry.person === person);
    return row && other && { ...row, into: other.merged ? item.person : null };
  }

  /** Survivors learn of the cases of those they absorbed, now that these are known. */
  private async passOn(items: readonly PersonItem[]): Promise<void> {
    const passed = items.flatMap(item => {
      if (item.kind === 'case') {
        const into = this.rows.get(item.person)?.into;
        return into ? [{ survivor: into, absorbed: item.person, merged: true }] : [];
      }
      return others(item.step).map(({ person, merged }) => ({
        survivor: item.person,
        absorbed: person,
        merged,
      }));
    });
    await foldRows(
      this.sql,
      personFileEntity,
      passed,
      ({ survivor }) => survivor,
      (row, { absorbed, merged }) => {
        if (!row) return undefined;
        const others = Object.entries(row.absorbed_cases).filter(([person]) => person !== absorbed);
        const rest = Object.fromEntries(others);
        const cases = this.rows.get(absorbed)?.own_cases ?? [];
        return this.keep({ ...row, absorbed_cases: merged ? { ...rest, [absorbed]: cases } : rest });
      },
    );
  }

  /** Cases registered for a person itself, as far as the batch touched the person. */
  ownCases(person: string): readonly string[] {
    return this.rows.get(person)?.own_cases ?? [];
  }

  private groups(): Group[] {
    return [...this.rows.values()]
      .filter(({ into }) => into === null)
      .map(row => ({ person: row.person_id, cases: casesOf(row) }));
  }
}
