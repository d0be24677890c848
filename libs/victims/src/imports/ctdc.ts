import fs from 'node:fs/promises';
import path from 'node:path';
import { nameId } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { decideStatus } from '../case/decide-status';
import { recordSection } from '../case/record-section';
import { dayIn } from '../settings';
import type { Setting } from '../setting';
import { recordAll } from './batches';
import { ctdcCase, ctdcHeadings, type CtdcCase, type CtdcRow } from './ctdc-mapping';
import { writeErrorFile } from './error-file';
import type { Importer, ImportReport, ImportRequest, Tools } from './import';
import { fileIdOf, recordPublicCase } from './public-case';
import { readRows, type Row } from './read-rows';
import type { Recording } from './recording';
import { RowRejected, type Rejection } from './rejection';

/** Events a row leads to: person, registration, three sections, status. */
const EVENTS_PER_ROW = 6;

/** The data set itself takes the place of a registering organisation of the jurisdiction. */
const organisations = new Map([
  ['ctdc-hotline', { id: 'ctdc-hotline', name: 'CTDC, hotline', type: 'hotline' }],
  ['ctdc-other', { id: 'ctdc-other', name: 'CTDC, case management', type: 'other' }],
]);

export function publicSetting({ book }: Pick<Tools, 'book'>, register: typeof organisations): Setting {
  return {
    today: dayIn(book.jurisdiction.timeZone, new Date()),
    book,
    organisation: id => register.get(id),
  };
}

/** @throws {Refusal} in production: a public data set is no register of the authority */
export function refuseInProduction({ config }: Pick<Tools, 'config'>): void {
  if (config.mode === 'production')
    throw new Refusal('victims.import.public-in-production', {}, { status: 409 });
}

const described =
  ({ year, sections }: CtdcCase) =>
  (recording: Recording): Recording => {
    for (const [section, values] of Object.entries(sections)) {
      recording.with(recordSection, { section, values, basedOn: 0 });
    }
    return recording.with(decideStatus, { status: 'identified', on: year });
  };

/** Field of the file behind a problem the criteria found. */
const fieldOf = (pointer: string): string => {
  const variable = pointer.split('/')[2] ?? '';
  return (
    { citizenship: 'citizenship', labour_sector: 'Labor_Type', age_band: 'ageBroad' }[variable] ?? variable
  );
};

function rejectionOf(error: unknown, line: number): Rejection | undefined {
  if (error instanceof RowRejected)
    return { line, field: error.field, code: error.code, params: error.params };
  if (!(error instanceof Refusal)) return undefined;
  const [problem] = error.options.problems ?? [];
  return problem
    ? { line, field: fieldOf(problem.pointer), code: problem.code, params: problem.params }
    : { line, field: '', code: error.code, params: error.params };
}

/** The parts of one run. */
interface Run {
  readonly fileId: string;
  readonly source: string;
  readonly setting: Setting;
  readonly request: ImportRequest;
  readonly tools: Tools;
}

/** @returns whether the row was new, or why it was rejected */
async function recordRow(row: Row, run: Run): Promise<boolean | Rejection> {
  try {
    const values = row.values as CtdcRow;
    const mapped = ctdcCase(values);
    const kept = Object.fromEntries(ctdcHeadings.map(heading => [heading, values[heading]]));
    return await recordPublicCase(
      run.tools.history,
      run.setting,
      {
        key: nameId(String(row.number), run.fileId),
        year: mapped.year,
        organisation: `ctdc-${mapped.organisationType}`,
        source: { name: run.source, row: row.number, values: kept },
        actor: run.request.actor,
      },
      described(mapped),
    );
  } catch (error) {
    const rejection = rejectionOf(error, row.line);
    if (!rejection) throw error;
    return rejection;
  }
}

/**
 * Records every row of the Counter-Trafficking Data Collaborative's k-anonymised file as a person with a case. The
 * key of a row is the file and its number in it: a second run records nothing twice, a cut-off one goes on.
 */
export const ctdc: Importer = async (request, tools) => {
  refuseInProduction(tools);
  const fileId = fileIdOf(await fs.readFile(request.file));
  const source = `ctdc-${fileId.replaceAll('-', '').slice(0, 12)}`;
  const run: Run = { fileId, source, setting: publicSetting(tools, organisations), request, tools };
  const rejections: Rejection[] = [];
  let read = 0;
  let recorded = 0;
  const rows = readRows(request.file, ctdcHeadings, rejection => rejections.push(rejection));
  const outcomes = recordAll(rows, EVENTS_PER_ROW, row => recordRow(row, run));
  for await (const batch of outcomes) {
    for (const outcome of batch) {
      if (typeof outcome !== 'boolean') rejections.push(outcome);
      else if (outcome) recorded++;
    }
    read += batch.length;
    request.progress(read);
  }
  const position = await tools.history.store.head();
  return report(request, tools, { read, recorded, rejections, position });
};

export function report(
  { file, lang }: ImportRequest,
  { config, translator }: Pick<Tools, 'config' | 'translator'>,
  outcome: {
    readonly read: number;
    readonly recorded: number;
    readonly rejections: readonly Rejection[];
    readonly position: bigint;
    readonly notes?: readonly string[];
  },
): ImportReport {
  const { recorded, notes } = outcome;
  const rejections = [...outcome.rejections].sort((a, b) => a.line - b.line);
  const broken = rejections.filter(
    ({ code }) => code === 'victims.import.field-count' || code === 'victims.import.not-csv',
  );
  const read = outcome.read + broken.length;
  const known = read - recorded - rejections.length;
  const directory = path.join(config.dataDirectory, 'imports');
  const errorFile =
    rejections.length > 0
      ? writeErrorFile(directory, path.basename(file), rejections, { translator, lang })
      : undefined;
  return {
    read,
    recorded,
    rejected: rejections.length,
    known,
    position: String(outcome.position),
    ...(notes && notes.length > 0 ? { notes } : {}),
    ...(errorFile ? { errorFile } : {}),
  };
}
