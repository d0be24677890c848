import type { CaseFile } from '../read/case-tables';
import type { Words } from './words';

const names = ['reference', 'stage', 'legal_basis', 'suspects', 'accused', 'convicted', 'opened', 'deadline'];
const numeric = new Set(['suspects', 'accused', 'convicted']);

/** A table of cases: reference, stage, articles, how many persons, when opened, what is due next. */
export function tableOf(cases: readonly CaseFile[], words: Words) {
  const { fmt } = words;
  return {
    caption: words.t('judicial-pages:list.title'),
    showCaption: false,
    columns: names.map(name => ({
      text: words.t(`judicial-pages:column.${name}`),
      numeric: numeric.has(name),
    })),
    rows: cases.map(file => [
      { text: file.reference, href: `/proceedings/${file.id}` },
      { text: words.code('stage', file.stage), tag: file.closed ? 'grey' : 'blue' },
      { text: words.codes('legal_basis', file.legal_basis) },
      { text: fmt.number(file.suspects), numeric: true },
      { text: fmt.number(file.accused), numeric: true },
      { text: fmt.number(file.convicted), numeric: true },
      { text: fmt.shortDate(file.opened_on) },
      {
        text:
          file.next_deadline === null ? words.t('judicial-pages:none') : fmt.shortDate(file.next_deadline),
      },
    ]),
  };
}
