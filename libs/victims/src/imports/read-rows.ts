import fs from 'node:fs';
import { Refusal } from '@hub/platform';
import { parse, type CsvError } from 'csv-parse';
import type { Rejection } from './rejection';

/** One row of a file with headings, and where it stands. */
export interface Row {
  /** Line it begins on, from 1; the headings are line 1. */
  readonly line: number;
  /** From 1, headings not counted. */
  readonly number: number;
  readonly values: Readonly<Record<string, string>>;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly error?: CsvError };
}

/** Longest row taken; a missing quote would otherwise swallow the rest of the file. */
const LONGEST_ROW = 100_000;

/** @throws {Refusal} when a heading is missing: the file is of another format */
function assertHeadings(headings: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter(name => !headings.includes(name));
  if (missing.length === 0) return;
  throw new Refusal('victims.import.other-format', { headings: missing.join(', ') }, { status: 422 });
}

const valuesOf = (headings: readonly string[], record: readonly string[]) =>
  Object.fromEntries(headings.map((name, index) => [name, record[index] ?? '']));

const wrongCount = (line: number, found: number, expected: number): Rejection => ({
  ...{ line, field: '', code: 'victims.import.field-count', params: { found, expected } },
});

/**
 * Rows of a CSV file one after the other, without holding the file in memory. A row with too few or too many
 * fields is given to `reject`; a file that is no CSV at all ends with what was read so far rejected.
 */
export async function* readRows(
  file: string,
  wanted: readonly string[],
  reject: (rejection: Rejection) => void,
): AsyncGenerator<Row> {
  const parser = fs
    .createReadStream(file)
    .pipe(parse({ bom: true, info: true, relax_column_count: true, max_record_size: LONGEST_ROW }));
  let headings: readonly string[] | undefined;
  let number = 0;
  let line = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const at = line + 1;
      line = info.lines;
      if (!headings) assertHeadings((headings = record), wanted);
      else if (record.length === headings.length)
        yield { line: at, number: ++number, values: valuesOf(headings, record) };
      else {
        number++;
        reject(wrongCount(at, record.length, headings.length));
      }
    }
  } catch (error) {
    const { code, lines = line } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    reject({ line: lines, field: '', code: 'victims.import.not-csv' });
  }
}
