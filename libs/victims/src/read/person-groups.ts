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

interface Touched {
  readonly before: PersonFileRow | undefined;
  readonly after: PersonFileRow;
}

const added = (list: readonly string[], one: string) => [...new Set([...list, one])].sort();

/**
 * Folds what happened to persons. The rows follow from the persons' facts in the order of the log and from which cases
 * were registered, whenever that was: a survivor knows the cases of exactly those who were merged into it.
 */
export class PersonGroups {
  private readonly touched = new Map<string, Touched>();

  constructor(private readonly sql: Sql) {}

  /** @returns the groups whose cases or whose person changed */
  async fold(items: readonly PersonItem[]): Promise<Group[]> {
    await foldRows(
      this.sql,
      personFileEntity,
      items,
      item => [item.person, ...(item.kind === 'fact' ? others(item.step).map(({ person }) => person) : [])],
      (row, item, key) => this.keep(row, this.evolve(row, item, typeof key === 'string' ? key : item.person)),
    );
    await this.passOn();
    return this.groups();
  }

  private keep(before: PersonFileRow | undefined, after: PersonFileRow | undefined) {
    if (after) {
      const known = this.touched.get(after.person_id);
      this.touched.set(after.person_id, { before: known ? known.before : before, after });
    }
    return after;
  }

  private evolve(
    row: PersonFileRow | undefined,
    item: PersonItem,
    person: string,
  ): PersonFileRow | undefined {
    if (item.kind === 'case') return row && { ...row, own_cases: added(row.own_cases, item.case) };
    if (person === item.person) return evolvePersonFile(row, person, item.step);
    const other = others(item.step).find(entry => entry.person === person);
    return row && other && { ...row, into: other.merged ? item.person : null };
  }

  /** Survivors learn of the cases of those merged into them, and forget those who left. */
  private async passOn(): Promise<void> {
    const passed = [...this.touched.values()].flatMap(({ before, after }) => {
      const [from, into] = [before?.into ?? null, after.into];
      const { person_id: absorbed, own_cases } = after;
      return [
        ...(from !== null && from !== into ? [{ survivor: from, absorbed, cases: undefined }] : []),
        ...(into === null ? [] : [{ survivor: into, absorbed, cases: own_cases }]),
      ];
    });
    await foldRows(
      this.sql,
      personFileEntity,
      passed,
      ({ survivor }) => survivor,
      (row, { absorbed, cases }) => {
        if (!row) return undefined;
        const others = Object.entries(row.absorbed_cases).filter(([person]) => person !== absorbed);
        const all = cases ? [...others, [absorbed, cases] as const] : others;
        return this.keep(row, { ...row, absorbed_cases: Object.fromEntries(all) });
      },
    );
  }

  /** Cases of persons whose keys to what case files hold are destroyed, as far as the batch touched the persons. */
  forgotten(): readonly string[] {
    return [...this.touched.values()].flatMap(({ after }) => (after.forgotten ? after.own_cases : []));
  }

  private groups(): Group[] {
    return [...this.touched.values()]
      .map(({ after }) => after)
      .filter(({ into }) => into === null)
      .map(row => ({ person: row.person_id, cases: casesOf(row) }));
  }
}
