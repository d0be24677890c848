import { stages } from '../read/stage';
import type { DefendantRow } from '../read/case-tables';
import { personName } from './case-choices';
import type { CaseInView } from './case-files';
import type { Words } from './words';

/** The bar that says which case this is; no identity is in it. */
export function headOf({ row }: CaseInView, words: Words) {
  const { t } = words;
  return [
    { key: t('judicial-pages:column.reference'), value: row.reference, tag: '' },
    {
      key: t('judicial-pages:column.stage'),
      value: words.code('stage', row.stage),
      tag: row.closed ? 'grey' : 'blue',
    },
    { key: t('judicial-pages:office'), value: words.organisation(row.office), tag: '' },
    { key: t('judicial-pages:column.opened'), value: words.date(row.opened_on), tag: '' },
    {
      key: t('judicial-pages:column.legal_basis'),
      value: words.codes('legal_basis', row.legal_basis),
      tag: '',
    },
    ...(row.closed
      ? [
          {
            key: t('judicial-pages:fact.CaseClosed'),
            value: `${words.date(row.closed_on)}, ${words.code('case_closure', row.closure_reason)}`,
            tag: '',
          },
        ]
      : []),
    ...(row.sealed
      ? [{ key: t('judicial-pages:column.access'), value: t('judicial-pages:case.sealed'), tag: 'red' }]
      : []),
  ];
}

/** How far the case has come. */
export function stripOf({ row }: CaseInView, words: Words) {
  const now = stages.findIndex(stage => stage === row.stage);
  const state = (at: number) => (at < now ? 'done' : at === now ? 'now' : 'ahead');
  return stages.map((stage, at) => ({ text: words.code('stage', stage), state: state(at) }));
}

function sentenceOf({ sentence_kind: kind, sentence_months: months }: DefendantRow, words: Words): string {
  const text = words.code('sentence_type', kind);
  return months === null ? text : `${text}: ${words.t('judicial-pages:months', { count: months })}`;
}

/** Verdict in words, with whether it can still be appealed. */
function verdictOf({ verdict, verdict_final: final }: DefendantRow, words: Words): string {
  if (verdict === null) return words.t('judicial-pages:none');
  const standing = words.t(`judicial-pages:grid.${final ? 'final' : 'not-final'}`);
  return `${words.code('verdict', verdict)} (${standing})`;
}

/** One row for each suspect, accused or convicted person; the word follows the stage. */
export function gridOf(file: CaseInView, defendants: readonly DefendantRow[], words: Words) {
  const columns = ['person', 'standing', 'stage', 'charges', 'decision', 'verdict', 'sentence'];
  return {
    caption: words.t('judicial-pages:persons'),
    showCaption: false,
    columns: columns.map(name => ({ text: words.t(`judicial-pages:grid.${name}`), numeric: false })),
    rows: defendants.map(row => [
      {
        text: personName(file.proceeding, row.person, words),
        href: `/proceedings/${file.id}/persons/${row.person}`,
      },
      { text: words.t(`judicial-pages:wording.${row.severed_into === null ? row.wording : 'severed'}`) },
      { text: words.code('stage', row.stage) },
      { text: words.codes('legal_basis', row.charges.length > 0 ? row.charges : row.suspected_of) },
      { text: words.code('prosecution_decision', row.decision) },
      { text: verdictOf(row, words) },
      { text: sentenceOf(row, words) },
    ]),
  };
}
