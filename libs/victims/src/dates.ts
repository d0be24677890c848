import { certainlyAfter, parsePartialDate } from '@hub/codebook';
import type { Violation } from './violation';

/**
 * Dates of facts are EDTF (level 0/1) because often only a month or a year is known: `2024`, `2024-05`,
 * `2024-05-17`, `../2024-05` (before), `2024/..` (after). Days are civil days of the jurisdiction; they never
 * pass through a time zone.
 */
export type FactDate = string;

/** A violation when the date surely lies before the one it must follow, whatever the unknown part of either is. */
export const notBefore = (
  date: FactDate,
  earliest: FactDate | undefined,
  code: string,
): Violation | undefined =>
  earliest !== undefined && certainlyAfter(earliest, date) ? { code, params: { date, earliest } } : undefined;

/** A violation when the date surely lies after today. */
export const notInFuture = (date: FactDate, today: string): Violation | undefined =>
  certainlyAfter(date, today) ? { code: 'victims.date.in-future', params: { date } } : undefined;

/** Year and month a date is counted under; month 0 when only the year is known, undefined when not even that. */
export function countedUnder(date: FactDate): { readonly year: number; readonly month: number } | undefined {
  const { earliest, latest } = parsePartialDate(date) ?? {};
  if (earliest === undefined || latest === undefined || earliest.slice(0, 4) !== latest.slice(0, 4)) {
    return undefined;
  }
  const month = earliest.slice(5, 7);
  return { year: Number(earliest.slice(0, 4)), month: month === latest.slice(5, 7) ? Number(month) : 0 };
}

/** Days from one day to another, both `YYYY-MM-DD`; negative when the other lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Day of the calendar so many days after another, both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
