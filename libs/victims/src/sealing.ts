import type { Criteria, DataClass } from '@hub/codebook';
import type { DomainEvent } from '@hub/event-store';
import type { SealedField, Sealing } from '@hub/vault';
import type { CaseEvent } from './case/case';
import type { OrganisationFact } from './organisation/organisation';
import { identityVariables, type PersonFact } from './person/identity';

/** Everything this database records. */
export type VictimsEvent = CaseEvent | PersonFact | OrganisationFact;

const personOfStream = (stream: string) => stream.replace(/^person-/, '');

/** Free texts of an amendment: the note, and what is said at each field of a request sent back. */
const notesIn = (data: object): string[] => [
  ...('note' in data ? ['/note'] : []),
  ...('reasons' in data ? Object.keys(data.reasons as object).map(field => `/reasons/${field}`) : []),
];

/**
 * Which fields of an event are encrypted, under which class, about whom. Variables as the criteria say; every note,
 * because it is free text; every part of an identity and the search tokens made of it.
 */
export function sealingOf({ sections, lifeCycle }: Criteria): Sealing {
  const sealedIn = new Map(
    sections.map(({ name, variables }) => [
      name,
      variables.flatMap(variable =>
        variable.sealed ? [{ name: variable.name, dataClass: variable.sealed.class }] : [],
      ),
    ]),
  );
  const everySealed = [...sealedIn.values()].flat();
  const identityClasses = Object.entries(identityVariables).map(([field, variable]) => ({
    field,
    dataClass: lifeCycle.find(({ name }) => name === variable)?.sealed?.class ?? ('identity' as const),
  }));

  const variables = (names: readonly { name: string; dataClass: DataClass }[], at: string, subject: string) =>
    names.map(({ name, dataClass }): SealedField => ({ pointer: `${at}/${name}`, dataClass, subject }));
  const note = (subject: string, at = '/note'): SealedField => ({
    pointer: at,
    dataClass: 'narrative',
    subject,
  });
  const identity = (subject: string): SealedField[] => [
    ...identityClasses.map(({ field, dataClass }) => ({ pointer: `/${field}`, dataClass, subject })),
    { pointer: '/tokens', dataClass: 'identity', subject },
  ];

  return (event: DomainEvent, stream: string): readonly SealedField[] => {
    const { type, data } = event as VictimsEvent;
    if (stream.startsWith('person-')) {
      const subject = personOfStream(stream);
      if (type === 'IdentityRecorded') return identity(subject);
      return 'note' in data ? [note(subject)] : [];
    }
    if (type === 'SectionRecorded')
      return variables(sealedIn.get(data.section) ?? [], '/values', data.person);
    if (!('person' in data) || typeof data.person !== 'string') return [];
    const noted = notesIn(data).map(at => note(String(data.person), at));
    if (!('changes' in data)) return noted;
    return [
      ...noted,
      note(data.person, '/changes/note'),
      ...variables(everySealed, '/changes/values', data.person),
    ];
  };
}
