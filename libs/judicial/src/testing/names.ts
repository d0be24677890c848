import type { Act } from '@hub/event-store';
import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { judicialCriteria } from '@hub/codebook/judicial';
import { v5 as uuidv5 } from 'uuid';
import { CriteriaLaw } from '../criteria-law';

export function bookOf(code: string): CriteriaBook {
  const jurisdiction = jurisdictionOf(code);
  if (!jurisdiction) throw new Error(`no jurisdiction ${code}`);
  return new CriteriaBook(judicialCriteria, jurisdiction);
}

export const book = bookOf('AL');
export const law = new CriteriaLaw(book, () => new Date('2026-06-30T10:00:00Z'));

const space = '6f2f5d0e-58a1-4a8e-9f63-2d7a0f6f4b11';
export const idOf = (name: string) => uuidv5(name, space);
export const persons = ['ana', 'bojan', 'company'].map(idOf);

export const act = (name: string, actor = 'prosecutor-1'): Act => ({
  command: idOf(name),
  actor,
  office: 'al-spak',
  provenance: 'synthetic',
});
