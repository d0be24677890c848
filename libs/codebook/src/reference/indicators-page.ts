import type { CriteriaBook } from '../book/criteria-book';
import type { Indicator } from '../model';
import { english, judicialBook, victimBook } from './english';
import { codeSpan, codeSpans, page, table } from './markdown';

const standard = ({ mappings = {} }: Indicator) =>
  Object.entries(mappings)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

function indicatorTable(book: CriteriaBook, indicators: readonly Indicator[]): string {
  return table(
    ['Id', 'Core', 'Indicator', 'Unit', 'Date', 'Breakdowns', 'Elsewhere'],
    indicators.map(entry => [
      entry.id,
      entry.core ? 'core' : '',
      `**${english(book.indicatorKey(entry.id))}.** ${english(book.indicatorKey(entry.id, 'definition'))}`,
      english(`codebook-shared:indicator_unit.${entry.unit}`),
      english(book.dateBasisKey(entry)),
      codeSpans(entry.breakdowns),
      standard(entry),
    ]),
  );
}

function breakdownTable(): string {
  const all = new Map(
    [victimBook, judicialBook].flatMap(book =>
      book.breakdowns.map(entry => [`${entry.part} ${entry.name}`, { book, entry }] as const),
    ),
  );
  return table(
    ['Breakdown', 'Label', 'Database', 'Variable', 'Classes'],
    [...all.values()].map(({ book, entry }) => [
      codeSpan(entry.name),
      english(book.breakdownKey(entry.name)),
      entry.part === 'shared' ? 'both' : entry.part,
      entry.variable ? codeSpan(entry.variable) : '',
      entry.list ? `[${entry.list}](code-lists.md#${entry.list})` : '',
    ]),
  );
}

export function indicatorsPage(): string {
  const own = (book: CriteriaBook) => book.indicators.filter(entry => !entry.id.startsWith('QI'));
  const quality = victimBook.indicators.filter(entry => entry.id.startsWith('QI'));
  return page(
    'Indicators',
    'A person counts once per indicator, jurisdiction and period, however many records, cases or charges there are; ' +
      'the first event in the period counts, and of several codes the one that stands first in its list. Periods ' +
      '(`year`, `half_year`, `quarter`, `month`) are taken from the date on which an event took effect, by the ' +
      "jurisdiction's calendar, never from the date of entry. Percentages of variables with several answers are taken " +
      'over persons with information, so they may add up to more than 100. Rates and sums in euro need the population ' +
      'and exchange rates imported by the holder; without them the answer is "not available". Core indicators are ' +
      'those every jurisdiction must be able to produce.',
    '## Victim database',
    indicatorTable(victimBook, own(victimBook)),
    '## Judicial database',
    indicatorTable(judicialBook, own(judicialBook)),
    '## Quality of data, both databases',
    indicatorTable(victimBook, quality),
    '## Breakdowns',
    breakdownTable(),
  );
}
