import { jurisdictions, type CriteriaBook } from '@hub/codebook';
import { openEvent, type LoggedEvent, type OpenedEvent, type Upcasts } from '@hub/event-store';
import { foldRows, type Projection, type Sql } from '@hub/read-model';
import type { CaseEvent } from '../case/case';
import type { PersonFact } from '../person/identity';
import { caseFileEntity, type CaseFileRow } from './case-file';
import { CaseRows, type CaseStep, type KnownCase } from './case-rows';
import { countedIndex } from './counted-index';
import { casesWithinReach } from './cases-within-reach';
import { Coding } from './coding';
import { eventFactEntity, type EventFactRow } from './event-fact';
import { personFileEntity } from './person-file';
import { PersonGroups, type Group, type PersonItem } from './person-groups';
import { forget, withPlaces } from './sealed-places';

/** Everything a list is counted by, so that the rows, which carry what a page shows, are not read for it. */
const countedBy =
  'create index case_file_counted on case_file (sealed, office, county, listed_under) include (assignees)';

/** Change it when the rows mean something else though neither tables nor criteria changed. */
const LOGIC = '1';

const allUnits = jurisdictions.flatMap(({ units }) => units.map(({ code }) => ({ code })));

/** Small numbers for the codes of a book. Units of all jurisdictions: a victim of one is often recruited in another. */
export const codingOf = (book: CriteriaBook): Coding =>
  new Coding(list => ({ name: list, part: 'victims', codes: list === 'unit' ? allUnits : book.list(list) }));

type Opened<Event extends CaseEvent | PersonFact> = OpenedEvent<Event> & { readonly raw: string };

const idOf = (stream: string, prefix: string) => stream.slice(prefix.length);

function open<Event extends CaseEvent | PersonFact>(
  batch: readonly LoggedEvent[],
  prefix: string,
  upcasts: Upcasts,
): Opened<Event>[] {
  return batch
    .filter(({ stream }) => stream.startsWith(prefix))
    .map(event => ({ ...openEvent<Event>(event, upcasts), raw: event.data }));
}

function personItem(event: Opened<PersonFact>): PersonItem {
  const person = idOf(event.stream, 'person-');
  const data = withPlaces<PersonFact['data']>(event, event.raw, person);
  const { id, version, meta } = event;
  const { actor, office, recordedAt, provenance } = meta;
  const fact = { type: event.type, data } as PersonFact;
  return { kind: 'fact', person, step: { fact, id, version, actor, office, recordedAt, provenance } };
}

function caseStep(event: Opened<CaseEvent>): CaseStep {
  const { data } = event;
  const subject = 'person' in data && typeof data.person === 'string' ? data.person : '';
  const placed = { type: event.type, data: withPlaces(event, event.raw, subject) } as CaseEvent;
  return { event: withoutRow(placed), id: event.id, version: event.version, meta: event.meta };
}

/** The row of an imported file stays in the log; no view needs it. */
function withoutRow(event: CaseEvent): CaseEvent {
  if (event.type !== 'CaseRegistered' || !event.data.source?.values) return event;
  const { name, row } = event.data.source;
  return { ...event, data: { ...event.data, source: { name, row } } };
}

/** Everything of one case in a batch: its events, whether its keys were destroyed, for whom it counts now. */
interface CaseItem {
  readonly case: string;
  readonly steps: CaseStep[];
  readonly forgotten: boolean;
  group?: Group;
}

/**
 * Cases and persons in one pass: the files, their tasks and findings, and the rows figures are counted from. One
 * projection, because a figure counts persons, and who is one person is decided by merges across cases.
 */
class CasesProjection implements Projection {
  readonly name = 'cases';
  readonly wholeStreams = 'case-';
  readonly rows: CaseRows;
  readonly entities: Projection['entities'];
  readonly fingerprint: string;
  readonly definitions: readonly string[];

  constructor(
    book: CriteriaBook,
    private readonly upcasts: Upcasts,
    context: string | undefined,
  ) {
    this.rows = new CaseRows(book, codingOf(book));
    this.entities = [caseFileEntity, this.rows.factEntity, eventFactEntity, personFileEntity];
    const reach = context === undefined ? [] : casesWithinReach(context);
    this.definitions = [countedBy, countedIndex(book, this.rows.columns), ...reach];
    this.fingerprint = `${LOGIC}/${book.fingerprint}`;
  }

