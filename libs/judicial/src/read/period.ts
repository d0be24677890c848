import { parsePartialDate } from '@hub/codebook';
import type { When } from '../case/terms';

export interface Period {
  readonly year: number;
  /** 1 to 12; absent where only the year is known. */
  readonly month?: number;
  /** First day it can mean, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Where a fact falls; undefined for an unknown date, which is counted nowhere. */
export function periodOf(when: When | undefined): Period | undefined {
  const date = when === undefined ? undefined : parsePartialDate(when);
  if (!date?.earliest || date.precision === 'interval') return undefined;
  return {
    year: Number(date.earliest.slice(0, 4)),
    ...(date.precision !== 'year' && { month: Number(date.earliest.slice(5, 7)) }),
    day: date.earliest,
  };
}

/** Days from one date to another when both are exact to the day. */
export function daysBetween(from: When | undefined, to: When | undefined): number | undefined {
  const start = from === undefined ? undefined : parsePartialDate(from);
  const end = to === undefined ? undefined : parsePartialDate(to);
  if (start?.precision !== 'day' || end?.precision !== 'day') return undefined;
  return Math.round((Date.parse(end.earliest ?? '') - Date.parse(start.earliest ?? '')) / 86_400_000);
}
