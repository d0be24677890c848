import type { Section } from '@hub/codebook';
import { judicialCriteria } from '@hub/codebook/judicial';
import type { DomainEvent } from '@hub/event-store';
import type { SealedField, Sealing } from '@hub/vault';
import type { CaseEvent } from './case/events';
import { identityParts, type PersonEvent } from './person/events';

/** What is encrypted in the log of proceedings: identity, official numbers, free text, and what the criteria seal. */

type Field = Omit<SealedField, 'subject'> & { readonly about: 'person' | 'case' };

const note: Field = { pointer: '/note', dataClass: 'narrative', about: 'case' };

function sealedVariables(sections: readonly Section[], name: string, person: boolean): readonly Field[] {
  const section = sections.find(entry => entry.name === name);
  return (section?.variables ?? []).flatMap(({ name: variable, sealed }) =>
    sealed
      ? [{ pointer: `/values/${variable}`, dataClass: sealed.class, about: person ? 'person' : 'case' }]
      : [],
  );
}

const within = (prefix: string, fields: readonly Field[]): readonly Field[] =>
  fields.map(field => ({ ...field, pointer: prefix + field.pointer }));

function ofCase(event: CaseEvent): readonly Field[] {
  switch (event.type) {
    case 'OfficialNumberRecorded':
      return [
        { pointer: '/number', dataClass: 'identity', about: 'case' },
        { pointer: '/tokens', dataClass: 'identity', about: 'case' },
      ];
    case 'SectionRecorded':
      return sealedVariables(judicialCriteria.sections, event.data.section, event.data.person !== undefined);
    case 'FactCorrected':
      return [note, ...within('/fact/data', ofCase(event.data.fact))];
    case 'AmendmentProposed':
      return within('/amendment/data', ofCase(event.data.amendment));
    default:
      return [note];
  }
}

/** The person a fact is about, also where it stands inside an amendment. */
function personIn(event: CaseEvent): string | undefined {
  switch (event.type) {
    case 'FactCorrected':
      return personIn(event.data.fact);
    case 'AmendmentProposed':
      return personIn(event.data.amendment);
    default:
      return 'person' in event.data ? event.data.person : undefined;
  }
}

function ofPerson(event: PersonEvent): readonly Field[] {
  const notes: Field = { ...note, about: 'person' };
  if (event.type !== 'IdentityRecorded') return [notes];
  const identity = [...identityParts, 'tokens'].map((part): Field => ({
    pointer: `/${part}`,
    dataClass: 'identity',
    about: 'person',
  }));
  return [...identity, notes];
}

export const sealing: Sealing = (event: DomainEvent, stream: string) => {
  const [, kind, id = ''] = /^(case|person)-(.+)$/.exec(stream) ?? [];
  if (kind === 'person') {
    return ofPerson(event as PersonEvent).map(({ pointer, dataClass }) => ({
      pointer,
      dataClass,
      subject: id,
    }));
  }
  if (kind !== 'case') return [];
  const person = personIn(event as CaseEvent);
  return ofCase(event as CaseEvent).map(({ pointer, dataClass, about }) => ({
    pointer,
    dataClass,
    subject: about === 'person' && person !== undefined ? person : id,
  }));
};
