import type { Provenance } from '@hub/event-store';
import type { SealedValue } from '@hub/vault';
import { EntitySchema } from 'typeorm';
import { identityFields, type Identity, type PersonFact } from '../person/identity';
import { Person, type PersonState } from '../person/person';

/** One row per person: who counts for whom, and the sealed identity. */
export interface PersonFileRow {
  readonly person_id: string;
  /** The person this one was merged into. */
  readonly into: string | null;
  /** Cases registered for this person itself. */
  readonly own_cases: readonly string[];
  /** Of a survivor: those of everybody it has absorbed. */
  readonly absorbed_cases: Readonly<Record<string, readonly string[]>>;
  readonly state: PersonState;
  readonly identity: Sealed<Identity> | null;
  readonly not_same_as: readonly string[];
  readonly restricted: boolean;
  readonly held: boolean;
  /** The keys to what case files hold of this person are destroyed. */
  readonly forgotten: boolean;
  readonly erasure: string | null;
  /** Office that registered the person. */
  readonly office: string | null;
  readonly provenance: Provenance;
  readonly version: number;
  readonly recorded_at: string;
}

export type Sealed<Fields> = { readonly [Name in keyof Fields]?: SealedValue };

const json = { type: 'json' } as const;

export const personFileEntity = new EntitySchema<PersonFileRow>({
  name: 'PersonFile',
  tableName: 'person_file',
  columns: {
    person_id: { type: 'uuid', primary: true },
    into: { type: 'uuid', nullable: true },
    own_cases: json,
    absorbed_cases: json,
    state: json,
    identity: { type: 'json', nullable: true },
    not_same_as: json,
    restricted: { type: 'boolean' },
    held: { type: 'boolean' },
    forgotten: { type: 'boolean' },
    erasure: { type: 'text', nullable: true },
    office: { type: 'text', nullable: true },
    provenance: { type: 'text' },
    version: { type: 'integer' },
    recorded_at: { type: 'timestamptz' },
  },
  indices: [{ name: 'person_file_into', columns: ['into'], where: '"into" is not null' }],
});

/** A fact of the person's own stream, with places beside its envelopes. */
export interface PersonStep {
  readonly fact: PersonFact;
  readonly id: string;
  readonly version: number;
  readonly actor: string;
  readonly office?: string;
  readonly recordedAt: string;
  readonly provenance: Provenance;
}

const blank = (person: string, { recordedAt, provenance, office }: PersonStep): PersonFileRow => ({
  person_id: person,
  into: null,
  own_cases: [],
  absorbed_cases: {},
  state: Person.initial,
  identity: null,
  not_same_as: [],
  restricted: false,
  held: false,
  forgotten: false,
  erasure: null,
  office: office ?? null,
  provenance,
  version: 0,
  recorded_at: recordedAt,
});

/** Fields of a recorded identity that are sealed values; what is missing is missing. */
function identityOf(data: object): Sealed<Identity> {
  const known = identityFields as readonly string[];
  return Object.fromEntries(Object.entries(data).filter(([name]) => known.includes(name)));
}

/** Classes of the keys that case files are sealed with. */
const caseClasses: readonly string[] = ['sensitive', 'narrative'];

/** What is left of an identity when keys of some classes are destroyed. */
function remaining(identity: Sealed<Identity> | null, classes: readonly string[]): Sealed<Identity> | null {
  const { contact } = identity ?? {};
  if (!classes.includes('identity')) return identity;
  return contact && !classes.includes('contact') ? { contact } : null;
}

export function evolvePersonFile(
  row: PersonFileRow | undefined,
  person: string,
  step: PersonStep,
): PersonFileRow {
  const before = row ?? blank(person, step);
  const { fact } = step;
  const state = Person.evolve(before.state, fact, step);
  const changed = {
    ...before,
    state,
    restricted: state.restricted,
    held: state.held !== undefined,
    erasure: state.erasure?.state ?? null,
    version: step.version,
  };
  switch (fact.type) {
    case 'PersonRegistered':
      return { ...changed, not_same_as: fact.data.notSameAs ?? [] };
    case 'IdentityRecorded':
      return { ...changed, identity: identityOf(fact.data) };
    case 'SubjectKeyDestroyed':
      return {
        ...changed,
        identity: remaining(before.identity, fact.data.classes),
        forgotten: before.forgotten || caseClasses.every(one => fact.data.classes.includes(one)),
      };
    default:
      return changed;
  }
}
