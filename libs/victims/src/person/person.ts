import type { Aggregate, EventHead } from '@hub/event-store';
import type { Violation } from '../violation';
import type { ErasureGround, IdentityFact, MergeFact, PersonFact, RightsFact } from './identity';

export interface PersonState {
  readonly registered: boolean;
  /** Event that recorded the identity known now. */
  readonly identity?: { readonly event: string; readonly version: number };
  readonly links: readonly { readonly to: string; readonly kind: string }[];
  /** All persons that are this one, whether merged directly or brought along. */
  readonly absorbed: readonly string[];
  readonly into?: string;
  readonly restricted: boolean;
  readonly held?: { readonly until?: string };
  readonly erasure?: {
    readonly state: 'requested' | 'promised' | 'completed';
    readonly ground: ErasureGround;
    readonly requestedBy: string;
    readonly ledgerSeq?: number;
  };
}

const isMerge = (event: PersonFact): event is MergeFact =>
  ['PersonMerged', 'PersonSeparated', 'PersonAbsorbed', 'PersonRestored'].includes(event.type);
const isIdentity = (event: PersonFact): event is IdentityFact =>
  ['PersonRegistered', 'IdentityRecorded', 'PersonLinked', 'PersonUnlinked'].includes(event.type);

type Head = Pick<EventHead, 'id' | 'version' | 'actor'>;

function evolveIdentity(state: PersonState, { type, data }: IdentityFact, head: Head): PersonState {
  switch (type) {
    case 'PersonRegistered':
      return { ...state, registered: true };
    case 'IdentityRecorded':
      return { ...state, identity: { event: head.id, version: head.version } };
    case 'PersonLinked':
      return { ...state, links: [...state.links, { to: data.to, kind: data.kind }] };
    case 'PersonUnlinked':
      return { ...state, links: state.links.filter(({ to, kind }) => to !== data.to || kind !== data.kind) };
  }
}

function evolveMerge(state: PersonState, { type, data }: MergeFact): PersonState {
  switch (type) {
    case 'PersonMerged':
      return { ...state, absorbed: [...state.absorbed, data.absorbed, ...data.with] };
    case 'PersonSeparated':
      return { ...state, absorbed: state.absorbed.filter(person => person !== data.person) };
    case 'PersonAbsorbed':
      return { ...state, into: data.into };
    case 'PersonRestored':
      return { ...state, into: undefined };
  }
}

type Rights = { [Type in RightsFact['type']]: Extract<RightsFact, { type: Type }>['data'] };

const rights: {
  [Type in keyof Rights]: (state: PersonState, data: Rights[Type], head: Head) => PersonState;
} = {
  ProcessingRestricted: state => ({ ...state, restricted: true }),
  RestrictionLifted: state => ({ ...state, restricted: false }),
  HoldPlaced: (state, { until }) => ({ ...state, held: until === undefined ? {} : { until } }),
  HoldLifted: state => ({ ...state, held: undefined }),
  ErasureRequested: (state, { ground }, { actor }) => ({
    ...state,
    erasure: { state: 'requested', ground, requestedBy: actor },
  }),
  ErasureRefused: state => ({ ...state, erasure: undefined }),
  ErasureWithdrawn: state => ({ ...state, erasure: undefined }),
  SubjectKeyDestroyed: (state, { ground, ledgerSeq }, { actor }) => ({
    ...state,
    identity: undefined,
    erasure: { state: 'promised', ground, requestedBy: state.erasure?.requestedBy ?? actor, ledgerSeq },
  }),
  ErasureCompleted: state =>
    state.erasure ? { ...state, erasure: { ...state.erasure, state: 'completed' } } : state,
};

const evolveRights = <Type extends keyof Rights>(
  state: PersonState,
  { type, data }: { readonly type: Type; readonly data: Rights[Type] },
  head: Head,
): PersonState => rights[type](state, data, head);

function evolve(state: PersonState, event: PersonFact, head: Head): PersonState {
  if (isIdentity(event)) return evolveIdentity(state, event, head);
  return isMerge(event) ? evolveMerge(state, event) : evolveRights(state, event, head);
}

