import { parsePartialDate, type CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import type { ReadModels, Sql } from '@hub/read-model';
import { Coding } from '../read/coding';
import {
  assets,
  casesOpened,
  compensation,
  decisions,
  durations,
  judgments,
  organisedAndInternational,
} from './cases';
import type { Table, TableRequest } from './dimension';
import { endOfDay } from './local-day';
import {
  convictionRate,
  detentionShare,
  personsAt,
  requalifiedToLesser,
  sentences,
  suspectCohort,
  suspendedShare,
  useOfServices,
} from './persons';
import { completeness, timeliness } from './quality';
import type { Measuring } from './query';

/** The query behind each measure of the criteria. */
const measures: Readonly<Record<string, (measuring: Measuring) => Promise<Table>>> = {
  'trafficking-cases-opened': casesOpened,
  'persons-suspected': personsAt('suspected'),
  'persons-prosecuted': personsAt('prosecuted'),
  'prosecution-decisions': decisions,
  'persons-convicted-first-instance': personsAt('convicted_first'),
  'persons-convicted-finally': personsAt('convicted_finally'),
  'court-judgments': judgments,
  'conviction-rate': convictionRate,
  'suspect-cohort-outcome': suspectCohort,
  'requalified-to-lesser-offence': requalifiedToLesser,
  sentences,
  'suspended-sentence-share': suspendedShare,
  'duration-of-proceedings': durations,
  'pre-trial-detention': detentionShare,
  'confiscation-and-seizure': assets,
  'compensation-awarded': compensation,
  'organised-and-international': organisedAndInternational,
  'use-of-services': useOfServices,
  'mandatory-cells-filled': completeness,
  'events-entered-within-14-days': timeliness,
};

/** Tables of the indicators, exact: for the holder's own analysts. */
export class Tables {
  private readonly coding: Coding;

  constructor(
    private readonly readModels: ReadModels,
    private readonly book: CriteriaBook,
  ) {
    this.coding = new Coding(book);
  }

  /**
   * @throws {Refusal} for an indicator, breakdown or class the criteria do not know
   */
  async table(id: string, request: TableRequest): Promise<Table> {
    const indicator = this.book.indicator(id);
    const measure = indicator && measures[indicator.measure];
    if (!measure) throw new Refusal('judicial.table.unknown-indicator', { indicator: id }, { status: 404 });
    const measuring = (sql: Sql): Measuring => ({ indicator: id, request, sql, coding: this.coding });
    if (request.asOf === undefined) return measure(measuring(this.readModels));
    const snapshot = await this.readModels.asOf(await this.positionOf(request.asOf), ['proceedings']);
    try {
      return await measure(measuring(snapshot));
    } finally {
      await snapshot.drop();
    }
  }

  /** A position, or a date: the last position recorded before the end of that local day. */
  private async positionOf(asOf: string): Promise<bigint> {
    if (/^\d{1,18}$/.test(asOf)) return BigInt(asOf);
    if (parsePartialDate(asOf)?.precision !== 'day') {
      throw new Refusal('judicial.table.as-of-malformed', { asOf });
    }
    return this.readModels.positionAt(endOfDay(asOf, this.book.jurisdiction.timeZone));
  }
}
