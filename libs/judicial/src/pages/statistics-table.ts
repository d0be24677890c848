import type { Indicator } from '@hub/codebook';
import { chartSvg } from '@hub/web';
import type { Table } from '../indicators/dimension';
import type { Words } from './words';

/** More classes than this make no readable chart. */
const MOST_BARS = 20;

/** Columns of figures; all others are classes. */
const figures = new Set(['value', 'persons']);
/** Classes the criteria have no list for. */
const ownClasses = new Set(['figure', 'cohort_outcome', 'interval']);

/** What a table of the indicator can be broken down by: years and quarters, then as the criteria have it. */
export const breakdownsOf = ({ breakdowns }: Indicator, words: Words) =>
  [...new Set(['year', 'quarter', ...breakdowns, 'unit'])].map(value => ({
    value,
    text: words.labels.breakdown(value),
  }));

function classText(column: string, value: string | number, words: Words): string {
  const text = String(value);
  if (column === 'variable') return words.labels.variable(text);
  if (ownClasses.has(column)) return words.t(`judicial-pages:statistics.class.${text}`);
  if (text === 'EUR_TOTAL') return words.t('judicial-pages:statistics.class.EUR_TOTAL');
  const list = words.book.breakdown(column)?.list;
  if (list === 'organisation') return words.organisation(text);
  return list === undefined ? text : words.code(list, text);
}

function columnText(name: string, words: Words): string {
  if (words.book.breakdown(name)) return words.labels.breakdown(name);
  return words.t(`judicial-pages:statistics.column.${name}`);
}

function cellText(column: string, cell: string | number, words: Words): string {
  if (!figures.has(column)) return classText(column, cell, words);
  if (typeof cell === 'number') return words.fmt.number(cell);
  return cell === '' ? '' : words.t('judicial-pages:statistics.not-available');
}

/** The table in words. */
export function tableView({ columns, rows }: Table, caption: string, words: Words) {
  return {
    caption,
    showCaption: false,
    columns: columns.map(name => ({ text: columnText(name, words), numeric: figures.has(name) })),
    rows: rows.map(row =>
      row.map((cell, at) => {
        const column = columns[at] ?? '';
        return { text: cellText(column, cell, words), numeric: figures.has(column) };
      }),
    ),
  };
}

/** Rows of the file: what it is, then codes and exact figures, for a program to read. */
export const csvOf = (title: string, { columns, rows }: Table): (string | number)[][] => [
  [`INTERNAL ${title}`, ...columns.slice(1).map(() => '')],
  [...columns],
  ...rows.map(row => [...row]),
];

/** A line over years, bars over classes; nothing where there is nothing to compare. */
export function chartOf({ columns, rows }: Table, title: string, words: Words): string {
  const value = columns.indexOf('value');
  const plain = value === 1 && rows.every(row => typeof row[value] === 'number');
  if (!plain || rows.length < 2 || rows.length > MOST_BARS) return '';
  const [name = ''] = columns;
  return chartSvg(
    {
      kind: name === 'year' ? 'line' : 'bar',
      title,
      categories: rows.map(row => classText(name, row[0] ?? '', words)),
      series: [{ name: title, values: rows.map(row => Number(row[value])) }],
    },
    'chart',
  );
}
