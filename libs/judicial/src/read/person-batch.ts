import { isDeepStrictEqual } from 'node:util';
import { foldRows, type Sql } from '@hub/read-model';
import type { OpenedEvent } from '@hub/event-store';
import type { PersonEvent } from '../person/events';
import { personRecord, type PersonRecord } from './case-tables';
import type { Changes } from './changes';
import { personCounts } from './count-tables';
import { countedAs, evolveRecord, personCountRows, recordsTouched, unheardOf } from './person-rows';
import type { StageRow } from './person-stages';

/** What one case now says of one person; no stages when the person left it. */
export interface Contribution {
  readonly person: string;
  readonly case: string;
  readonly present: boolean;
  readonly stages: readonly StageRow[];
}

type Step = { readonly event: OpenedEvent<PersonEvent> } | { readonly contribution: Contribution };

const withCase = (row: PersonRecord, { case: id, present, stages }: Contribution): PersonRecord => {
  const { [id]: known, ...others } = row.stages;
  if (row.cases.includes(id) === present && isDeepStrictEqual(known ?? [], stages)) return row;
  const cases = row.cases.filter(one => one !== id);
  return {
    ...row,
    cases: present ? [...cases, id].sort() : cases,
    stages: stages.length > 0 ? { ...others, [id]: stages } : others,
  };
};

interface Touched {
  readonly before: PersonRecord | undefined;
  after: PersonRecord;
}

/** Brings the records of persons up to date, and with them the rows the indicators count. */
export async function applyPersons(
  sql: Sql,
  events: readonly OpenedEvent<PersonEvent>[],
  contributions: readonly Contribution[],
  changes: Changes,
): Promise<void> {
  const steps: Step[] = [
    ...events.map(event => ({ event })),
    ...contributions.map(contribution => ({ contribution })),
  ];
  const touched = new Map<string, Touched>();
  await foldRows(
    sql,
    personRecord,
    steps,
    step => ('event' in step ? recordsTouched(step.event) : step.contribution.person),
    (found, step, key) => {
      const id = key as string;
      const after =
        'event' in step
          ? evolveRecord(found, step.event, id)
          : withCase(found ?? unheardOf(id), step.contribution);
      const known = touched.get(id);
      if (known) known.after = after;
      else touched.set(id, { before: found, after });
      return after;
    },
  );
  await countAgain(sql, touched, changes);
}

/** Rows without which the groups of the touched records are not whole. */
async function recordsBeside(sql: Sql, wanted: readonly string[]): Promise<Map<string, PersonRecord>> {
  const found = new Map<string, PersonRecord>();
  if (wanted.length === 0) return found;
  await foldRows(
    sql,
    personRecord,
    wanted,
    id => id,
    (row, id) => {
      if (row) found.set(id, row);
      return row;
    },
  );
  return found;
}

const stagesOf = (row: PersonRecord | undefined) => Object.values(row?.stages ?? {}).flat();

const counts = ({ before, after }: Touched) =>
  before?.stages !== after.stages ||
  before.into_person !== after.into_person ||
  before.members !== after.members;

async function countAgain(sql: Sql, touched: ReadonlyMap<string, Touched>, changes: Changes): Promise<void> {
  const changed = [...touched.values()].filter(counts);
  const roots = new Set(
    changed.flatMap(({ before, after }) => [...(before ? [countedAs(before)] : []), countedAs(after)]),
  );
  const known = new Map([...touched].map(([id, { after }]) => [id, after]));
  const load = async (ids: readonly string[]) => {
    const beside = await recordsBeside(
      sql,
      [...new Set(ids)].filter(id => !known.has(id)),
    );
    for (const [id, row] of beside) known.set(id, row);
  };
  await load([...roots]);
  await load([...roots].flatMap(root => known.get(root)?.members ?? []));
  const standing = new Set<string>();
  for (const root of roots) {
    const record = known.get(root);
    if (!record || countedAs(record) !== root) continue;
    const group = [record, ...record.members.flatMap(id => known.get(id) ?? [])];
    for (const { stage, row } of personCountRows(root, group)) {
      changes.put(personCounts[stage], row);
      standing.add(row.id);
    }
  }
  for (const { stage, ...row } of changed.flatMap(({ before }) => stagesOf(before))) {
    if (standing.has(row.id)) continue;
    changes.remove(personCounts[stage], { ...row, person: '', first_thb: 0, first_use: 0 });
  }
}
