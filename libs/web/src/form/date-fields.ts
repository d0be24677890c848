/** A partial date as three fields and how exact it is; one EDTF text in the log. */
export interface DateFields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** `on` the date as far as it is given, `before` or `after` it. */
  readonly precision: 'on' | 'before' | 'after';
}

export const emptyDate: DateFields = { day: '', month: '', year: '', precision: 'on' };

const pad = (text: string, length: number) => text.trim().padStart(length, '0');

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
  const { day, month, year } = pasted(fields.day) ?? fields;
  if (![day, month, year].some(part => part.trim())) return '';
  const parts = [pad(year, 4)];
  if (month.trim() || day.trim()) parts.push(month.trim() ? pad(month, 2) : '??');
  if (day.trim()) parts.push(pad(day, 2));
  const date = parts.join('-');
  if (fields.precision === 'before') return `../${date}`;
  return fields.precision === 'after' ? `${date}/..` : date;
}

export function fromEdtf(text: string): DateFields {
  const precision = text.startsWith('../') ? 'before' : text.endsWith('/..') ? 'after' : 'on';
  const [year = '', month = '', day = ''] = text.replace(/^\.\.\/|\/\.\.$/g, '').split('-');
  return { year, month: month.replace('??', ''), day, precision };
}
