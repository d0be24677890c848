import type { CriteriaBook } from '../book/criteria-book';
import { withEntries } from '../book/index-of-criteria';
import { isPlain, listOf, type PlainType } from '../book/value';
import type { Condition, LifeCycleVariable, ValueType, Variable } from '../model';
import { english } from './english';
import { codeSpan, codeSpans, page, table } from './markdown';

function plainText(type: PlainType): string {
  switch (type.kind) {
    case 'text':
      return `text, up to ${type.maxLength ?? 500} characters`;
    case 'date':
      return 'date, whole or partial';
    case 'number':
      return `number ${type.min}–${type.max}`;
    case 'money':
      return 'sum and currency';
  }
}

function typeText(type: ValueType): string {
  if (isPlain(type)) return plainText(type);
  if (type.kind === 'entries') return `entries of ${codeSpans(type.of.map(({ name }) => name))}`;
  const { list, many } = listOf(type) ?? { list: '', many: false };
  return `${many ? 'several of' : 'one of'} [${list}](code-lists.md#${list})`;
}

export function conditionText(condition: Condition): string {
  if ('all' in condition) return condition.all.map(conditionText).join(' and ');
  if ('not' in condition) return `not (${conditionText(condition.not)})`;
  if ('known' in condition) return `${codeSpan(condition.known)} is known`;
  if ('is' in condition) return `${codeSpan(condition.is)} is ${codeSpans(condition.in)}`;
  if ('has' in condition) return `${codeSpan(condition.has)} holds ${codeSpans(condition.any)}`;
  return condition.any.map(conditionText).join(' or ');
}

function mandatoryText({ mandatory, alternatives = [] }: Variable): string {
  if (!mandatory) return '';
  return alternatives.length > 0 ? `Mandatory, or ${codeSpans(alternatives)}.` : 'Mandatory.';
}

function missingText({ missing = [], type }: Variable): string {
  if (type.kind === 'entries') return 'As many as there were, in their order.';
  return missing.length > 0 ? `May be ${codeSpans(missing)}.` : 'Always answered.';
}

function notes(variable: Variable): string {
  const { when, derived, sealed, optIn } = variable;
  return [
    mandatoryText(variable),
    derived ? 'Filled by the database.' : '',
    when ? `Asked when ${conditionText(when)}.` : '',
    missingText(variable),
    sealed ? `Encrypted (${sealed.class}): ${sealed.reason}.` : '',
    optIn ? `Collected in: ${optIn.join(', ') || 'no jurisdiction yet'}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function variableTable(book: CriteriaBook, variables: readonly Variable[]): string {
  return table(
    ['No.', 'Variable', 'Meaning', 'Type', 'Rules', 'Data'],
    withEntries(variables).map(entry => [
      entry.number,
      `**${english(book.variableKey(entry.name))}** ${codeSpan(entry.name)}`,
      `${english(book.variableKey(entry.name, 'definition'))} _${english(book.variableKey(entry.name, 'example'))}_`,
      typeText(entry.type),
      notes(entry),
      entry.personalData,
    ]),
  );
}

/** All variables, also those this reference jurisdiction has switched off. */
function sections(book: CriteriaBook): string[] {
  return book.criteria.sections.map(
    section =>
      `### ${english(book.key('section', section.name))}\n\nSection ${codeSpan(section.name)}, ` +
      `recorded on the ${section.subject}.\n\n${variableTable(book, section.variables)}`,
  );
}

function facts(book: CriteriaBook): string[] {
  const groups = new Map<string, LifeCycleVariable[]>();
  for (const entry of book.criteria.lifeCycle) {
    groups.set(entry.fact, [...(groups.get(entry.fact) ?? []), entry]);
  }
  return [...groups].map(([name, variables]) => {
    const often = variables.some(entry => entry.repeatable) ? ', may occur several times' : '';
    const subject = variables[0]?.subject ?? 'case';
    return (
      `### ${english(book.key('fact', name))}\n\nFact ${codeSpan(name)} of the ${subject}${often}.\n\n` +
      variableTable(book, variables)
    );
  });
}

const legend = table(
  ['Data', 'Meaning'],
  ['D', 'Q', 'S', 'N'].map(letter => [letter, english(`codebook-shared:personal_data.${letter}`)]),
);

export function criteriaPage(title: string, book: CriteriaBook): string {
  const { rules, derivations, version } = book.criteria;
  return page(
    title,
    `Version ${version}. Variables are numbered as in the regional criteria; one number may stand for several ` +
      'variables, such as the start and the end of a period. "Not known" is an answer; a question left out is not.',
    legend,
    '## Sections',
    ...sections(book),
    '## Life-cycle facts',
    ...facts(book),
    '## Values that follow from others',
    table(
      ['Value', 'Follows from'],
      derivations.map(({ variable, from }) => [codeSpan(variable), codeSpans(from)]),
    ),
    '## Plausibility',
    'An error must be put right, a query checked and confirmed, a note is for information. A rule speaks only where ' +
      'the values leave no doubt: a partial date breaks an order of dates only when no completion of it could be right.',
    table(
      ['Rule', 'Severity', 'Message', 'Variables'],
      rules.map(({ name, severity, variables }) => [
        codeSpan(name),
        severity,
        english(book.key('rule', name)),
        codeSpans(variables),
      ]),
    ),
  );
}
