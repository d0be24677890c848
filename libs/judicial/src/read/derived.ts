import type { Values } from '@hub/codebook';
import type { EntitySchema } from 'typeorm';
import type { CaseState } from '../case/case';
import { ownDefendants } from '../case/proceeding';
import {
  caseRows,
  cooperationRows,
  decisionRows,
  durationRows,
  judgmentRows,
  moneyRows,
} from './case-counts';
import { defendantRow, unitOf } from './case-row';
import { defendantTable, qualityTable, taskTable } from './case-tables';
import type { Coding } from './coding';
import {
  caseCount,
  cooperationCount,
  decisionCount,
  durationCount,
  judgmentCount,
  moneyCount,
} from './count-tables';
import type { DescriptionTables } from './description-tables';
import { stageRows, type CaseContext, type StageRow } from './person-stages';
import { findingsOf, mandatoryTally, totals } from './quality';
import { tasksOf } from './tasks';

/** Rows of one table, whole. */
export interface TableRows {
  readonly entity: EntitySchema<object>;
  readonly rows: readonly object[];
}

const table = <Row extends object>(entity: EntitySchema<Row>, rows: readonly Row[]): TableRows => ({
  entity: entity,
  rows,
});

const clear = (sections: Readonly<Record<string, Values>>): Values =>
  Object.assign({}, ...Object.values(sections)) as Values;

export interface Parts {
  readonly coding: Coding;
  readonly descriptions: DescriptionTables;
}

export function contextOf({ coding }: Parts, id: string, { proceeding }: CaseState): CaseContext {
  const unit = coding.place('unit', unitOf(coding.book, proceeding.office));
  return { id, proceeding, coding, unit, source: proceeding.source?.format ?? null };
}

/** Stages reached by each person of a case. */
export function stagesByPerson(parts: Parts, id: string, state: CaseState): Map<string, StageRow[]> {
  const context = contextOf(parts, id, state);
  return new Map(state.proceeding.defendants.map(d => [d.person, stageRows(context, d)]));
}

/** Every row a case gives, table by table: a pure function of its state. No case, no rows. */
export function derivedRows(parts: Parts, id: string, state: CaseState | undefined): readonly TableRows[] {
  const { coding, descriptions } = parts;
  const { book } = coding;
  const p = state?.proceeding;
  const there = state !== undefined && p !== undefined && p.opened;
  const context = there ? contextOf(parts, id, state) : undefined;
  const given = <Row>(rows: (context: CaseContext, state: CaseState) => Row[]): Row[] =>
    context && state ? rows(context, state) : [];
  return [
    table(
      defendantTable,
      given(c => c.proceeding.defendants.map(d => defendantRow(book, id, c.proceeding, d))),
    ),
    table(
      taskTable,
      given((_, s) => tasksOf(s, book.jurisdiction.code).map(task => ({ case_id: id, ...task }))),
    ),
    table(
      qualityTable,
      given(c => {
        const cells = mandatoryTally(book, c.proceeding);
        const findings = findingsOf(book, c.proceeding);
        return [{ case_id: id, office: c.proceeding.office, ...totals(cells), cells, findings }];
      }),
    ),
    table(
      descriptions.ofCase,
      given(c => [{ case_id: id, ...book.row(clear(c.proceeding.sections), 'case') }]),
    ),
    table(
      descriptions.ofPerson,
      given(c =>
        ownDefendants(c.proceeding).map(d => ({
          case_id: id,
          person: d.person,
          ...book.row(clear(d.sections), 'person'),
        })),
      ),
    ),
    table(caseCount, given(caseRows)),
    table(decisionCount, given(decisionRows)),
    table(judgmentCount, given(judgmentRows)),
    table(durationCount, given(durationRows)),
    table(moneyCount, given(moneyRows)),
    table(cooperationCount, given(cooperationRows)),
  ];
}
