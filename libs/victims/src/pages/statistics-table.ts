import type { Indicator } from '@hub/codebook';
import { chartSvg } from '@hub/web';
import type { Table } from '../indicators/table';
import type { Words } from './words';

/** More classes than this make no readable chart. */
const MOST_BARS = 20;

/** What a table of the indicator can be broken down by: periods where it counts by a date, then as the criteria have it. */
export const breakdownsOf = ({ breakdowns, dateBasis }: Indicator, words: Words) =>
  [...new Set([...(dateBasis === 'none' ? [] : ['year', 'quarter']), ...breakdowns])].map(value => ({
    value,
    text: words.labels.breakdown(value),
  }));

const isClass = (column: string, words: Words) => words.book.breakdown(column) !== undefined;

function classText(column: string, value: string | number, words: Words): string {
  const list = words.book.breakdown(column)?.list;
  if (column === 'variable') return words.labels.variable(String(value));
  if (column === 'event') return words.t(`victims-pages:statistics.event.${value}`);
  return list === undefined ? String(value) : words.code(list, String(value));
}

function columnText(name: string, words: Words): string {
  return isClass(name, words)
    ? words.labels.breakdown(name)
    : words.t(`victims-pages:statistics.column.${name}`);
}

/** The table in words. */
export function tableView({ columns, rows }: Table, caption: string, words: Words) {
  return {
    caption,
    showCaption: false,
    columns: columns.map(name => ({ text: columnText(name, words), numeric: !isClass(name, words) })),
    rows: rows.map(row =>
      row.map((cell, at) => {
        const name = columns[at] ?? '';
        const figure = typeof cell === 'number' && !isClass(name, words);
        return { text: figure ? words.fmt.number(cell) : classText(name, cell, words), numeric: figure };
      }),
    ),
  };
}

/** Rows of the file: what it is, then codes and exact figures, for a program to read. */
export const csvOf = (id: string, { columns, rows }: Table): (string | number)[][] => [
  [`INTERNAL ${id}`, ...columns.slice(1).map(() => '')],
  [...columns],
  ...rows.map(row => [...row]),
];

/** A line over years, bars over classes; nothing where there is nothing to compare. */
export function chartOf({ columns, rows }: Table, title: string, words: Words): string {
  const value = columns.indexOf('value');
  if (value !== 1 || rows.length < 2 || rows.length > MOST_BARS) return '';
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
