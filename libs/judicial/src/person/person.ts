import type { Aggregate, EventHead } from '@hub/event-store';
import { without } from '../case/without';
import type { ErasureGround, PersonEvent } from './events';

export interface PersonState {
  readonly registered: boolean;
  readonly kind: 'natural' | 'legal';
  /** Version of the stream at which the identity known now was recorded. */
  readonly identity?: number;
  readonly links: readonly { readonly with: string; readonly relation: string }[];
  /** Records found to be this person. */
  readonly absorbed: readonly string[];
  /** The record this one was merged into. */
  readonly into?: string;
  readonly restricted: boolean;
  readonly hold?: { readonly until?: string };
  readonly erasure?: { readonly ground: ErasureGround; readonly requestedBy: string };
  readonly forgotten: boolean;
}

export const nobody: PersonState = {
  registered: false,
  kind: 'natural',
  links: [],
  absorbed: [],
  restricted: false,
  forgotten: false,
};

type Head = Pick<EventHead, 'version' | 'actor'>;
type Folds = {
  readonly [Type in PersonEvent['type']]: (
    state: PersonState,
    data: Extract<PersonEvent, { readonly type: Type }>['data'],
    head: Head,
  ) => PersonState;
};

const folds: Folds = {
  PersonRegistered: (state, { kind }) => ({ ...state, registered: true, kind }),
  IdentityRecorded: (state, _, { version }) => ({ ...state, identity: version }),
  PersonsLinked: (state, { with: other, relation }) => ({
    ...state,
    links: [...state.links, { with: other, relation }],
  }),
  PersonsUnlinked: (state, { with: other }) => ({
    ...state,
    links: state.links.filter(link => link.with !== other),
  }),
  PersonMerged: (state, { absorbed }) => ({ ...state, absorbed: [...state.absorbed, absorbed] }),
  PersonUnmerged: (state, { absorbed }) => ({
    ...state,
    absorbed: state.absorbed.filter(person => person !== absorbed),
  }),
  PersonAbsorbed: (state, { into }) => ({ ...state, into }),
  PersonRestored: state => without(state, 'into'),
  ProcessingRestricted: state => ({ ...state, restricted: true }),
  RestrictionLifted: state => ({ ...state, restricted: false }),
  ErasureHeld: (state, { until }) => ({ ...state, hold: until === undefined ? {} : { until } }),
  HoldLifted: state => without(state, 'hold'),
  ErasureRequested: (state, { ground }, { actor }) => ({ ...state, erasure: { ground, requestedBy: actor } }),
  ErasureRefused: state => without(state, 'erasure'),
  SubjectKeyDestroyed: state => ({ ...without(state, 'erasure', 'identity'), forgotten: true }),
};

export function evolvePerson(state: PersonState, event: PersonEvent, head: Head): PersonState {
  const fold = folds[event.type] as (state: PersonState, data: object, head: Head) => PersonState;
  return fold(state, event.data, head);
}

/** A natural or legal person against whom proceedings run; a stream of its own, however many cases there are. */
export const Person: Aggregate<PersonState, PersonEvent> = {
  stream: 'person',
  initial: nobody,
  evolve: evolvePerson,
};
