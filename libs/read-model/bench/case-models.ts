import type { LoggedEvent } from '@hub/event-store';
import { EntitySchema } from 'typeorm';
import { addRows, foldRows, type Projection } from '../src';

/** Read models of the shape and weight a context has: a file, a row that figures are counted from, a timeline. */
interface Data {
  readonly section: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly note: object;
}

interface Opened {
  readonly id: string;
  readonly caseId: string;
  readonly position: string;
  readonly version: number;
  readonly type: string;
  readonly data: Data;
  readonly meta: { readonly recordedAt: string; readonly actor: string; readonly office: string };
}

const opened = new WeakMap<readonly LoggedEvent[], Opened[]>();

function open(batch: readonly LoggedEvent[]): Opened[] {
  const known = opened.get(batch);
  if (known) return known;
  const all = batch.map(event => ({
    id: event.id,
    caseId: event.stream.slice('case-'.length),
    position: String(event.position),
    version: event.version,
    type: event.type,
    data: JSON.parse(event.data) as Data,
    meta: JSON.parse(event.meta) as Opened['meta'],
  }));
  opened.set(batch, all);
  return all;
}

interface FileRow {
  readonly case_id: string;
  readonly version: number;
  readonly office: string;
  readonly state: string;
  readonly registered_at: string;
  readonly changed_at: string;
  readonly sections: Readonly<Record<string, object>>;
  readonly notes: Readonly<Record<string, object>>;
}

const fileTable = new EntitySchema<FileRow>({
  name: 'case_file',
  columns: {
    case_id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    office: { type: 'uuid' },
    state: { type: 'text' },
    registered_at: { type: 'timestamptz' },
    changed_at: { type: 'timestamptz' },
    sections: { type: 'json' },
    notes: { type: 'json' },
  },
  indices: [{ name: 'case_file_by_office', columns: ['office', 'changed_at'] }],
});

const caseFile: Projection = {
  name: 'case-file',
  fingerprint: '1',
  entities: [fileTable],
  apply: (batch, sql) =>
    foldRows(
      sql,
      fileTable,
      open(batch),
      event => event.caseId,
      (row, event): FileRow => ({
        case_id: event.caseId,
        version: event.version,
        office: event.meta.office,
        state: event.type === 'CaseClosed' ? 'closed' : 'open',
        registered_at: row?.registered_at ?? event.meta.recordedAt,
        changed_at: event.meta.recordedAt,
        sections: { ...row?.sections, [event.data.section]: event.data.values },
        notes: { ...row?.notes, [event.data.section]: event.data.note },
      }),
    ),
};

/** Columns that figures are counted by. */
const dimensions = [
  'sex',
  'birth_year',
  'main_exploitation',
  'unit',
  'began',
  'hours_per_day',
  'recruited_by',
  'paid',
];

interface FactRow {
  readonly person: string;
  readonly registered_year: number;
  readonly identified: boolean;
  readonly closed: boolean;
  readonly forms: readonly string[];
  readonly [dimension: string]: unknown;
}

const factTable = new EntitySchema<FactRow>({
  name: 'person_fact',
  columns: {
    person: { type: 'uuid', primary: true },
    registered_year: { type: 'int' },
    identified: { type: 'boolean' },
    closed: { type: 'boolean' },
    forms: { type: 'text', array: true },
    ...Object.fromEntries(dimensions.map(name => [name, { type: 'text' as const, nullable: true }])),
  },
  indices: [{ name: 'person_fact_year', columns: ['registered_year'] }],
});

const personFact: Projection = {
  name: 'person-fact',
  fingerprint: '1',
  entities: [factTable],
  apply: (batch, sql) =>
    foldRows(
      sql,
      factTable,
      open(batch),
      event => event.caseId,
      (row, { caseId, type, data, meta }): FactRow => ({
        ...row,
        ...Object.fromEntries(dimensions.map(name => [name, data.values[name]])),
        person: caseId,
        registered_year: row?.registered_year ?? Number(meta.recordedAt.slice(0, 4)),
        identified: row?.identified === true || type === 'VictimIdentified',
        closed: type === 'CaseClosed',
        forms: data.values.form as string[],
      }),
    ),
};

interface EntryRow {
  readonly position: string;
  readonly case_id: string;
  readonly type: string;
  readonly actor: string;
  readonly recorded_at: string;
}

const timelineTable = new EntitySchema<EntryRow>({
  name: 'timeline',
  columns: {
    position: { type: 'bigint', primary: true },
    case_id: { type: 'uuid' },
    type: { type: 'text' },
    actor: { type: 'text' },
    recorded_at: { type: 'timestamptz' },
  },
  indices: [{ name: 'timeline_of_case', columns: ['case_id', 'position'] }],
});

const timeline: Projection = {
  name: 'timeline',
  fingerprint: '1',
  entities: [timelineTable],
  apply: (batch, sql) =>
    addRows(
      sql,
      timelineTable,
      open(batch).map(({ position, caseId, type, meta }) => ({
        position,
        case_id: caseId,
        type,
        actor: meta.actor,
        recorded_at: meta.recordedAt,
      })),
    ),
};

export const caseModels: readonly Projection[] = [caseFile, personFact, timeline];
