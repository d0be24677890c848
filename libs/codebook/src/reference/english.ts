import fs from 'node:fs';
import path from 'node:path';
import { CriteriaBook } from '../book/criteria-book';
import { labelText } from '../book/labels';
import { judicialCriteria } from '../judicial';
import { jurisdictionOf } from '../jurisdictions/all';
import type { Criteria, Jurisdiction } from '../model';
import { victimCriteria } from '../victims';

/** English texts of the criteria, for the reference; the pages themselves take theirs from the same catalogues. */
const root = path.resolve(__dirname, '../../../../i18n/en');

const read = (part: string) =>
  JSON.parse(fs.readFileSync(path.join(root, `${part}.json`), 'utf8')) as Record<string, string>;

const catalogues = new Map(
  ['codebook-shared', 'codebook-victims', 'codebook-judicial'].map(part => [part, read(part)]),
);

/** Throws on a key without a text: the reference never shows a bare key. */
export function english(key: string): string {
  const [namespace = '', name = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  const text = catalogues.get(namespace)?.[name];
  if (text === undefined) throw new Error(`no English text for ${key}`);
  return text;
}

const reference = jurisdictionOf('AL');
if (!reference) throw new Error('no jurisdiction AL');

export const bookOf = (criteria: Criteria, jurisdiction: Jurisdiction = reference) =>
  new CriteriaBook(criteria, jurisdiction);

export const victimBook = bookOf(victimCriteria);
export const judicialBook = bookOf(judicialCriteria);

export const codeText = (book: CriteriaBook, list: string, code: string) =>
  labelText(book.codeLabel(list, code), 'en', english);
