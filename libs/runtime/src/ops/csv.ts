import { stringify } from 'csv-stringify/sync';
import type { Table } from '../context-definition';

/** RFC 4180, UTF-8, one line per non-zero cell, the value last. */
export function tableAsCsv({ columns, rows }: Table): string {
  return stringify([[...columns], ...rows.map(row => [...row])], { escape_formulas: true });
}
