import { parsePartialDate } from '@hub/codebook';

/** A partial date as three fields and how exact it is; one EDTF text in the log. */
export interface DateFields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** `on` the date as far as it is given, `before` or `after` it. */
  readonly precision: 'on' | 'before' | 'after';
}

export const emptyDate: DateFields = { day: '', month: '', year: '', precision: 'on' };

const pad = (text: string) => text.padStart(2, '0');
const unpadded = (text: string) => text.replace(/^0(?=\d$)/, '');

/** `15.3.2026`, `15/03/2026` or `2026-03-15` pasted into the day field. */
function pasted(text: string): DateFields | undefined {
  const local = /^\s*(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})\.?\s*$/.exec(text);
  if (local) return { ...emptyDate, day: local[1] ?? '', month: local[2] ?? '', year: local[3] ?? '' };
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  return iso ? { ...emptyDate, day: iso[3] ?? '', month: iso[2] ?? '', year: iso[1] ?? '' } : undefined;
}

/**
 * EDTF text of the fields; `''` when nothing is typed. What is not a date comes back joined as typed, so that the
 * validator names it and the form shows it again.
 */
export function toEdtf(fields: DateFields): string {
  const given = pasted(fields.day) ?? fields;
  const [day, month, year] = [given.day, given.month, given.year].map(part => part.trim()) as Parts;
  if (![day, month, year].some(Boolean)) return '';
  const count = day ? 3 : month ? 2 : 1;
  const joined = (parts: readonly string[]) => within(parts.slice(0, count).join('-'), fields.precision);
  const edtf = joined([year, pad(month), pad(day)]);
  return parsePartialDate(edtf) ? edtf : joined([year, month || '??', day]);
}

type Parts = [day: string, month: string, year: string];

function within(date: string, precision: DateFields['precision']): string {
  if (precision === 'before') return `../${date}`;
  return precision === 'after' ? `${date}/..` : date;
}

/** The three fields as people type them: a `2`, not a `02`. */
export function fromEdtf(text: string): DateFields {
  const precision = text.startsWith('../') ? 'before' : text.endsWith('/..') ? 'after' : 'on';
  const [year = '', month = '', day = ''] = text.replace(/^\.\.\/|\/\.\.$/g, '').split('-');
  return { year, month: unpadded(month.replace('??', '')), day: unpadded(day), precision };
}
