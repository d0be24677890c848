import { Injectable } from '@nestjs/common';
import { RowsWithinReach, type Reach } from '@hub/access';
import { parsePartialDate } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { parseReference } from '../case/reference';
import type { CaseListQuery } from './case-list-query';
import { Conditions } from './reach';

/** Columns a row of the list is made of, under the names of the interface. */
const shown = {
  id: 'f.id',
  reference: 'f.reference',
  office: 'f.office',
  unit: 'f.unit',
  openedOn: 'f.opened_on',
  origin: 'f.origin',
  legalBasis: 'f.legal_basis',
  mainExploitation: 'f.main_exploitation',
  stage: 'f.stage',
  closed: 'f.closed',
  closedOn: 'f.closed_on',
  closureReason: 'f.closure_reason',
  prosecutors: 'f.prosecutors',
  sealed: 'f.sealed',
  suspects: 'f.suspects',
  accused: 'f.accused',
  convicted: 'f.convicted',
  proposals: 'f.proposals',
  nextDeadline: 'f.next_deadline::text',
  provenance: 'f.provenance',
  source: 'f.source',
  version: 'f.version',
  changedAt: 'f.changed_at',
} as const;
type Listed = { readonly [Name in keyof typeof shown]: unknown } & {
  readonly id: string;
  readonly changedAt: Date;
};

const USUAL = 50;

/** Where the page after a case begins; opaque to clients. */
const cursorAfter = ({ changedAt, id }: Listed) =>
  Buffer.from(`${changedAt.toISOString()} ${id}`).toString('base64url');

function placeOf(cursor: string): readonly [at: string, id: string] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at = '', id = ''] = /^(\S{24}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (Number.isNaN(Date.parse(at))) throw new Refusal('judicial.request.cursor', {}, { status: 400 });
  return [at, id];
}

type Filter = Exclude<keyof CaseListQuery, 'mine' | 'cursor' | 'limit' | 'after'>;

/** Each filter as a condition on its value, which stands at a placeholder. */
const filters: Readonly<Record<Filter, (place: string) => string>> = {
  stage: place => `f.stage = ${place}`,
  office: place => `f.office = ${place}`,
  unit: place => `f.unit = ${place}`,
  origin: place => `f.origin = ${place}`,
  mainExploitation: place => `f.main_exploitation = ${place}`,
  legalBasis: place => `${place} = any (f.legal_basis)`,
  closed: place => `f.closed = ${place}::boolean`,
  reference: place => `f.reference = ${place}`,
  dueBy: place => `f.next_deadline <= ${place}::date`,
  person: place => `exists (select from defendant d where d.case_id = f.id and d.person = ${place}::uuid)`,
};

function conditionsOf(reach: readonly Reach[], query: CaseListQuery, account: string): Conditions {
  const where = new Conditions().within(reach);
  const { reference, dueBy } = query;
  const given = {
    ...query,
    ...(reference !== undefined && { reference: parseReference(reference) ?? reference }),
    ...(dueBy !== undefined && { dueBy: exactDay(dueBy) }),
  };
  for (const [name, condition] of Object.entries(filters)) {
    const value = given[name as Filter];
    if (value !== undefined) where.and(condition(where.bind(value)));
  }
  if (query.mine !== undefined) where.and(`${where.bind(account)} = any (f.prosecutors)`);
  return where;
}

/** @throws {Refusal} for a day the calendar does not have */
function exactDay(day: string): string {
  if (parsePartialDate(day)?.precision === 'day') return day;
  const problem = { pointer: '/dueBy', code: 'judicial.date.malformed' };
  throw new Refusal(problem.code, {}, { problems: [problem] });
}

/** The list of cases within reach, the latest change first. */
@Injectable()
export class CaseList {
  constructor(private readonly within: RowsWithinReach) {}

  /** @param account of the asker, for `mine` */
  async page(reach: readonly Reach[], query: CaseListQuery, account: string) {
    const where = conditionsOf(reach, query, account);
    if (query.cursor !== undefined) {
      const [at, id] = placeOf(query.cursor);
      where.and(`(f.changed_at, f.id) < (${where.bind(at)}::timestamptz, ${where.bind(id)}::uuid)`);
    }
    const limit = query.limit ?? USUAL;
    const columns = Object.entries(shown).map(([name, column]) => `${column} as "${name}"`);
    const rows = await this.within.query<Listed>(
      reach,
      `select ${columns.join(', ')} from case_file f
        where ${where.sql} order by f.changed_at desc, f.id desc limit ${limit + 1}`,
      where.values,
    );
    const cases = rows.slice(0, limit);
    const last = cases.at(-1);
    return { cases, ...(rows.length > limit && last && { next: cursorAfter(last) }) };
  }
}
