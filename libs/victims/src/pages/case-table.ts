import { dayIn } from '../settings';
import type { ListedCase } from './case-query';
import type { Words } from './words';

export const stageTags: Readonly<Record<string, string>> = {
  registered: 'grey',
  presumed: 'yellow',
  identified: 'green',
  rejected: 'grey',
  withdrawn: 'grey',
  closed: 'blue',
};

const names = [
  'reference',
  'stage',
  'sex',
  'age_group',
  'main_exploitation',
  'county',
  'office',
  'registered',
  'updated',
] as const;

/**
 * A table of cases: reference, stage, the classes they count under, when they last changed; the office where there is
 * more than one. Names are in no list.
 */
export function tableOf(cases: readonly ListedCase[], words: Words) {
  const offices = new Set(cases.map(({ office }) => office)).size > 1;
  const shown = names.filter(name => offices || name !== 'office');
  const coded = (list: string, code: string | null) => ({ text: codeText(list, code, words) });
  return {
    caption: words.t('victims-pages:list.caption'),
    showCaption: false,
    columns: shown.map(name => ({ text: words.t(`victims-pages:column.${name}`), numeric: false })),
    rows: cases.map(file => [
      { text: file.reference, href: `/cases/${file.case_id}` },
      { text: words.t(`victims-pages:stage.${file.stage}`), tag: stageTags[file.stage] ?? 'grey' },
      coded('sex', file.sex),
      coded('majority', file.age_group),
      coded('main_exploitation', file.main_exploitation),
      coded('unit', file.county),
      ...(offices ? [{ text: words.organisation(file.office) }] : []),
      { text: words.fmt.shortDate(file.registered_on) },
      { text: words.fmt.shortDate(dayOf(file, words)) },
    ]),
  };
}

/** The same as rows of a file: words in the language of the reader, dates as ISO 8601. */
export const fileOf = (cases: readonly ListedCase[], words: Words): string[][] => [
  names.map(name => words.t(`victims-pages:column.${name}`)),
  ...cases.map(file => [
    file.reference,
    words.t(`victims-pages:stage.${file.stage}`),
    codeText('sex', file.sex, words),
    codeText('majority', file.age_group, words),
    codeText('main_exploitation', file.main_exploitation, words),
    codeText('unit', file.county, words),
    words.organisation(file.office),
    file.registered_on,
    dayOf(file, words),
  ]),
];

const codeText = (list: string, code: string | null, words: Words) =>
  code === null ? words.t('victims-pages:answer.none') : words.code(list, code);

const dayOf = ({ updated_at }: ListedCase, { book }: Words) =>
  dayIn(book.jurisdiction.timeZone, new Date(updated_at));
