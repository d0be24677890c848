import type { CriteriaBook } from '@hub/codebook';
import { openEvent, type LoggedEvent, type OpenedEvent } from '@hub/event-store';
import { foldRows, type Projection, type Sql } from '@hub/read-model';
import type { CaseState } from '../case/case';
import type { PersonEvent } from '../person/events';
import { upcasts } from '../upcasts';
import {
  factChanges,
  hasAmendment,
  nextRow,
  stateAfter,
  stateBefore,
  type CaseBatch,
  type OpenedCaseEvent,
} from './case-batch';
import {
  caseFact,
  caseFile,
  defendantTable,
  personRecord,
  qualityTable,
  taskTable,
  type CaseFact,
} from './case-tables';
import { Changes } from './changes';
import { Coding } from './coding';
import {
  caseCount,
  cooperationCount,
  decisionCount,
  durationCount,
  judgmentCount,
  moneyCount,
  personCounts,
} from './count-tables';
import { derivedRows, stagesByPerson, type Parts } from './derived';
import { descriptionTables } from './description-tables';
import { applyPersons, type Contribution } from './person-batch';
import { listIndexes } from './list-indexes';
import { withinReach } from './within-reach';

/** Grows when the rows change their meaning without changing their shape. */
const MEANING = 1;

const idOf = ({ stream }: { readonly stream: string }, prefix: string) => stream.slice(prefix.length);

/** Facts that stand in cases with an amendment: they are folded anew. */
async function standingFacts(sql: Sql, ids: readonly string[]): Promise<Map<string, CaseFact[]>> {
  const found = new Map<string, CaseFact[]>();
  if (ids.length === 0) return found;
  const { rows } = await sql.query<{ row: CaseFact }>(
    `select row_to_json(f) as row from case_fact f where case_id = any($1::uuid[]) order by version`,
    [ids],
  );
  for (const { row } of rows) {
    // bigint comes as a JSON number here and as text elsewhere.
    found.set(row.case_id, [...(found.get(row.case_id) ?? []), { ...row, position: String(row.position) }]);
  }
  return found;
}

const begins = ([first]: readonly OpenedCaseEvent[]) => first?.version === 1;

async function caseBatches(sql: Sql, events: readonly OpenedCaseEvent[]): Promise<CaseBatch[]> {
  const byCase = new Map<string, OpenedCaseEvent[]>();
  for (const event of events) {
    const id = idOf(event, 'case-');
    const list = byCase.get(id);
    if (list) list.push(event);
    else byCase.set(id, [event]);
  }
  // Of a case that begins in this batch nothing stands before it; to ask would make a rebuild write all it holds.
  const amended = [...byCase].filter(([, list]) => !begins(list) && hasAmendment(list)).map(([id]) => id);
  const standing = await standingFacts(sql, amended);
  return [...byCase].map(([id, list]) => ({ id, events: list, standing: standing.get(id) ?? [] }));
}

function contributionsOf(
  parts: Parts,
  id: string,
  before: CaseState | undefined,
  after: CaseState | undefined,
): Contribution[] {
  const now = after ? stagesByPerson(parts, id, after) : new Map<string, never[]>();
  const gone = (before?.proceeding.defendants ?? []).filter(d => !now.has(d.person));
  return [
    ...[...now].map(([person, stages]) => ({ person, case: id, present: true, stages })),
    ...gone.map(({ person }) => ({ person, case: id, present: false, stages: [] })),
  ];
}

/**
 * Everything that is read of proceedings: files, timeline, persons, tasks, descriptions, completeness and what the
 * indicators count. One read model, because all of it follows from the same state of a case.
 * @param context whose roles row-level security names; absent for tables only their owner reads
 */
export function proceedings(book: CriteriaBook, context?: string): Projection {
  const parts: Parts = { coding: new Coding(book), descriptions: descriptionTables(book) };
  const entities = [
    ...[caseFile, caseFact, defendantTable, taskTable, qualityTable, personRecord],
    ...[parts.descriptions.ofCase, parts.descriptions.ofPerson],
    ...[caseCount, decisionCount, judgmentCount, durationCount, moneyCount, cooperationCount],
    ...Object.values(personCounts),
  ] as const;
  return {
    name: 'proceedings',
    entities,
    definitions: [...listIndexes, ...(context === undefined ? [] : withinReach(context, entities))],
    fingerprint: `${book.fingerprint}/${MEANING}`,
    wholeStreams: 'case-',
    apply: (batch, sql) => apply(parts, batch, sql),
  };
}

async function apply(parts: Parts, batch: readonly LoggedEvent[], sql: Sql): Promise<void> {
  const opened = batch.map(event => openEvent(event, upcasts));
  const ofCases = opened.filter(event => event.stream.startsWith('case-')) as OpenedCaseEvent[];
  const ofPersons = opened.filter(event => event.stream.startsWith('person-')) as OpenedEvent<PersonEvent>[];
  const changes = new Changes();
  const contributions: Contribution[] = [];
  await foldRows(
    sql,
    caseFile,
    await caseBatches(sql, ofCases),
    ({ id }) => id,
    (found, of) => {
      const before = stateBefore(found, of.standing);
      const after = stateAfter(before, of.events);
      const row = nextRow(parts, found, of, after);
      const [was, is] = [found && before, row && after];
      changes.between(was && derivedRows(parts, of.id, was), derivedRows(parts, of.id, is));
      const { put, removed } = factChanges(of, after);
      for (const fact of put) changes.put(caseFact, fact);
      for (const fact of removed) changes.remove(caseFact, fact);
      contributions.push(...contributionsOf(parts, of.id, was, is));
      return row;
    },
  );
  await applyPersons(sql, ofPersons, contributions, changes);
  await changes.write(sql);
}
