import type { PersonEvent } from '../person/events';
import { identityParts } from '../person/events';
import { isEnvelope, type SealedValue } from '@hub/vault';
import type { OpenedEvent } from '@hub/event-store';
import type { PersonRecord } from './case-tables';
import type { PersonCount, PersonStage } from './count-tables';
import { firsts } from './firsts';

/** A record before anything is known of it: a case may name a person before the person's own fact is read. */
export const unheardOf = (id: string): PersonRecord => ({
  id,
  kind: 'natural',
  version: 0,
  registered_at: '1970-01-01T00:00:00.000Z',
  changed_at: '1970-01-01T00:00:00.000Z',
  provenance: 'synthetic',
  identity: null,
  links: [],
  into_person: null,
  members: [],
  restricted: false,
  held: false,
  forgotten: false,
  erasure_requested_by: null,
  cases: [],
  stages: {},
});

type Opened = OpenedEvent<PersonEvent>;

/** The sealed parts of an identity, each with the place it was sealed for. */
export function sealedIdentity(event: Opened): Record<string, SealedValue> {
  const { stream, id: eventId, type, meta } = event;
  const subject = stream.slice('person-'.length);
  const stored = event.stored;
  return Object.fromEntries(
    identityParts.flatMap(part => {
      const envelope = stored[part];
      if (!isEnvelope(envelope)) return [];
      const where = { stream, eventId, type, schema: meta.schema, pointer: `/${part}`, subject };
      return [[part, { envelope, where }]];
    }),
  );
}

/** Ids of the records an event about a person changes. */
export function recordsTouched({ stream, ...event }: Opened): readonly string[] {
  const id = stream.slice('person-'.length);
  if (event.type === 'PersonAbsorbed') return [id, (event.data as { into: string }).into];
  if (event.type === 'PersonRestored') return [id, (event.data as { from: string }).from];
  return [id];
}

const without = (list: readonly string[], one: string) => list.filter(other => other !== one);

type Change = (row: PersonRecord, event: Opened) => Partial<PersonRecord>;
const data = <Type extends PersonEvent['type']>(event: Opened) =>
  event.data as Extract<PersonEvent, { readonly type: Type }>['data'];

const nothing: Change = () => ({});
const changes: Readonly<Record<PersonEvent['type'], Change>> = {
  PersonRegistered: (_, event) => ({
    kind: data<'PersonRegistered'>(event).kind,
    registered_at: event.meta.recordedAt,
    provenance: event.meta.provenance,
  }),
  IdentityRecorded: (_, event) => ({ identity: sealedIdentity(event) }),
  PersonsLinked: (row, event) => {
    const { with: other, relation } = data<'PersonsLinked'>(event);
    return { links: [...row.links, { with: other, relation }] };
  },
  PersonsUnlinked: (row, event) => ({
    links: row.links.filter(link => link.with !== data<'PersonsUnlinked'>(event).with),
  }),
  PersonMerged: nothing,
  PersonUnmerged: nothing,
  PersonAbsorbed: (_, event) => ({ into_person: data<'PersonAbsorbed'>(event).into }),
  PersonRestored: () => ({ into_person: null }),
  ProcessingRestricted: () => ({ restricted: true }),
  RestrictionLifted: () => ({ restricted: false }),
  ErasureHeld: () => ({ held: true }),
  HoldLifted: () => ({ held: false }),
  ErasureRequested: (_, event) => ({ erasure_requested_by: event.meta.actor }),
  ErasureRefused: () => ({ erasure_requested_by: null }),
  SubjectKeyDestroyed: () => ({ forgotten: true, identity: null, erasure_requested_by: null }),
};

/** The record after an event: its own, or one that absorbed or gave back the one the event is about. */
export function evolveRecord(found: PersonRecord | undefined, event: Opened, id: string): PersonRecord {
  const row = found ?? unheardOf(id);
  const about = event.stream.slice('person-'.length);
  if (about !== id) {
    const members =
      event.type === 'PersonAbsorbed' ? [...without(row.members, about), about] : without(row.members, about);
    return { ...row, members };
  }
  return {
    ...row,
    ...changes[event.type](row, event),
    version: event.version,
    changed_at: event.meta.recordedAt,
  };
}

/** Whom a record counts as. */
export const countedAs = (row: PersonRecord): string => row.into_person ?? row.id;

/** Rows of one person in the tables of stages, over all cases and all records merged into one. */
export function personCountRows(
  person: string,
  records: readonly PersonRecord[],
): readonly { readonly stage: PersonStage; readonly row: PersonCount }[] {
  const rows = records.flatMap(record => Object.values(record.stages).flat());
  const thb = firsts(rows, row => row.thb);
  const use = firsts(rows, row => row.use);
  return rows.map(({ stage, ...row }) => ({
    stage,
    row: Object.assign(row, { person, first_thb: thb.get(row.id) ?? 0, first_use: use.get(row.id) ?? 0 }),
  }));
}