  async apply(batch: readonly LoggedEvent[], sql: Sql): Promise<void> {
    const caseEvents = open<CaseEvent>(batch, 'case-', this.upcasts);
    const personEvents = open<PersonFact>(batch, 'person-', this.upcasts);
    if (caseEvents.length + personEvents.length === 0) return;
    const persons = new PersonGroups(sql);
    const groups = await persons.fold(inOrder(personEvents, caseEvents));
    const items = caseItems(caseEvents, groups, new Set(persons.forgotten()));
    const known = await this.foldCases(items, sql);
    await this.foldFacts(items, known, sql);
  }

  private async foldCases(
    items: ReadonlyMap<string, CaseItem>,
    sql: Sql,
  ): Promise<Map<string, { before: number; known?: KnownCase }>> {
    const folded = new Map<string, { before: number; known?: KnownCase }>();
    await foldRows<CaseItem, CaseFileRow>(
      sql,
      caseFileEntity,
      [...items.values()],
      item => item.case,
      (row, item) => {
        const after = this.evolve(row, item);
        folded.set(item.case, { before: row?.event_facts ?? 0, known: after });
        return after?.row;
      },
    );
    return folded;
  }

  private evolve(row: CaseFileRow | undefined, item: CaseItem): KnownCase | undefined {
    const known =
      item.steps.length > 0 ? this.rows.fold(item.case, row, item.steps) : row && this.rows.known(row);
    if (!known || !item.forgotten) return known;
    return { ...known, row: { ...known.row, facts: forget(known.row.facts) as CaseFileRow['facts'] } };
  }

  private async foldFacts(
    items: ReadonlyMap<string, CaseItem>,
    folded: ReadonlyMap<string, { before: number; known?: KnownCase }>,
    sql: Sql,
  ): Promise<void> {
    await foldRows(
      sql,
      this.rows.factEntity,
      [...folded],
      ([caseId]) => caseId,
      (row, [caseId, { known }]) => {
        if (!known) return undefined;
        const group = items.get(caseId)?.group;
        const counted = group
          ? { person: group.person, shared: group.cases.length > 1 }
          : { person: row?.person ?? known.row.person, shared: row?.shared ?? false };
        return this.rows.fact(known, counted);
      },
    );
    const wanted = [...folded].flatMap(([caseId, { before, known }]) => {
      const events = known?.events ?? [];
      return Array.from({ length: Math.max(before, events.length) }, (_, nth) => ({
        caseId,
        nth,
        event: events[nth],
      }));
    });
    await foldRows<(typeof wanted)[number], EventFactRow>(
      sql,
      eventFactEntity,
      wanted,
      ({ caseId, nth }) => ({ case_id: caseId, nth }),
      (_row, { event }) => event,
    );
  }
}

/** Persons' facts and registrations of cases, as they followed each other in the log. */
function inOrder(
  personEvents: readonly Opened<PersonFact>[],
  caseEvents: readonly Opened<CaseEvent>[],
): PersonItem[] {
  const registered = caseEvents.flatMap(event =>
    event.type === 'CaseRegistered' ? [{ position: event.position, item: registration(event) }] : [],
  );
  const facts = personEvents.map(event => ({ position: event.position, item: personItem(event) }));
  return [...facts, ...registered].sort((a, b) => Number(a.position - b.position)).map(({ item }) => item);
}

const registration = (event: Opened<CaseEvent>): PersonItem => ({
  kind: 'case',
  person: (event.data as { readonly person: string }).person,
  case: idOf(event.stream, 'case-'),
});

function caseItems(
  caseEvents: readonly Opened<CaseEvent>[],
  groups: readonly Group[],
  forgotten: ReadonlySet<string>,
): Map<string, CaseItem> {
  const items = new Map<string, CaseItem>();
  const item = (id: string): CaseItem => {
    const found = items.get(id) ?? { case: id, steps: [], forgotten: forgotten.has(id) };
    items.set(id, found);
    return found;
  };
  for (const event of caseEvents) item(idOf(event.stream, 'case-')).steps.push(caseStep(event));
  for (const group of groups) for (const id of group.cases) item(id).group = group;
  for (const id of forgotten) item(id);
  return items;
}

/** @param context whose readers see the cases within their reach alone; none, and nobody but the owner sees any */
export const casesProjection = (
  book: CriteriaBook,
  upcasts: Upcasts,
  context: string | undefined,
): CasesProjection => new CasesProjection(book, upcasts, context);
