/** The part of EDTF (ISO 8601-2) the criteria use: calendar dates of three precisions, open and closed intervals. */
export interface PartialDate {
  readonly precision: 'day' | 'month' | 'year' | 'interval';
  /** First day it can mean, `YYYY-MM-DD`; absent when open to the past. */
  readonly earliest?: string;
  /** Last day it can mean; absent when open to the future. */
  readonly latest?: string;
}

const calendar = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Days of a month; leap years by the Gregorian rule. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');
const iso = (year: number, month: number, day: number) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

function parseCalendar(text: string): PartialDate | undefined {
  const [, y, m, d] = calendar.exec(text) ?? [];
  // Earlier years are typing errors in this field, and Date.UTC reads 0-99 as 1900-1999.
  if (y === undefined || Number(y) < 1900) return undefined;
  const year = Number(y);
  if (m === undefined) return { precision: 'year', earliest: iso(year, 1, 1), latest: iso(year, 12, 31) };
  const month = Number(m);
  if (month < 1 || month > 12) return undefined;
  const last = daysIn(year, month);
  if (d === undefined) {
    return { precision: 'month', earliest: iso(year, month, 1), latest: iso(year, month, last) };
  }
  const day = Number(d);
  if (day < 1 || day > last) return undefined;
  return { precision: 'day', earliest: iso(year, month, day), latest: iso(year, month, day) };
}

/** One end of an interval: open, or a calendar date; undefined when it is neither. */
const parseEnd = (text: string): PartialDate | undefined =>
  text === '..' ? { precision: 'interval' } : parseCalendar(text);

function parseInterval(first: string, second: string): PartialDate | undefined {
  const start = parseEnd(first);
  const end = parseEnd(second);
  if (!start || !end || (first === '..' && second === '..')) return undefined;
  const { earliest } = start;
  const { latest } = end;
  if (earliest !== undefined && latest !== undefined && earliest > latest) return undefined;
  return { precision: 'interval', ...(earliest && { earliest }), ...(latest && { latest }) };
}

/** The dates of a country's cases are a few thousand days, asked for again with every fact. */
const parsed = new Map<string, PartialDate | undefined>();
const MOST_KEPT = 20_000;

/** Undefined when the text is not a date the criteria know, or when an interval ends before it begins. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const known = parsed.get(text);
  if (known !== undefined || parsed.has(text)) return known;
  const date = parse(text);
  // A text of any length may be asked about; what is kept has the length of a date.
  if (parsed.size < MOST_KEPT && text.length <= 'YYYY-MM-DD/YYYY-MM-DD'.length) parsed.set(text, date);
  return date;
}

function parse(text: string): PartialDate | undefined {
  const [first, second, ...rest] = text.split('/');
  if (first === undefined || rest.length > 0) return undefined;
  return second === undefined ? parseCalendar(first) : parseInterval(first, second);
}

export type DateOrder = 'before' | 'after' | 'same' | 'overlapping';

const endsBefore = (a: PartialDate, b: PartialDate) =>
  a.latest !== undefined && b.earliest !== undefined && a.latest < b.earliest;

const isDay = (date: PartialDate) => date.earliest !== undefined && date.earliest === date.latest;

/** Order of two dates as far as it is certain: `overlapping` when either order is possible. */
export function comparePartialDates(a: PartialDate, b: PartialDate): DateOrder {
  if (endsBefore(a, b)) return 'before';
  if (endsBefore(b, a)) return 'after';
  return isDay(a) && isDay(b) ? 'same' : 'overlapping';
}

/** True only when both are dates and the first is after the second whatever the unknown parts are. */
export function certainlyAfter(first: unknown, second: unknown): boolean {
  if (typeof first !== 'string' || typeof second !== 'string') return false;
  const a = parsePartialDate(first);
  const b = parsePartialDate(second);
  return a !== undefined && b !== undefined && comparePartialDates(a, b) === 'after';
}

export interface Age {
  /** Completed years at the reference date. */
  readonly years: number;
  /** The dates leave more than one answer; `years` is then the plain difference of the years. */
  readonly estimated: boolean;
}

const yearOf = (date: string) => Number(date.slice(0, 4));

function completedYears(birth: string, reference: string): number {
  const beforeBirthday = reference.slice(5) < birth.slice(5);
  return yearOf(reference) - yearOf(birth) - (beforeBirthday ? 1 : 0);
}

/** Age at a reference date; undefined when a date is open-ended, no date, or the birth lies after the reference. */
export function ageAt(birth: string, reference: string): Age | undefined {
  const born = parsePartialDate(birth);
  const then = parsePartialDate(reference);
  if (!born?.earliest || !born.latest || !then?.earliest || !then.latest) return undefined;
  const youngest = completedYears(born.latest, then.earliest);
  const oldest = completedYears(born.earliest, then.latest);
  if (oldest < 0) return undefined;
  if (youngest === oldest) return { years: oldest, estimated: false };
  const plain = yearOf(then.earliest) - yearOf(born.earliest);
  return { years: Math.max(0, plain), estimated: true };
}

export type Majority = 'child' | 'adult';

/** A child is a person under 18 (Directive 2011/36/EU art. 2(6), CETS 197 art. 4(d)). */
export function majorityOf(years: number): Majority {
  return years < 18 ? 'child' : 'adult';
}

/** Whole months between two dates, from the first day the start can mean to the last the end can mean. */
export function monthsBetween(start: string, end: string): number | undefined {
  const from = parsePartialDate(start)?.earliest;
  const to = parsePartialDate(end)?.latest;
  if (from === undefined || to === undefined || to < from) return undefined;
  const months = (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return Math.max(0, to.slice(8) < from.slice(8) ? months - 1 : months);
}
