import type { CaseInView } from './case-files';
import { stageTags } from './case-table';
import type { Words } from './words';

/** The bar that says which case this is; no identity is in it. */
export function headOf({ row, registration }: CaseInView, words: Words) {
  const coded = (list: string, code: string | null) =>
    code === null ? words.t('victims-pages:answer.none') : words.code(list, code);
  return [
    { key: words.t('victims-pages:column.reference'), value: row.reference, tag: '' },
    {
      key: words.t('victims-pages:column.stage'),
      value: words.t(`victims-pages:stage.${row.stage}`),
      tag: stageTags[row.stage] ?? 'grey',
    },
    { key: words.t('victims-pages:column.sex'), value: coded('sex', row.sex), tag: '' },
    { key: words.t('victims-pages:column.age_group'), value: coded('majority', row.age_group), tag: '' },
    { key: words.t('victims-pages:column.county'), value: coded('unit', row.county), tag: '' },
    { key: words.t('victims-pages:column.office'), value: words.organisation(row.office), tag: '' },
    { key: words.t('victims-pages:column.registered'), value: words.fmt.date(registration.on), tag: '' },
    ...(row.sealed
      ? [
          {
            key: words.t('victims-pages:column.protection'),
            value: words.t('victims-pages:case.sealed'),
            tag: 'red',
          },
        ]
      : []),
  ];
}