/** A person of the victim database, counted once however many cases there are; stream `person-<uuid>`. */
export const Person: Aggregate<PersonState, PersonFact> & { evolve: typeof evolve } = {
  stream: 'person',
  initial: { registered: false, links: [], absorbed: [], restricted: false },
  evolve,
};

/** Forgotten, or promised to be. */
export const erased = (state: PersonState) =>
  state.erasure?.state === 'promised' || state.erasure?.state === 'completed';

/** Why a fact cannot follow what is known of a person; undefined when it can. */
export function personOrder(state: PersonState, event: PersonFact): Violation | undefined {
  if (event.type === 'PersonRegistered') {
    return state.registered ? { code: 'victims.person.already-registered' } : undefined;
  }
  if (!state.registered) return { code: 'victims.person.not-registered' };
  if (isMerge(event)) return mergeOrder(state, event);
  if (!isIdentity(event)) return rightsOrder(state, event);
  if (state.into !== undefined) return { code: 'victims.person.merged-away', params: { into: state.into } };
  return identityOrder(state, event);
}

function identityOrder(state: PersonState, { type, data }: IdentityFact): Violation | undefined {
  switch (type) {
    case 'PersonRegistered':
      return undefined;
    case 'IdentityRecorded':
      if (erased(state)) return { code: 'victims.person.forgotten' };
      if (!state.identity) return undefined;
      return data.reason === undefined ? { code: 'victims.person.identity-needs-reason' } : undefined;
    case 'PersonLinked':
      return state.links.some(({ to, kind }) => to === data.to && kind === data.kind)
        ? { code: 'victims.person.already-linked' }
        : undefined;
    case 'PersonUnlinked':
      return state.links.some(({ to, kind }) => to === data.to && kind === data.kind)
        ? undefined
        : { code: 'victims.person.not-linked' };
  }
}

function absorbing(state: PersonState, absorbed: string): Violation | undefined {
  // Who was merged into a forgotten person would be readable still, and found nowhere.
  if (erased(state)) return { code: 'victims.person.forgotten' };
  if (state.into !== undefined) return { code: 'victims.person.merged-away', params: { into: state.into } };
  return state.absorbed.includes(absorbed) ? { code: 'victims.person.already-merged' } : undefined;
}

function mergeOrder(state: PersonState, { type, data }: MergeFact): Violation | undefined {
  switch (type) {
    case 'PersonMerged':
      return absorbing(state, data.absorbed);
    case 'PersonSeparated':
      return state.absorbed.includes(data.person) ? undefined : { code: 'victims.person.not-merged' };
    case 'PersonAbsorbed':
      return state.into === undefined ? undefined : { code: 'victims.person.already-merged' };
    case 'PersonRestored':
      return state.into === data.from ? undefined : { code: 'victims.person.not-merged' };
  }
}

const is = (condition: boolean, code: string): Violation | undefined => (condition ? undefined : { code });

const rightsOrders: { [Type in keyof Rights]: (state: PersonState) => Violation | undefined } = {
  ProcessingRestricted: ({ restricted }) => is(!restricted, 'victims.person.already-restricted'),
  RestrictionLifted: ({ restricted }) => is(restricted, 'victims.person.not-restricted'),
  HoldPlaced: state => forgotten(state) ?? is(!state.held, 'victims.person.already-held'),
  HoldLifted: ({ held }) => is(held !== undefined, 'victims.person.not-held'),
  ErasureRequested: state => heldBack(state) ?? is(!state.erasure, 'victims.person.erasure-under-way'),
  ErasureRefused: state => awaits(state, 'requested'),
  ErasureWithdrawn: state => awaits(state, 'requested'),
  SubjectKeyDestroyed: state => heldBack(state) ?? awaits(state, 'requested'),
  ErasureCompleted: state => awaits(state, 'promised'),
};

const rightsOrder = (state: PersonState, { type }: RightsFact) => rightsOrders[type](state);

const heldBack = ({ held }: PersonState) => is(!held, 'victims.person.held');
const forgotten = (state: PersonState) => is(!erased(state), 'victims.person.forgotten');
const awaits = ({ erasure }: PersonState, stage: 'requested' | 'promised') =>
  is(erasure?.state === stage, `victims.person.no-erasure-${stage}`);
