import { violation, type Violation } from '../case/law';
import type { PersonEvent } from './events';
import type { PersonState } from './person';

type Rules = {
  readonly [Type in PersonEvent['type']]: (
    state: PersonState,
    data: Extract<PersonEvent, { readonly type: Type }>['data'],
  ) => Violation | undefined;
};

const when = (holds: boolean, code: string, pointer?: string): Violation | undefined =>
  holds ? violation(code, pointer) : undefined;

const isLinked = (state: PersonState, other: string) => state.links.some(link => link.with === other);

const rules: Rules = {
  PersonRegistered: () => undefined,
  IdentityRecorded: (state, { given, family, legalName }) => {
    if (state.forgotten) return violation('judicial.person.forgotten');
    if (state.kind === 'legal')
      return when(legalName === undefined, 'judicial.person.name-missing', '/legalName');
    return when(given === undefined && family === undefined, 'judicial.person.name-missing', '/family');
  },
  PersonsLinked: (state, data) => when(isLinked(state, data.with), 'judicial.person.already-linked', '/with'),
  PersonsUnlinked: (state, data) => when(!isLinked(state, data.with), 'judicial.person.not-linked', '/with'),
  // Whoever is merged into a forgotten record would be looked for there, and never found.
  PersonMerged: (state, { absorbed }) =>
    when(state.forgotten, 'judicial.person.forgotten') ??
    when(state.into !== undefined, 'judicial.person.merged-away') ??
    when(state.absorbed.includes(absorbed), 'judicial.person.already-merged', '/absorbed'),
  PersonUnmerged: (state, { absorbed }) =>
    when(!state.absorbed.includes(absorbed), 'judicial.person.not-merged', '/absorbed'),
  PersonAbsorbed: (state, { into }) =>
    when(state.into !== undefined && state.into !== into, 'judicial.person.merged-away'),
  PersonRestored: state => when(state.into === undefined, 'judicial.person.not-merged'),
  ProcessingRestricted: state => when(state.restricted, 'judicial.person.already-restricted'),
  RestrictionLifted: state => when(!state.restricted, 'judicial.person.not-restricted'),
  ErasureHeld: state => when(state.hold !== undefined, 'judicial.person.already-held'),
  HoldLifted: state => when(state.hold === undefined, 'judicial.person.not-held'),
  ErasureRequested: state =>
    when(state.forgotten, 'judicial.person.forgotten') ??
    when(state.hold !== undefined, 'judicial.person.held') ??
    when(state.erasure !== undefined, 'judicial.person.erasure-under-way'),
  ErasureRefused: state => when(state.erasure === undefined, 'judicial.person.no-erasure'),
  SubjectKeyDestroyed: state =>
    when(state.forgotten, 'judicial.person.forgotten') ??
    when(state.hold !== undefined, 'judicial.person.held') ??
    when(state.erasure === undefined, 'judicial.person.no-erasure'),
};

/** What forbids a fact about a person, or undefined when it may follow what is known. */
export function whatForbidsPerson(state: PersonState, event: PersonEvent): Violation | undefined {
  if (event.type === 'PersonRegistered') {
    return state.registered ? violation('judicial.person.already-registered') : undefined;
  }
  if (!state.registered) return violation('judicial.person.unknown');
  const rule = rules[event.type] as (state: PersonState, data: object) => Violation | undefined;
  return rule(state, event.data);
}
