import { readFile } from 'node:fs/promises';
import type { CriteriaBook } from '@hub/codebook';
import type { History } from '@hub/event-store';
import { Refusal, type HubConfig, type Translator } from '@hub/platform';
import { Case, noCase } from '../case/case';
import { accept } from '../case/command';
import type { Law } from '../case/law';
import { CriteriaLaw } from '../criteria-law';
import type { PersonEvent } from '../person/events';
import { Person } from '../person/person';
import { writeErrors } from './error-file';
import { expand, type PublishedPerson, type SourceNote } from './expansion';
import { readFigures, type Published } from './figures';
import { importedCase, type ImportedCase } from './recorded-case';

export interface ImportRequest {
  readonly file: string;
  readonly lang: string;
  readonly actor: string;
  readonly progress: (done: number, total?: number) => void;
}

export interface ImportReport {
  readonly read: number;
  readonly recorded: number;
  readonly rejected: number;
  readonly notes?: readonly string[];
  readonly errorFile?: string;
}

interface Tools {
  readonly config: Pick<HubConfig, 'mode' | 'dataDirectory'>;
  readonly book: CriteriaBook;
  readonly history: History;
  readonly translator: Translator;
}

/** Appends at the same time: the log writes what arrives together in one go. */
const AT_ONCE = 256;

/** After as many persons nobody had recorded, an earlier run has ended and looking before recording is wasted. */
const LOOK_AHEAD = 2 * AT_ONCE;

/** Web Crypto, which every Node has: no room of ours is needed for a checksum. */
async function sha256(file: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await readFile(file));
  return Buffer.from(digest).toString('hex');
}

/** Runs the same work over many things, a few at a time; the first failure ends it. */
async function inParallel<T>(
  things: readonly T[],
  width: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < things.length) {
      const thing = things[next++];
      if (thing !== undefined) await work(thing);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Records persons an earlier run has not recorded yet. */
class Recorder {
  private newInARow = 0;

  constructor(
    private readonly history: History,
    private readonly law: Law,
  ) {}

  /** @returns whether the person was recorded now */
  async record({ id, person, act, personAct, facts }: ImportedCase): Promise<boolean> {
    // The case comes last, so it tells that the person is there too. A refused append costs far more than a look.
    const look = this.newInARow < LOOK_AHEAD;
    if (look && (await this.history.store.load(`${Case.stream}-${id}`)).length > 0) return this.known();
    const registered: PersonEvent = { type: 'PersonRegistered', data: { kind: 'natural' } };
    await this.history.create(Person, person, () => [registered], personAct);
    const recorded = await this.history.create(Case, id, () => accept(noCase, facts, this.law), act);
    if (recorded.repeated) return this.known();
    this.newInARow++;
    return true;
  }

  private known(): boolean {
    this.newInARow = 0;
    return false;
  }
}

type Words = (key: string, params?: Record<string, string>) => string;

function noteText({ kind, stage, year, sex, age, value }: SourceNote, words: Words): string {
  return words(`judicial:import.note.${kind}`, {
    year: String(year),
    value,
    stage: words(`judicial:import.stage.${stage}`),
    sex: words(`judicial:import.sex.${sex}`),
    age: words(`judicial:import.age.${age}`),
  });
}

function notesOf(published: Published, notes: readonly SourceNote[], words: Words): string[] {
  const left = [...published.notExpanded].map(([what, count]) =>
    words('judicial:import.note.not-expanded', { what, count: String(count) }),
  );
  return [...notes.map(note => noteText(note, words)), ...left];
}

/**
 * Published aggregates of the own jurisdiction as persons, each with the one stage that was published. Idempotent:
 * what is there already is not recorded again, so an interrupted run is simply run again.
 */
export async function importGlotip(request: ImportRequest, tools: Tools): Promise<ImportReport> {
  const { file, lang, actor, progress } = request;
  const { config, book, history, translator } = tools;
  if (config.mode === 'production') throw new Refusal('judicial.import.public-data');
  const published = await readFigures(file, book.jurisdiction.iso3);
  const source = { book, file: await sha256(file), actor };
  const { persons, notes } = expand(published.figures);
  const recorder = new Recorder(history, new CriteriaLaw(book));
  let recorded = 0;
  let done = 0;
  await inParallel(persons, AT_ONCE, async (person: PublishedPerson) => {
    if (await recorder.record(importedCase(person, source))) recorded++;
    progress(++done, persons.length);
  });
  const words: Words = (key, params) => translator.t(lang, key, params);
  const errorFile = writeErrors(
    published.rejections,
    { directory: config.dataDirectory, file, lang },
    translator,
  );
  return {
    read: published.read,
    recorded,
    rejected: published.rejections.length,
    notes: notesOf(published, notes, words),
    ...(errorFile !== undefined && { errorFile }),
  };
}
