import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Translator } from '@hub/platform';
import type { Rejection } from './rejection';

/**
 * Writes the rejected rows with line, field and reason in the chosen language. It holds no values of the file, so
 * it can be passed on.
 * @returns its path
 */
export function writeErrorFile(
  directory: string,
  name: string,
  rejections: readonly Rejection[],
  words: { readonly translator: Pick<Translator, 'message' | 't'>; readonly lang: string },
): string {
  const { translator, lang } = words;
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.errors.csv`);
  const headings = ['line', 'field', 'reason'].map(column =>
    translator.t(lang, `victims:import.column.${column}`),
  );
  const rows = rejections.map(({ line, field, code, params }) => [
    line,
    field,
    translator.message(lang, code, params) ?? code,
  ]);
  fs.writeFileSync(file, stringify([headings, ...rows], { bom: true, escape_formulas: true }), {
    mode: 0o600,
  });
  return file;
}
