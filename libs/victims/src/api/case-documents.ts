import { Injectable } from '@nestjs/common';
import { RowsWithinReach, type Reach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { History, openEvent, type Act, type LoggedEvent } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Vault, type SealedValue } from '@hub/vault';
import { Case, viewOf, type CaseEvent } from '../case/case';
import { valuesOf } from '../case/values';
import type { CaseFileRow } from '../read/case-file';
import { Conditions } from '../read/reach-sql';
import { isSealed } from '../read/sealed-places';
import { upcasts } from '../upcasts';
import type { CaseListQuery } from './case-list-query';

const listed = `case_id as id, reference, person, status, stage, office, county, registered_on, sealed, assignees,
  sex, age_group, age_band, main_exploitation, source, version, updated_at, next_due::text,
  errors, queries, cardinality(missing) as missing`;
const filters = ['stage', 'sex', 'age_group', 'main_exploitation', 'county', 'office', 'reference'] as const;
const PAGE = 50;

/** Place after a case in the list, opaque to clients. */
const cursorAfter = (row: { updated_at: Date; id: string }) =>
  Buffer.from(`${row.updated_at.toISOString()} ${row.id}`).toString('base64url');

function cursorParts(cursor: string): [at: string, id: string] {
  const [, at, id] =
    /^(\S{20,30}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new Refusal('victims.request.cursor', {}, { status: 400 });
  }
  return [at, id];
}

/** What stands in the place of a sealed value for whoever has not asked to see it. */
const masked = (value: unknown): unknown => (isSealed(value) ? { sealed: true } : value);

const maskedValues = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([name, value]: [string, unknown]) => [name, masked(value)]));

/** Cases as the API gives them. */
@Injectable()
export class CaseDocuments {
  constructor(
    private readonly models: ReadModels,
    private readonly book: CriteriaBook,
    private readonly history: History,
    private readonly vault: Vault,
    private readonly within: RowsWithinReach,
  ) {}

  /** Cases within reach, the latest first; `next` begins the page after. */
  async list(reach: readonly Reach[], query: CaseListQuery, account = '') {
    const where = new Conditions().within(reach);
    for (const name of filters) {
      const value = query[name];
      if (value !== undefined) where.add(`${name} = ${where.take(value)}`);
    }
    if (query.mine) where.add(`${where.take(account)} = any (assignees)`);
    if (query.cursor !== undefined) {
      const [at, id] = cursorParts(query.cursor);
      // Cursors carry milliseconds, rows microseconds: compare what the cursor can tell apart.
      where.add(
        `(date_trunc('milliseconds', updated_at), case_id) < (${where.take(at)}::timestamptz, ${where.take(id)}::uuid)`,
      );
    }
    const limit = query.limit ?? PAGE;
    const rows = await this.within.query<{ id: string; updated_at: Date }>(
      reach,
      `select ${listed} from case_file where ${where.sql}
        order by date_trunc('milliseconds', updated_at) desc, case_id desc limit ${limit + 1}`,
      where.values,
    );
    const cases = rows.slice(0, limit);
    const last = cases.at(-1);
    return { cases, ...(rows.length > limit && last ? { next: cursorAfter(last) } : {}) };
  }

  private async row(id: string): Promise<CaseFileRow> {
    const { rows } = await this.models.query<CaseFileRow>('select * from case_file where case_id = $1', [id]);
    const [row] = rows;
    if (!row) throw new Refusal('victims.case.not-registered', {}, { status: 404 });
    return row;
  }

  async read(id: string) {
    const row = await this.row(id);
    const view = viewOf(row.facts);
    const sections = Object.entries(view.sections).map(([name, { values, version, event }]) => [
      name,
      { values: maskedValues(values), version, fact: event },
    ]);
    const { registration, status, referrals, assistances, protection, proceedings } = view;
    return {
      ...{ id, version: row.version, stage: row.stage, registration, status },
      sections: Object.fromEntries(sections) as Record<string, unknown>,
      ...{ referrals, assistances, protection, proceedings },
      facts: row.facts.map(({ id: fact, fact: { type }, version, corrections }) => ({
        id: fact,
        type,
        version,
        corrections,
      })),
      requests: withoutReasons(row.requests),
      derived: valuesOf(view, this.book),
      findings: row.findings,
      missing: row.missing,
    };
  }

  async tasks(id: string) {
    const { tasks } = await this.row(id);
    return { tasks };
  }

  /** From the log itself: also what was corrected or recorded in error. */
  async timeline(id: string) {
    const { events } = await this.history.read(Case, id);
    return { events: events.map(entryOf) };
  }

  /** Opens what is sealed; the access record was written before any key was given out. */
  async sealedValues(id: string, { actor, office, purpose }: Act) {
    const row = await this.row(id);
    const opener = await this.vault.release({
      subject: row.person,
      classes: ['sensitive', 'narrative'],
      purpose: purpose ?? '',
      actor,
      resource: { kind: 'case', id },
      ...(office && { office }),
    });
    const places = row.facts.flatMap(({ id: fact, fact: { type, data } }) =>
      sealedIn(data).map(([pointer, sealed]) => ({ fact, type, pointer, sealed })),
    );
    const opened = await opener.openMany(places.map(({ sealed }) => sealed));
    return {
      values: places.map(({ fact, type, pointer }, index) => ({ fact, type, pointer, ...opened[index] })),
    };
  }
}

function entryOf(logged: LoggedEvent) {
  const { id, version, type, data, meta } = openEvent<CaseEvent>(logged, upcasts);
  const { actor, office, recordedAt, codebook, provenance } = meta;
  return { id, version, type, data: withoutSealed(data), actor, office, recordedAt, codebook, provenance };
}

/** Plain data in which every envelope is replaced by the word that something is sealed. */
function withoutSealed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if ('$e' in value) return { sealed: true };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutSealed(inner)]));
}

/** Sealed values inside plain data, each with its pointer. */
function sealedIn(value: unknown, pointer = ''): [string, SealedValue][] {
  if (isSealed(value)) return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner, `${pointer}/${name}`));
}

/** Why a request was sent back is free text, for who may open sealed texts. */
const withoutReasons = (requests: CaseFileRow['requests']) =>
  Object.fromEntries(
    Object.entries(requests).map(([id, { returned, ...request }]) => [
      id,
      { ...request, ...(returned && { returned: { by: returned.by, on: returned.on } }) },
    ]),
  );
