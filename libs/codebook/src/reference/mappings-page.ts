import type { CriteriaBook } from '../book/criteria-book';
import { listOf } from '../book/value';
import type { Code, Mappings, Variable } from '../model';
import { exploitationForm, mainExploitation } from '../shared/lists';
import { ctdcMergedMeans } from '../victims';
import { english, judicialBook, victimBook } from './english';
import { htcdsFields, type HtcdsField } from './htcds-fields';
import { codeSpan, codeSpans, page, table } from './markdown';

type Standard = keyof Mappings;

const books = [victimBook, judicialBook];

const variablesOf = ({ criteria }: CriteriaBook): readonly Variable[] => [
  ...criteria.sections.flatMap(section => section.variables),
  ...criteria.lifeCycle,
];

/** `prs_FirstName, prs_SecondName` or `hte_Type=Transit`: the fields a mapping names. */
export const fieldsOf = (mapping: string): readonly string[] =>
  mapping.split(', ').map(part => part.split('=')[0] ?? part);

function variableTable(standard: Standard, title: string): string {
  const rows = books.flatMap(book =>
    variablesOf(book).flatMap(entry => {
      const there = entry.mappings?.[standard];
      if (there === undefined) return [];
      return [
        [
          book.criteria.part,
          entry.number,
          codeSpan(entry.name),
          english(book.variableKey(entry.name)),
          there,
        ],
      ];
    }),
  );
  const indicators = books.flatMap(book =>
    book.indicators.flatMap(entry => {
      const there = entry.mappings?.[standard];
      return there === undefined
        ? []
        : [[book.criteria.part, entry.id, '', english(book.indicatorKey(entry.id)), there]];
    }),
  );
  return table(['Database', 'No.', 'Variable', 'Label', title], [...rows, ...indicators]);
}

const forms = () =>
  table(
    ['Form', 'GLOTIP and Eurostat', 'ICCS', 'HTCDS', 'CTDC', 'Directive 2011/36/EU'],
    mainExploitation.codes.map(({ code, mappings = {} }) => [
      codeSpan(code),
      mappings.glotip ?? '',
      mappings.iccs ?? '',
      mappings.htcds ?? '',
      mappings.ctdc ?? '',
      mappings.directive ?? '',
    ]),
  );

/** Codes of a variable that stand for a value of the HTCDS field it maps to. */
function codesFor({ name }: HtcdsField, value: string): readonly string[] {
  return books.flatMap(book =>
    variablesOf(book)
      .filter(entry => entry.mappings?.htcds !== undefined && fieldsOf(entry.mappings.htcds).includes(name))
      .flatMap(entry => {
        const list = listOf(entry.type)?.list ?? '';
        const codes = book.criteria.lists[list]?.codes ?? [];
        // Organisations have two classes in the standard; the one named like the field is an attribute.
        const there = (code: Code) => (name === 'org_Type' ? code.attributes?.[name] : code.mappings?.htcds);
        return codes.filter(code => there(code) === value).map(code => `${entry.name} = ${code.code}`);
      }),
  );
}

function variablesFor({ name }: HtcdsField): readonly string[] {
  return books.flatMap(book =>
    variablesOf(book)
      .filter(entry => entry.mappings?.htcds !== undefined && fieldsOf(entry.mappings.htcds).includes(name))
      .map(entry => entry.name),
  );
}

const htcdsBack = () =>
  table(
    ['HTCDS field', 'Core', 'Variables', 'Remark'],
    htcdsFields.map(field => [
      codeSpan(field.name),
      field.core ? 'core' : '',
      codeSpans(variablesFor(field)),
      [field.deprecated ? 'Deprecated in 2.0.' : '', field.leftOut ? `Left out: ${field.leftOut}.` : '']
        .filter(Boolean)
        .join(' '),
    ]),
  );

const htcdsValuesBack = () =>
  table(
    ['HTCDS field', 'HTCDS value', 'Codes'],
    htcdsFields.flatMap(field =>
      (field.values ?? []).map(value => {
        const codes = codesFor(field, value);
        return [codeSpan(field.name), codeSpan(value), codes.length > 0 ? codeSpans(codes) : '–'];
      }),
    ),
  );

const merged = () =>
  table(
    ['CTDC 2024', 'Codes, any of'],
    Object.entries(ctdcMergedMeans).map(([name, codes]) => [codeSpan(name), codeSpans(codes)]),
  );

export function mappingsPage(): string {
  return page(
    'Mappings to other standards',
    'How the criteria translate into the standards holders report to. Codes of lists with a counterpart elsewhere are ' +
      'in the [code lists](code-lists.md). In every export a missing answer becomes what the standard has for it: ' +
      'NULL or -99 in CTDC, `UNK` at Eurostat, `Unknown` in GLOTIP.',
    '## Forms of exploitation',
    `The ${exploitationForm.codes.length} forms and \`multiple\`, which only a main form can be. Begging and criminal ` +
      'activities count as other forms in GLOTIP and Eurostat; a holder whose state reports begging as forced labour ' +
      'says so with the export.',
    forms(),
    '## HTCDS 2.0: from the criteria',
    'The standard of IOM (CC BY 4.0) describes victims and assistance; it has no criminal proceedings. Value names of ' +
      'the economic sectors follow the sections of ISIC.',
    variableTable('htcds', 'HTCDS field'),
    '## HTCDS 2.0: to the criteria',
    htcdsBack(),
    '### Values',
    htcdsValuesBack(),
    '## CTDC',
    variableTable('ctdc', 'CTDC'),
    '### Means of control in the data of 2024',
    merged(),
    '## UNODC GLOTIP',
    variableTable('glotip', 'GLOTIP'),
    '## Eurostat',
    variableTable('eurostat', 'Eurostat'),
    '## ICCS',
    variableTable('iccs', 'ICCS'),
    '## IC-TIP',
    'Units of description: E event, V victim, P perpetrator, R reporting entity.',
    variableTable('ictip', 'IC-TIP'),
    '## Directive 2011/36/EU as amended by (EU) 2024/1712',
    variableTable('directive', 'Article'),
  );
}
