import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** Stages the published data set knows, and the indicator each is counted by. */
export const publishedStages = {
  'Persons brought into formal contact': 'suspected',
  'Persons prosecuted': 'prosecuted',
  'Persons convicted': 'convicted',
} as const;
export type PublishedStage = (typeof publishedStages)[keyof typeof publishedStages];

export type Sex = 'total' | 'female' | 'male' | 'other' | 'unknown';
export type Age = 'total' | 'child' | 'adult' | 'unknown';

/** One published figure; a hidden one (`<5`) has no value. */
export interface Figure {
  readonly line: number;
  readonly stage: PublishedStage;
  readonly year: number;
  readonly sex: Sex;
  readonly age: Age;
  readonly value: number | undefined;
}

export interface Rejection {
  readonly line: number;
  readonly field: string;
  /** Stable code, put into words for the error file. */
  readonly code: string;
}

export interface Published {
  /** Rows of the own jurisdiction. */
  readonly read: number;
  readonly figures: readonly Figure[];
  readonly rejections: readonly Rejection[];
  /** Rows that say nothing about the persons counted here, by indicator and dimension. */
  readonly notExpanded: ReadonlyMap<string, number>;
}

const sexes: Readonly<Record<string, Sex>> = {
  Total: 'total',
  Female: 'female',
  Male: 'male',
  Other: 'other',
  Unknown: 'unknown',
};

const ages: Readonly<Record<string, Age>> = {
  Total: 'total',
  '0 to 17 years': 'child',
  '18 years or over': 'adult',
  Unknown: 'unknown',
};

type Row = Readonly<Record<string, string | undefined>>;

const needed = ['Iso3_code', 'Indicator', 'Dimension', 'Sex', 'Age', 'Year', 'txtVALUE'];

/** `1,099` is a number with a thousands comma, `<5` a hidden one; anything else is refused. */
function valueOf(text: string): number | undefined | 'malformed' {
  if (/^<\s*\d+$/.test(text)) return undefined;
  return /^(\d{1,3}(,\d{3})+|\d+)$/.test(text) ? Number(text.replaceAll(',', '')) : 'malformed';
}

const yearOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^(19[9]|20\d)\d$/.test(text) ? Number(text) : undefined;

function figureOf(row: Row, line: number, stage: PublishedStage): Figure | Rejection {
  const refused = (field: string, code: string): Rejection => ({ line, field, code });
  const sex = sexes[String(row['Sex'])];
  const age = ages[String(row['Age'])];
  const year = yearOf(row['Year']);
  const value = valueOf(String(row['txtVALUE']));
  if (!sex) return refused('Sex', 'judicial.import.unknown-value');
  if (!age) return refused('Age', 'judicial.import.unknown-value');
  if (year === undefined) return refused('Year', 'judicial.import.not-a-year');
  if (value === 'malformed') return refused('txtVALUE', 'judicial.import.not-a-number');
  return { line, stage, year, sex, age, value };
}

/** Which stage a row speaks of; undefined for what is not expanded to persons. */
function stageOf(row: Row): PublishedStage | undefined {
  if (row['Dimension'] !== 'Total') return undefined;
  return (publishedStages as Readonly<Record<string, PublishedStage>>)[row['Indicator'] ?? ''];
}

/**
 * Reads the published figures of one country.
 * @param iso3 ISO 3166-1 alpha-3 of the own jurisdiction
 * @throws when the file is not the published data set
 */
export async function readFigures(file: string, iso3: string): Promise<Published> {
  const rows = createReadStream(file).pipe(
    parse({ columns: true, bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  const figures: Figure[] = [];
  const rejections: Rejection[] = [];
  const notExpanded = new Map<string, number>();
  let read = 0;
  for await (const { record, info } of rows as AsyncIterable<{ record: Row; info: { lines: number } }>) {
    const missing = needed.find(name => record[name] === undefined);
    if (missing !== undefined) {
      rejections.push({ line: info.lines, field: missing, code: 'judicial.import.column-missing' });
      continue;
    }
    if (record['Iso3_code'] !== iso3) continue;
    read++;
    const stage = stageOf(record);
    if (!stage) {
      const what = `${record['Indicator'] ?? ''}, ${record['Dimension'] ?? ''}`;
      notExpanded.set(what, (notExpanded.get(what) ?? 0) + 1);
      continue;
    }
    const figure = figureOf(record, info.lines, stage);
    if ('code' in figure) rejections.push(figure);
    else figures.push(figure);
  }
  return { read, figures, rejections, notExpanded };
}
