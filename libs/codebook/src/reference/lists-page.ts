import type { CriteriaBook } from '../book/criteria-book';
import { legalBasis } from '../judicial/legal-bases';
import { jurisdictions } from '../jurisdictions/all';
import type { Code, CodeList, Mappings } from '../model';
import { country, language } from '../shared/geography';
import { codeText, english, judicialBook, victimBook } from './english';
import { codeSpan, page, table } from './markdown';

const standards: readonly (readonly [keyof Mappings, string])[] = [
  ['htcds', 'HTCDS'],
  ['ctdc', 'CTDC'],
  ['glotip', 'GLOTIP'],
  ['eurostat', 'Eurostat'],
  ['iccs', 'ICCS'],
  ['ictip', 'IC-TIP'],
  ['directive', 'Directive 2011/36/EU'],
];

function validity({ validFrom, validTo }: Code): string {
  if (validFrom === undefined && validTo === undefined) return '';
  return `${validFrom ?? '…'} – ${validTo ?? '…'}`;
}

/** Only the columns some code of the list fills. */
function listBlock(book: CriteriaBook, { name, codes }: CodeList): string {
  const used = standards.filter(([standard]) => codes.some(code => code.mappings?.[standard]));
  const dated = codes.some(code => validity(code));
  const rows = codes.map(code => [
    codeSpan(code.code),
    codeText(book, name, code.code),
    ...(dated ? [validity(code)] : []),
    ...used.map(([standard]) => code.mappings?.[standard] ?? ''),
  ]);
  const head = ['Code', 'Label', ...(dated ? ['Valid'] : []), ...used.map(([, title]) => title)];
  return `### ${name}\n\n${english(book.listKey(name))}.\n\n${table(head, rows)}`;
}

const listsOf = (book: CriteriaBook, part: string) =>
  Object.values(book.criteria.lists)
    .filter(list => list.part === part && list.name !== legalBasis.name)
    .map(list => listBlock(book, list));

function legalBlock(): string {
  const rows = legalBasis.codes.map(code => {
    const { attributes = {} } = code;
    return [
      codeSpan(code.code),
      english(`codebook-judicial:legal.${code.code}`),
      attributes['thb'] === true ? 'yes' : '',
      String(attributes['child']),
      attributes['use_of_services'] === true ? 'yes' : '',
      String(attributes['iccs']),
      validity(code),
      attributes['review'] === true ? 'to be confirmed' : '',
    ];
  });
  return table(
    ['Code', 'Provision', 'Trafficking', 'Victim', 'Use of services', 'ICCS', 'Valid', 'Review'],
    rows,
  );
}

const generated = () =>
  [
    '### country',
    `ISO 3166-1 alpha-2 (${country.codes.length - 4} codes) and, beside it, \`XK\` Kosovo\\*, \`STLS\` stateless, ` +
      '`YU` and `CS` for years in which these states existed. Names come from CLDR in the language of the reader.',
    '### language',
    `${language.codes.length} languages of ISO 639; names come from CLDR in the language of the reader.`,
    '### unit',
    `First-level units of the ten jurisdictions (${jurisdictions.flatMap(entry => entry.units).length} codes, with the ` +
      'cantons of the Federation of Bosnia and Herzegovina): see [jurisdictions](jurisdictions.md).',
    '### organisation',
    'Ids of the register of organisations each database keeps; it starts with the institutions of the jurisdiction.',
  ].join('\n\n');

export function listsPage(): string {
  return page(
    'Code lists',
    'Codes are the same in every language and never change their meaning; a code that is no longer used ends with a ' +
      'date and stays readable. Where an answer is missing, `unknown`, `refused` or `not_applicable` stands in its place.',
    '## Lists of both databases',
    ...listsOf(victimBook, 'shared'),
    generated(),
    '## Lists of the victim database',
    ...listsOf(victimBook, 'victims'),
    '## Lists of the judicial database',
    ...listsOf(judicialBook, 'judicial'),
    '### legal_basis',
    'Provisions of the ten jurisdictions. The number of an article is that of the criminal code in force on the days ' +
      'given; provisions marked "to be confirmed" await a lawyer of the jurisdiction.',
    legalBlock(),
  );
}
