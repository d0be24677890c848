import type { CriteriaBook } from '@hub/codebook';
import type { Act } from '@hub/event-store';
import { v5 as uuidv5 } from 'uuid';
import type { CourseEvent } from '../case/events';
import { makeReference } from '../case/reference';
import { UNKNOWN } from '../case/chronology';
import type { PublishedPerson } from './expansion';

/** Namespace of the ids of imported records: the same figure of the same file always makes the same person. */
const SPACE = '1f0b9d5c-3f0e-4b56-9d8c-6f4a8f6f3c21';

/** Where a court or office is not told. */
const NOBODY = 'unknown';

export interface ImportedCase {
  readonly id: string;
  readonly person: string;
  readonly act: Act;
  readonly personAct: Act;
  readonly facts: readonly CourseEvent[];
}

export interface ImportSource {
  readonly book: CriteriaBook;
  /** SHA-256 of the file, hexadecimal. */
  readonly file: string;
  readonly actor: string;
}

/** The office cases without one are registered at: the central one of the jurisdiction. */
export function centralOffice(book: CriteriaBook): string {
  const found = book.institutions.find(one => one.roles.includes('prosecutes') && one.unit === undefined);
  return found?.id ?? NOBODY;
}

/** Stages up to the one that was published; only that one has a date, the others are counted nowhere. */
function stageFacts(
  person: string,
  { stage, year }: PublishedPerson,
  bases: string[],
  ids: string,
): CourseEvent[] {
  const on = String(year);
  const registered: CourseEvent = {
    type: 'SuspectRegistered',
    data: { person, kind: 'natural', on: stage === 'suspected' ? on : UNKNOWN, legalBasis: bases },
  };
  if (stage === 'suspected') return [registered];
  const charged: CourseEvent = {
    type: 'ProsecutionDecided',
    data: {
      person,
      on: stage === 'prosecuted' ? on : UNKNOWN,
      decision: 'charged_thb',
      legalBasis: bases,
    },
  };
  if (stage === 'prosecuted') return [registered, charged];
  const [basis = ''] = bases;
  const verdicts = [{ legalBasis: basis, verdict: 'convicted_thb' as const }];
  return [
    registered,
    charged,
    {
      type: 'IndictmentFiled',
      data: { indictment: ids, on: UNKNOWN, court: NOBODY, defendants: [{ person, charges: bases }] },
    },
    { type: 'TrialOpened', data: { indictment: ids, on: UNKNOWN, court: NOBODY } },
    {
      type: 'JudgmentDelivered',
      data: { judgment: ids, on: UNKNOWN, court: NOBODY, defendants: [{ person, verdicts }] },
    },
    { type: 'JudgmentFinal', data: { on, persons: [person] } },
  ];
}

const bytesOf = (uuid: string) =>
  Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], hex => parseInt(hex, 16));

/** One published person as a case of their own. */
export function importedCase(published: PublishedPerson, source: ImportSource): ImportedCase {
  const { stage, year, sex, age, number } = published;
  const { book, file, actor } = source;
  const row = `${book.jurisdiction.code}/${stage}/${year}/${sex}/${age}/${number}`;
  const id = uuidv5(`${file}/${row}/case`, SPACE);
  const person = uuidv5(`${file}/${row}/person`, SPACE);
  const bases = [`${book.jurisdiction.code}-thb`];
  const opening: CourseEvent = {
    type: 'CaseOpened',
    data: {
      reference: makeReference(year, bytesOf(id)),
      office: centralOffice(book),
      openedOn: UNKNOWN,
      origin: UNKNOWN,
      legalBasis: bases,
      source: { format: 'glotip', file: file.slice(0, 16), row },
    },
  };
  const described: CourseEvent = {
    type: 'SectionRecorded',
    data: {
      section: 'person_profile',
      person,
      values: { sex, majority_at_offence: age, citizenship: 'unknown' },
      basedOn: 0,
    },
  };
  const [registered, ...later] = stageFacts(person, published, bases, uuidv5('course', id));
  const act = (what: string): Act => ({ command: uuidv5(what, id), actor, provenance: 'public' });
  return {
    id,
    person,
    act: act('open'),
    personAct: act('register'),
    facts: [opening, ...(registered ? [registered] : []), described, ...later],
  };
}
