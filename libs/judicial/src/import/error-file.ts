import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Translator } from '@hub/platform';
import { stringify } from 'csv-stringify/sync';
import type { Rejection } from './figures';

/**
 * Rejected rows with line, field and reason in the reader's words, beside the other data of the database. Holds no
 * value of a row.
 * @returns its path, or undefined when nothing was rejected
 */
export function writeErrors(
  rejections: readonly Rejection[],
  to: { readonly directory: string; readonly file: string; readonly lang: string },
  translator: Translator,
): string | undefined {
  if (rejections.length === 0) return undefined;
  const { directory, file, lang } = to;
  const target = path.join(directory, 'imports', `${path.basename(file)}.errors.csv`);
  const words = (key: string) => translator.t(lang, key);
  const lines = rejections.map(({ line, field, code }) => [line, field, words(code.replace('.', ':'))]);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(
    target,
    stringify(
      [
        [words('judicial:import.line'), words('judicial:import.field'), words('judicial:import.reason')],
        ...lines,
      ],
      {
        bom: true,
      },
    ),
  );
  return target;
}
