import { parsePartialDate } from '@hub/codebook';
import type { Position } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { ReadModels } from '@hub/read-model';
import { addDays } from '../dates';

/** The instant a civil day begins in a time zone. */
export function beginningOf(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const offsetAt = (instant: number) => Date.parse(`${local.format(instant).replace(' ', 'T')}Z`) - instant;
  // The offset at midnight itself differs from the one a few hours before only on the day clocks change.
  const guess = midnight - offsetAt(midnight);
  return new Date(midnight - offsetAt(guess));
}

/**
 * What was known: a position of the log, or the last one recorded before a day of the jurisdiction was over.
 * @throws {Refusal} 422 when it is neither
 */
export async function positionOf(
  moment: string,
  models: Pick<ReadModels, 'positionAt'>,
  timeZone: string,
): Promise<Position> {
  if (/^\d{1,18}$/.test(moment)) return BigInt(moment);
  if (parsePartialDate(moment)?.precision !== 'day') {
    throw new Refusal('victims.indicator.unknown-moment', {}, { status: 422 });
  }
  return models.positionAt(beginningOf(addDays(moment, 1), timeZone));
}
