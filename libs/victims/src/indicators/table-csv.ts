import { stringify } from 'csv-stringify/sync';
import type { Table } from './table';

/** RFC 4180, one line per cell, the value last. */
export const tableAsCsv = ({ columns, rows }: Table): string =>
  stringify([[...columns], ...rows.map(row => [...row])], {
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
