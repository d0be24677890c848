import fs from 'node:fs/promises';
import { nameId } from '@hub/event-store';
import { decideStatus } from '../case/decide-status';
import { recordSection } from '../case/record-section';
import { recordAll } from './batches';
import { publicSetting, refuseInProduction, report } from './ctdc';
import { ages, expand, figureName, sexes, type Age, type Figure, type Sex } from './glotip-figures';
import { GlotipNotes } from './glotip-notes';
import type { Importer, ImportRequest, Tools } from './import';
import { fileIdOf, recordPublicCase } from './public-case';
import { readRows, type Row } from './read-rows';
import type { Recording } from './recording';
import type { Rejection } from './rejection';

const headings = ['Iso3_code', 'Indicator', 'Dimension', 'Category', 'Sex', 'Age', 'Year', 'txtVALUE'];
const EVENTS_PER_PERSON = 4;

const sexCodes: Readonly<Record<string, Sex | 'total'>> = {
  Total: 'total',
  Female: 'female',
  Male: 'male',
  Other: 'other',
  Unknown: 'unknown',
};
const ageCodes: Readonly<Record<string, Age | 'total'>> = {
  Total: 'total',
  '0 to 17 years': 'child',
  '18 years or over': 'adult',
  Unknown: 'unknown',
};

const organisations = new Map([['glotip', { id: 'glotip', name: 'UNODC, GLOTIP', type: 'other' }]]);

interface Published extends Figure {
  readonly year: string;
  readonly line: number;
}

const COUNT = /^(?:\d{1,3}(?:,\d{3})*|\d+)$/;

/** @returns the count, undefined when it is hidden, or nothing readable */
function countIn(text: string): number | 'hidden' | 'none' {
  if (text === '<5') return 'hidden';
  return COUNT.test(text) ? Number(text.replaceAll(',', '')) : 'none';
}

/** @returns the figure, or why the row is rejected */
function figureOf({ line, values }: Row): Published | Rejection {
  const sex = sexCodes[values.Sex ?? ''];
  const age = ageCodes[values.Age ?? ''];
  const year = values.Year ?? '';
  const count = countIn(values.txtVALUE ?? '');
  if (sex === undefined) return { line, field: 'Sex', code: 'victims.import.unknown-value' };
  if (age === undefined) return { line, field: 'Age', code: 'victims.import.unknown-value' };
  if (!/^(19|20)\d{2}$/.test(year)) return { line, field: 'Year', code: 'victims.import.not-a-year' };
  if (count === 'none') return { line, field: 'txtVALUE', code: 'victims.import.not-a-count' };
  return { sex, age, year, line, count: count === 'hidden' ? undefined : count };
}

/** One person the published figures stand for. */
interface Counted {
  readonly year: string;
  readonly sex: Sex;
  readonly age: Age;
  readonly nth: number;
}

function* personsOf(year: string, persons: Readonly<Record<string, number>>): Generator<Counted> {
  for (const sex of sexes) {
    for (const age of ages) {
      const count = persons[`${sex}/${age}`] ?? 0;
      for (let nth = 0; nth < count; nth++) yield { year, sex, age, nth };
    }
  }
}

/** Same shape, same numbers as the year before: the source may have repeated a row. */
function repeats(figures: readonly Published[], before: readonly Published[] | undefined): boolean {
  const shape = (all: readonly Published[]) =>
    all
      .map(figure => `${figureName(figure)}=${figure.count ?? '<5'}`)
      .sort()
      .join();
  return before !== undefined && figures.length > 2 && shape(figures) === shape(before);
}

const described =
  ({ sex, age, year }: Counted) =>
  (recording: Recording): Recording =>
    recording
      .with(recordSection, {
        section: 'profile',
        values: { sex, majority_at_identification: age, age_basis: 'unknown' },
        basedOn: 0,
      })
      .with(decideStatus, { status: 'identified', on: year });

/** Rows about detected victims of the own jurisdiction, by year. */
async function readFigures(request: ImportRequest, { book }: Tools, reject: (rejection: Rejection) => void) {
  const years = new Map<string, Published[]>();
  let read = 0;
  let beside = 0;
  for await (const row of readRows(request.file, headings, reject)) {
    if (row.values.Iso3_code !== book.jurisdiction.iso3) continue;
    if (row.values.Indicator !== 'Detected trafficking victims') continue;
    read++;
    if (row.values.Dimension !== 'Total' || row.values.Category !== 'Total') {
      beside++;
      continue;
    }
    const figure = figureOf(row);
    if ('code' in figure) reject(figure);
    else years.set(figure.year, [...(years.get(figure.year) ?? []), figure]);
  }
  return { years, read, beside };
}

/**
 * Expands the published counts of detected victims of the own jurisdiction to persons with a case of which sex, age
 * group, year and status are known and nothing else. Counts by form, citizenship and country of return are not
 * crossed with sex and age in the source and make nobody.
 */
export const glotip: Importer = async (request, tools) => {
  refuseInProduction(tools);
  const fileId = fileIdOf(await fs.readFile(request.file));
  const name = `glotip-${fileId.replaceAll('-', '').slice(0, 12)}`;
  const setting = publicSetting(tools, organisations);
  const rejections: Rejection[] = [];
  const notes = new GlotipNotes(request.lang, tools.translator);
  const { years, read, beside } = await readFigures(request, tools, rejection => rejections.push(rejection));
  async function* everybody(): AsyncGenerator<Counted> {
    let before: readonly Published[] | undefined;
    for (const [year, figures] of [...years].sort(([a], [b]) => a.localeCompare(b))) {
      const expanded = expand(figures);
      notes.ofYear(year, figures, expanded);
      if (repeats(figures, before)) notes.repeated(year);
      before = figures;
      yield* personsOf(year, expanded.persons);
    }
  }
  let persons = 0;
  let recorded = 0;
  const namespace = nameId(tools.book.jurisdiction.iso3, fileId);
  const record = (person: Counted) =>
    recordPublicCase(
      tools.history,
      setting,
      {
        key: nameId(`${person.year}/${person.sex}/${person.age}/${person.nth}`, namespace),
        year: person.year,
        organisation: 'glotip',
        source: { name },
        actor: request.actor,
      },
      described(person),
    );
  for await (const outcomes of recordAll(everybody(), EVENTS_PER_PERSON, record)) {
    persons += outcomes.length;
    recorded += outcomes.filter(isNew => isNew).length;
    request.progress(persons);
  }
  notes.beside(beside);
  const position = await tools.history.store.head();
  const base = report(request, tools, { read, recorded, rejections, position, notes: notes.said });
  return { ...base, persons, known: persons - recorded };
};
